"""What a recalled decision granted is suspended, and the next decision settles it."""

from datetime import date

import pytest

from linli.engines.cases import services as cases
from linli.engines.cases.models import Case, CaseEvent
from linli.engines.cases.tests import recalls
from linli.engines.cases.tests.factories import load_catalogue, task_of
from linli.engines.cases.values import HAPPENED
from linli.engines.entitlements import queries, services
from linli.engines.entitlements.models import Entitlement, EntitlementEvent
from linli.engines.entitlements.services import granting
from linli.engines.entitlements.tests import factories as make
from linli.engines.entitlements.values import EntitlementState, NotRunningError
from linli.foundation.jobs import services as jobs
from linli.foundation.jobs.values import Message
from linli.foundation.notices.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.plan("E2")]
OCTOBER_20 = make.at(10, 20)


@pytest.fixture
def people(city):
    return make.office(city)


@pytest.fixture
def row(city, resident, people):
    return make.granted(resident, city, people)["living"]


@pytest.fixture
def case(row):
    return Case.objects.get(pk=row.case_id)


@pytest.fixture
def recalled(case, row, people, district_leader):
    recalls.propose(people.civil, case, now=make.at(10, 9))
    recalls.decide(district_leader, case, now=OCTOBER_20)
    jobs.run_due(now=OCTOBER_20)
    row.refresh_from_db()
    return row


def decided(case, people, outcome, *, now=None):
    now = now or make.at(11, 2)
    reason = "" if outcome == "grant" else "等级不符"
    cases.record_outcome(
        people.civil, task_id=task_of(case), outcome=outcome, reason=reason, now=now
    )
    jobs.run_due(now=now)


def due(row, resident, *, month=12):
    found = queries.my_one(resident, entitlement_id=row.public_id, now=make.at(month))
    return {one.month.month: one.due_fen for one in found.months}


def test_it_is_suspended_from_the_month_after_the_recall(recalled, resident):
    assert recalled.state == EntitlementState.SUSPENDED
    assert due(recalled, resident) == {9: 30000, 10: 30000, 11: 0, 12: 0}


def test_the_person_is_told_and_reads_why(recalled, resident):
    told = Notice.objects.filter(account_id=resident.account_id, kind="entitlements.changed")
    assert told.exists()
    found = queries.my_one(resident, entitlement_id=recalled.public_id, now=OCTOBER_20)
    assert "经复核" in repr(found.history)


def test_the_same_message_again_changes_nothing(recalled, case):
    event = CaseEvent.objects.get(case=case, kind="decision.recalled")
    again = {"case": case.pk, "first": event.seq, "last": event.seq}
    granting.follow_up(Message(HAPPENED, "x", again, OCTOBER_20, 1), now=OCTOBER_20)
    assert EntitlementEvent.objects.filter(entitlement=recalled, kind="suspended").count() == 1


def test_granted_again_it_is_paid_without_a_gap(recalled, case, people, resident):
    decided(case, people, "grant")
    recalled.refresh_from_db()
    assert recalled.state == EntitlementState.RUNNING
    assert due(recalled, resident) == {9: 30000, 10: 30000, 11: 30000, 12: 30000}
    assert Entitlement.objects.filter(case=case, grant_id="living").count() == 1


def test_refused_then_it_stops_and_nothing_is_claimed_by_itself(recalled, case, people, resident):
    decided(case, people, "refuse")
    recalled.refresh_from_db()
    assert recalled.state == EntitlementState.STOPPED
    assert not recalled.claims.exists()
    assert due(recalled, resident) == {9: 30000, 10: 30000, 11: 0, 12: 0}


def test_what_was_paid_too_much_is_a_claim_only_when_somebody_says_since_when(
    row, case, people, district_leader
):
    make.listed(people, make.SEPTEMBER, now=make.at(9, 20))
    recalls.propose(people.civil, case, now=make.at(10, 9))
    recalls.decide(district_leader, case, now=OCTOBER_20)
    jobs.run_due(now=OCTOBER_20)
    decided(case, people, "refuse")
    facts = {
        "entitlement_id": row.public_id,
        "due_on": date(2026, 12, 31),
        "instalments": 1,
        "reason": make.REASON,
        "now": make.at(11, 3),
    }
    with pytest.raises(NotRunningError):
        services.claim_back(people.civil, **facts)
    services.stop(
        people.civil,
        entitlement_id=row.public_id,
        ended_on=date(2026, 8, 31),
        reason=make.REASON,
        now=make.at(11, 3),
    )
    services.claim_back(people.civil, **facts)
    assert row.claims.get().amount_fen == 30000


def test_what_stopped_is_not_stopped_later(recalled, case, people):
    decided(case, people, "refuse")
    with pytest.raises(NotRunningError):
        services.stop(
            people.civil,
            entitlement_id=recalled.public_id,
            ended_on=date(2026, 11, 2),
            reason=make.REASON,
            now=make.at(11, 3),
        )


def test_a_message_of_the_recall_that_comes_after_the_second_decision_loses_nothing(
    case, row, people, district_leader, resident
):
    recalls.propose(people.civil, case, now=make.at(10, 9))
    recalls.decide(district_leader, case, now=OCTOBER_20)
    decided(case, people, "grant")
    row.refresh_from_db()
    assert row.state == EntitlementState.RUNNING
    assert due(row, resident) == {9: 30000, 10: 30000, 11: 30000, 12: 30000}


def test_a_refusal_that_is_recalled_and_granted_is_written_then(
    city, resident, people, district_leader
):
    load_catalogue()
    case = make.filed(resident, city.community)
    make.decide(case, people, outcome="refuse")
    recalls.propose(people.civil, case, now=make.NOW)
    recalls.decide(district_leader, case, now=make.NOW)
    assert not Entitlement.objects.exists()
    decided(case, people, "grant")
    assert Entitlement.objects.get(case=case, grant_id="living").state == EntitlementState.RUNNING
