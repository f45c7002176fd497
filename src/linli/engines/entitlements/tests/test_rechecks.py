"""The regular check opens by itself, once; silence cuts nothing; what ends is said before."""

from datetime import date

import pytest

from linli.engines.cases import services as cases
from linli.engines.cases.models import Case
from linli.engines.cases.queries.sealing import document_of
from linli.engines.cases.tests.factories import task_of
from linli.engines.entitlements import jobs, queries
from linli.engines.entitlements.models import Entitlement, Recheck
from linli.engines.entitlements.services import expiring, rechecks
from linli.engines.entitlements.tests import factories as make
from linli.engines.entitlements.values import EntitlementState
from linli.foundation.actors.values import SYSTEM
from linli.foundation.errors.values import ForbiddenError
from linli.foundation.jobs import services as outbox
from linli.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 1)


@pytest.fixture
def people(city):
    return make.office(city)


@pytest.fixture
def row(city, resident, people):
    row = make.granted(resident, city, people)["living"]
    Entitlement.objects.filter(case=row.case_id).update(recheck_on=DUE)
    row.refresh_from_db()
    return row


def checked(people, row, *, outcome, **changes):
    """Open the check and decide it in November."""
    rechecks.open_due(now=make.at(11, 5))
    case = Case.objects.get(follows=row.case_id)
    make.decide(case, people, outcome=outcome, now=make.at(11, 20))
    row.refresh_from_db()
    return row


def dues(row, resident, month=12):
    found = queries.my_one(resident, entitlement_id=row.public_id, now=make.at(month))
    return {one.month.month: one.due_fen for one in found.months}


@pytest.mark.plan("E2")
def test_thirty_days_before_a_case_opens_by_itself(row):
    assert rechecks.open_due(now=make.at(10, 20)) == 0
    assert rechecks.open_due(now=make.at(11, 5)) == 1
    case = Case.objects.get(follows=row.case_id)
    assert document_of(case)["answers"] == document_of(row.case)["answers"]


def test_both_grants_of_a_case_are_checked_in_one(row):
    rechecks.open_due(now=make.at(11, 5))
    assert Recheck.objects.get().new_case == Case.objects.get(follows=row.case_id).public_id


def test_two_ticks_open_one(row):
    rechecks.open_due(now=make.at(11, 5))
    assert rechecks.open_due(now=make.at(11, 6)) == 0
    assert Case.objects.filter(follows=row.case_id).count() == 1


def test_two_at_once_open_one(row):
    given = {"follows": row.case.public_id, "stage": "accept", "due": DUE, "now": make.at(11, 5)}
    first = cases.open_recheck(SYSTEM, **given)
    assert cases.open_recheck(SYSTEM, **given) == first


def test_nobody_but_the_site_opens_one(row, people):
    with pytest.raises(ForbiddenError):
        cases.open_recheck(
            people.civil, follows=row.case.public_id, stage="accept", due=DUE, now=make.NOW
        )


def test_a_check_can_begin_where_it_is_decided(row):
    cases.open_recheck(
        SYSTEM, follows=row.case.public_id, stage="decide", due=DUE, now=make.at(11, 5)
    )
    case = Case.objects.get(follows=row.case_id)
    assert (case.state, task_of(case, "decide") != "") == ("handling", True)


def test_the_person_is_told_that_nothing_is_needed(row, resident):
    rechecks.open_due(now=make.at(11, 5))
    outbox.run_due(now=make.at(11, 5))
    told = Notice.objects.filter(account_id=resident.account_id, kind="case.recheck_opened")
    assert told.count() == 1


def test_granted_again_it_goes_on_and_is_checked_later(row, resident, people):
    checked(people, row, outcome="grant")
    assert (row.state, dues(row, resident)[12]) == (EntitlementState.RUNNING, 30000)
    assert Entitlement.objects.count() == 2


def test_refused_it_stops_the_month_after(row, resident, people):
    checked(people, row, outcome="refuse")
    assert row.state == EntitlementState.STOPPED
    assert dues(row, resident)[11] == 30000
    assert dues(row, resident)[12] == 0


def test_silence_cuts_nothing_and_the_superior_is_told_once(row, resident, district_leader):
    rechecks.open_due(now=make.at(11, 5))
    assert rechecks.warn_late(now=make.at(12, 5)) == 1
    assert rechecks.warn_late(now=make.at(12, 6)) == 0
    assert dues(row, resident)[12] == 30000
    assert Notice.objects.filter(account_id=district_leader.account_id).count() == 1


def test_what_ends_is_said_twice_before(row, resident):
    Entitlement.objects.filter(pk=row.pk).update(last_month=date(2026, 12, 1))
    told = [expiring.warn_before_end(now=make.at(*day)) for day in ((9, 20), (10, 10), (10, 11))]
    later = [expiring.warn_before_end(now=make.at(*day)) for day in ((11, 10), (11, 11))]
    assert (told, later) == ([0, 1, 0], [1, 0])
    assert Notice.objects.filter(kind="entitlements.changed").count() == 2


def test_what_ends_within_both_days_is_said_once(row, resident):
    Entitlement.objects.filter(pk=row.pk).update(last_month=date(2026, 11, 1))
    assert [expiring.warn_before_end(now=make.at(11, day)) for day in (10, 10, 11)] == [1, 0, 0]
    assert Notice.objects.filter(kind="entitlements.changed").count() == 1


def test_what_is_over_ends(row, resident):
    Entitlement.objects.filter(pk=row.pk).update(last_month=date(2026, 10, 1), recheck_on=None)
    jobs.daily(now=make.at(11, 5))
    row.refresh_from_db()
    assert row.state == EntitlementState.ENDED
