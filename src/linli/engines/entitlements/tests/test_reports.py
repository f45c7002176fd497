"""Changes reported by the person, and what follows."""

from datetime import date

import pytest

from linli.engines.cases.models import Case
from linli.engines.entitlements import queries, services
from linli.engines.entitlements.models import ChangeReport
from linli.engines.entitlements.tests import factories as make
from linli.engines.entitlements.values import (
    ChangeKind,
    EntitlementState,
    NotRunningError,
    ReportOutcome,
)
from linli.foundation.errors.values import InvalidError, NotFoundError
from linli.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
WORDS = "儿子上班了，每月三千元"


@pytest.fixture
def people(city):
    return make.office(city)


@pytest.fixture
def row(city, resident, people):
    return make.granted(resident, city, people)["living"]


def report(actor, row, *, happened_on=date(2026, 10, 1), now=None):
    report_id = services.report_change(
        actor,
        entitlement_id=row.public_id,
        kind=ChangeKind.WORK,
        happened_on=happened_on,
        words=WORDS,
        now=now or make.at(10, 9),
    )
    return ChangeReport.objects.get(public_id=report_id)


def answer(actor, made, outcome):
    services.answer_report(
        actor,
        report_id=made.public_id,
        outcome=outcome,
        words="已核实",
        now=make.at(10, 12),
    )
    made.entitlement.refresh_from_db()
    return made.entitlement


@pytest.mark.plan("E2")
def test_a_report_waits_for_the_office_by_a_promised_day(row, resident, people):
    report(resident, row)
    waiting = queries.waiting_reports(people.civil)
    assert [(one.kind_words, one.due_on) for one in waiting] == [
        (str(ChangeKind.WORK.label), date(2026, 10, 22))
    ]


def test_the_office_is_told(row, resident, people):
    report(resident, row)
    assert Notice.objects.filter(account_id=people.civil.account_id).count() == 1


def test_a_report_cuts_nothing_by_itself(row, resident):
    report(resident, row)
    row.refresh_from_db()
    assert (row.state, row.amount_fen) == (EntitlementState.RUNNING, 30000)


def test_the_words_are_sealed(row, resident):
    made = report(resident, row)
    assert WORDS.encode() not in bytes(made.sealed)


def test_the_office_takes_one_at_the_counter(row, people):
    assert report(people.civil, row).account_id == people.civil.account_id


def test_somebody_else_reports_nothing(row, other_resident):
    with pytest.raises(NotFoundError):
        report(other_resident, row)


def test_a_day_to_come_is_refused(row, resident):
    with pytest.raises(InvalidError):
        report(resident, row, happened_on=date(2026, 12, 1))
    assert not ChangeReport.objects.exists()


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (ReportOutcome.NO_EFFECT, EntitlementState.RUNNING),
        (ReportOutcome.SUSPENDED, EntitlementState.SUSPENDED),
        (ReportOutcome.STOPPED, EntitlementState.STOPPED),
    ],
)
def test_an_answer_leads_to_what_it_says(row, resident, people, outcome, state):
    assert answer(people.civil, report(resident, row), outcome).state == state


def test_an_answer_can_open_a_check(row, resident, people):
    answer(people.civil, report(resident, row), ReportOutcome.RECHECK)
    assert Case.objects.filter(follows=row.case_id).count() == 1


def test_the_person_reads_the_answer(row, resident, people):
    answer(people.civil, report(resident, row), ReportOutcome.NO_EFFECT)
    found = queries.my_one(resident, entitlement_id=row.public_id, now=make.at(10, 13))
    assert (found.reports[0].answer, found.reports[0].outcome) == ("已核实", "no_effect")


def test_it_is_answered_once(row, resident, people):
    made = report(resident, row)
    answer(people.civil, made, ReportOutcome.NO_EFFECT)
    with pytest.raises(NotRunningError):
        answer(people.colleague, made, ReportOutcome.STOPPED)
    row.refresh_from_db()
    assert row.state == EntitlementState.RUNNING


def test_another_office_answers_nothing(row, resident, people):
    with pytest.raises(NotFoundError):
        answer(people.federation, report(resident, row), ReportOutcome.NO_EFFECT)
