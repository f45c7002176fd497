"""A division is split, an office closed, while cases run: they follow, and nobody waits longer."""

from datetime import date, timedelta

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.jobs import hourly
from linli.engines.cases.models import CaseEvent, Task
from linli.engines.cases.services.successors import follow_successors
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue, task_of
from linli.registers.organisations.models import Organisation
from linli.registers.places.models import Division

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


@pytest.fixture
def split(city, case):
    """Let the community, its street and the office of it end: another street takes them over."""
    pairs = {city.community: city.other_community, city.street: city.other_street}
    for code, heir in pairs.items():
        successor = Division.objects.get(code=heir, valid_to=None)
        Division.objects.filter(code=code).update(valid_to=date(2026, 11, 24), successor=successor)
    Organisation.objects.filter(pk=city.office).update(valid_to=date(2026, 11, 24))


def test_what_is_at_work_goes_to_the_office_that_follows(case, split, city, other_clerk):
    hourly(now=LATER)
    case.refresh_from_db()
    assert Task.objects.get(case=case).organisation_id == city.other_office
    assert case.division_code == city.other_community
    services.record_outcome(other_clerk, task_id=task_of(case), outcome="accept", now=LATER)


def test_the_resident_reads_it_and_waits_no_longer(case, split, resident):
    due = Task.objects.get(case=case).due_on
    hourly(now=LATER)
    assert Task.objects.get(case=case).due_on == due
    entries = queries.my_case(resident, case_id=str(case.public_id), now=LATER).entries
    assert "已转交该办的单位" in {one.title for one in entries}


def test_who_decides_before_the_night_finds_the_next_office_too(case, city, clerk):
    other = Division.objects.get(code=city.other_community, valid_to=None)
    Division.objects.filter(code=city.community).update(
        valid_to=date(2026, 11, 23), successor=other
    )
    services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)
    assert Task.objects.get(case=case, state="open").stage == "federation"


def test_it_is_passed_on_once(case, split):
    assert (follow_successors(now=LATER), follow_successors(now=LATER)) == (1, 0)
    assert CaseEvent.objects.filter(case=case, kind="task.reassigned").count() == 1


def test_where_nobody_follows_it_stays(case, city):
    Organisation.objects.filter(pk=city.office).update(valid_to=date(2026, 11, 24))
    Organisation.objects.exclude(pk=city.office).filter(division__code=city.street).delete()
    assert follow_successors(now=LATER) == 0
    assert Task.objects.get(case=case).organisation_id == city.office


def test_nothing_moves_where_nothing_changed(case):
    assert follow_successors(now=LATER) == 0
