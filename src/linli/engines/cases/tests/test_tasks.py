"""Who holds a task: taken on, given back, returned, passed on – and by whom it may be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import CaseAccess, CaseEvent, Task
from linli.engines.cases.queries import QueueFilter
from linli.engines.cases.services import due
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue, task_of
from linli.engines.cases.values import (
    AlreadyDoneError,
    Ask,
    AskKind,
    Grade,
    NotAllowedNowError,
)
from linli.foundation.actors.values import Role
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.registers.accounts.tests.factories import staff
from linli.registers.organisations.models import Organisation

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


@pytest.fixture
def colleague(city):
    """Stands in at the counter of Quanyechang street office."""
    return staff("何副", Role.CLERK, city.office, city.street, is_backup=True)


def kinds(case):
    return list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("kind", flat=True))


def claim(actor, case):
    services.claim(actor, task_id=task_of(case), now=NOW)


def give_back(actor, case, reason="户口在小白楼"):
    services.return_task(actor, task_id=task_of(case), reason=reason, now=NOW)


def pass_on(actor, case, organisation_id, reason="户口在小白楼", now=NOW):
    services.reassign(
        actor, task_id=task_of(case), organisation_id=organisation_id, reason=reason, now=now
    )


def accepted(case, clerk):
    services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)


def test_history_names_the_post_in_whose_line_it_was_passed_on(case, city, street_officer):
    elsewhere = staff("外街", Role.STREET_OFFICER, city.other_office, city.other_street)
    (own,) = street_officer.holdings
    both = replace(street_officer, holdings=(*elsewhere.holdings, own))
    pass_on(both, case, city.other_office)
    assert CaseEvent.objects.get(case=case, kind="task.reassigned").post_id == own.post_id


def test_another_post_of_the_same_office_does_not_decide(case, street_officer):
    with pytest.raises(ForbiddenError):
        services.record_outcome(street_officer, task_id=task_of(case), outcome="accept", now=NOW)
    assert Task.objects.get(case=case).state == "open"


def test_what_a_colleague_took_on_is_neither_taken_nor_given_back_by_another(
    case, clerk, colleague
):
    claim(clerk, case)
    claim(clerk, case)
    with pytest.raises(AlreadyDoneError):
        claim(colleague, case)
    with pytest.raises(NotAllowedNowError):
        services.release(colleague, task_id=task_of(case), now=NOW)
    assert Task.objects.get(case=case).holder_id == clerk.account_id
    assert kinds(case).count("task.claimed") == 1


def test_what_is_given_back_is_free(case, clerk, colleague):
    claim(clerk, case)
    services.release(clerk, task_id=task_of(case), now=NOW)
    claim(colleague, case)
    assert Task.objects.get(case=case).holder_id == colleague.account_id


def test_returning_frees_the_task_and_is_told(case, clerk):
    claim(clerk, case)
    give_back(clerk, case)
    assert Task.objects.get(case=case).holder_id is None
    assert kinds(case)[-1] == "task.returned"


def test_returning_and_passing_on_need_a_reason(case, city, clerk, street_officer):
    with pytest.raises(InvalidError):
        give_back(clerk, case, reason=" ")
    with pytest.raises(InvalidError):
        pass_on(street_officer, case, city.other_office, reason=" ")
    assert Task.objects.get(case=case).organisation_id == city.office


def test_what_a_department_returns_is_the_governments_to_pass_on(
    case, city, clerk, federation_officer, district_leader
):
    accepted(case, clerk)
    give_back(federation_officer, case)
    task = Task.objects.get(case=case, stage="federation")
    assert (task.organisation_id, task.role) == (city.district_government, Role.DISTRICT_LEADER)
    rows = queries.tasks_for(district_leader, shown=QueueFilter(), now=NOW).rows
    assert [row.task_id for row in rows] == [task.public_id]


def test_what_waits_for_the_resident_is_not_returned(case, clerk):
    services.request_supplement(
        clerk, task_id=task_of(case), asks=[Ask(AskKind.OTHER, "", "说明")], now=NOW
    )
    with pytest.raises(NotAllowedNowError):
        give_back(clerk, case)
    assert "task.returned" not in kinds(case)


def test_the_head_of_another_street_passes_nothing_on(case, city):
    stranger = staff("外街", Role.STREET_OFFICER, city.other_office, city.other_street)
    with pytest.raises(NotFoundError):
        pass_on(stranger, case, city.other_office)
    assert Task.objects.get(case=case).organisation_id == city.office


@pytest.mark.parametrize("change", [{"level": 2}, {"valid_to": NOW.date()}])
def test_nothing_is_passed_to_another_level_or_a_closed_office(case, city, street_officer, change):
    Organisation.objects.filter(pk=city.other_office).update(**change)
    with pytest.raises(NotFoundError):
        pass_on(street_officer, case, city.other_office)
    assert Task.objects.get(case=case).organisation_id == city.office


def test_the_office_it_is_passed_to_begins_anew(case, city, clerk, other_clerk, street_officer):
    claim(clerk, case)
    pass_on(street_officer, case, city.other_office, now=LATER)
    task = Task.objects.get(case=case)
    assert (task.holder_id, str(task.due_on)) == (None, "2026-11-26")
    assert queries.desk_case(other_clerk, case_id=str(case.public_id), now=LATER).row.number


@pytest.mark.parametrize("how", ["returned", "asked", "overdue"])
def test_the_office_above_gets_a_ground_to_see_what_reaches_it(
    case, city, clerk, federation_officer, how
):
    accepted(case, clerk)
    above = CaseAccess.objects.filter(case=case, organisation=city.district_government)
    assert not above.exists()
    if how == "returned":
        give_back(federation_officer, case)
    elif how == "asked":
        ask_for_days(case, federation_officer)
    else:
        due.remind(now=NOW + timedelta(days=30))
    assert above.exists()


def ask_for_days(case, officer):
    from linli.engines.cases.tests.factories import ALLOWANCES
    from linli.engines.catalogue.tests.factories import definition_of, publish

    definition = definition_of(ALLOWANCES)
    version = publish(definition | {"flow": definition["flow"] | {"extension": 10}})
    type(case).objects.filter(pk=case.pk).update(version_id=version.version_id)
    services.ask_extension(officer, task_id=task_of(case), reason="等复核", now=NOW)


def test_a_call_back_is_closed_and_not_decided_or_returned(case, clerk, resident, street_officer):
    services.record_outcome(
        clerk, task_id=task_of(case), outcome="decline", reason="不归本市", now=NOW
    )
    services.rate(resident, case_id=str(case.public_id), grade=Grade.DISSATISFIED, now=NOW)
    with pytest.raises(NotAllowedNowError):
        services.record_outcome(street_officer, task_id=task_of(case), outcome="accept", now=NOW)
    with pytest.raises(NotAllowedNowError):
        give_back(street_officer, case)
    assert "task.returned" not in kinds(case)
    assert queries.tasks_for(street_officer, shown=QueueFilter(), now=NOW).counts["todo"] == 1
