"""Who is told what, what stands on the result, and that each page does what was pressed."""

from uuid import uuid4

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseDocument, CaseEvent, Draft, Task
from linli.engines.cases.rules import clockwork
from linli.engines.cases.services import due, results
from linli.engines.cases.tests.factories import ALLOWANCES, NOW, filed, load_catalogue, task_of
from linli.engines.cases.tests.test_access import asked, extendable, mandate
from linli.engines.cases.tests.test_due import FRIDAY
from linli.engines.cases.tests.test_filing import taken_in
from linli.engines.cases.tests.test_journey import decided
from linli.engines.cases.tests.test_timing import called_back
from linli.engines.cases.values import EventKind
from linli.foundation.actors.values import Role
from linli.foundation.jobs import services as jobs
from linli.foundation.notices.models import Notice
from linli.registers.accounts.tests.factories import staff
from linli.registers.people import queries as people

pytestmark = pytest.mark.django_db
__all__ = ["extendable"]


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("account_id", flat=True))


def test_who_was_at_the_counter_is_told_at_home_and_the_clerk_is_not(city, clerk, proven_resident):
    load_catalogue()
    taken_in(clerk, city, proven_resident.person_id)
    jobs.run_due(now=NOW)
    assert told("case.submitted") == {proven_resident.account_id}


def test_only_who_took_a_task_on_is_reminded(case, city, clerk):
    beside = staff("何副", Role.CLERK, city.office, city.street, is_backup=True)
    services.claim(clerk, task_id=task_of(case), now=NOW)
    due.remind(now=FRIDAY)
    jobs.run_due(now=FRIDAY)
    assert clerk.account_id in told("task.overdue")
    assert beside.account_id not in told("task.overdue")


@pytest.mark.parametrize(
    ("outcome", "kind", "has_remedies", "has_grants"),
    [("grant", "case.granted", False, True), ("refuse", "case.refused", True, False)],
)
def test_a_refusal_says_what_can_be_done_and_a_grant_what_one_gets(
    case,
    resident,
    clerk,
    federation_officer,
    civil_affairs_officer,
    outcome,
    kind,
    has_remedies,
    has_grants,
):
    decided(case, clerk, federation_officer, civil_affairs_officer, outcome, "不符合条件")
    facts = results.facts_of(case)
    assert (bool(facts["remedies"]), bool(facts["grants"])) == (has_remedies, has_grants)
    assert told(kind) == {resident.account_id}


def test_a_revoked_result_says_so(case, resident, clerk, federation_officer, civil_affairs_officer):
    decided(case, clerk, federation_officer, civil_affairs_officer)
    CaseDocument.objects.update(revoked_at=NOW)
    found = queries.verified(serial=CaseDocument.objects.get().serial)
    assert found is not None
    assert found.is_revoked


def test_a_sealed_result_is_ours_and_that_is_all_anybody_learns(
    case, resident, clerk, federation_officer, civil_affairs_officer
):
    decided(case, clerk, federation_officer, civil_affairs_officer)
    Case.objects.update(compartment="special")
    found = queries.verified(serial=CaseDocument.objects.get().serial)
    assert found is not None
    assert (str(found.item_name), found.holder_masked) == ("", "")


def test_the_history_does_not_tell_the_grade(case, clerk, resident):
    called_back(case, clerk, resident)
    assert CaseEvent.objects.get(kind="case.rated").data == {}


def test_what_happens_to_another_task_moves_no_clock_of_this_one():
    mine, other = uuid4(), uuid4()
    history = [clockwork.Fact(EventKind.PAUSED, NOW.date(), other)]
    events = clockwork.of_task(history, task=mine, opened_on=NOW.date(), is_intake=False)
    assert [event.kind for event in events] == ["start"]


def test_not_reached_is_kept_as_not_reached(case, clerk, resident, street_officer, client_for):
    task = called_back(case, clerk, resident)
    client_for(street_officer).post(
        f"/desk/cases/{case.public_id}/tasks/{task}/callback/",
        {"reached": "no", "outcome": "mended", "cause": "无人接听", "remedy": "再打"},
    )
    assert Task.objects.get(public_id=task).outcome == "not_reached"


def test_not_approved_is_not_approved(extendable, federation_officer, district_leader, client_for):
    asked(extendable, federation_officer)
    request = Task.objects.get(kind="extension")
    client_for(district_leader).post(
        f"/desk/cases/{extendable.public_id}/tasks/{request.public_id}/decide-extension/",
        {"approved": "no", "reason": "够用"},
    )
    request.refresh_from_db()
    assert request.outcome == "refused"


def test_who_takes_nothing_in_and_who_only_audits_find_those_pages_closed(
    case, clerk, federation_officer, auditor, proven_resident, client_for
):
    present = people.person(clerk, person_id=proven_resident.person_id, now=NOW)
    intake = f"/desk/cases/intake/{present.public_id}/"
    assert client_for(federation_officer).get(intake).status_code == 403
    reveal = f"/desk/cases/{case.public_id}/reveal/"
    assert client_for(auditor).post(reveal, {"path": "applicant.identity"}).status_code == 403


def test_applying_for_somebody_is_for_them(city, proven_resident, other_resident, client_for):
    load_catalogue()
    mandate(proven_resident, other_resident)
    browser = client_for(other_resident)
    page = browser.get(f"/cases/apply/{ALLOWANCES}/")
    chosen = next(one.public_id for one in page.context["choices"] if not one.is_self)
    browser.post(f"/cases/apply/{ALLOWANCES}/", {"for": chosen})
    assert Draft.objects.get().person_id == proven_resident.person_id
