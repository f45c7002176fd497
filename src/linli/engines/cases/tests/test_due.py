"""What time does: reminders, overdue, silence, closing; days that can be computed anew."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseAccess, CaseEvent, Draft, Task
from linli.engines.cases.queries import QueueFilter
from linli.engines.cases.services import due
from linli.engines.cases.tests.factories import (
    ALLOWANCES,
    NOW,
    filed,
    load_catalogue,
    task_of,
)
from linli.engines.cases.values import Grade, PauseCause
from linli.foundation.calendar import queries as calendar
from linli.foundation.jobs import services as jobs
from linli.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 27, 2, tzinfo=UTC)


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


def kinds(case):
    return list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("kind", flat=True))


@pytest.mark.plan("H5")
def test_the_office_is_reminded_on_the_last_day_and_only_once(case, clerk):
    tomorrow = NOW + timedelta(days=1)
    assert due.remind(now=tomorrow) == 1
    assert due.remind(now=tomorrow) == 0
    jobs.run_due(now=tomorrow)
    assert Notice.objects.filter(account_id=clerk.account_id, kind="task.warned").count() == 1


@pytest.mark.plan("H5")
def test_what_is_over_reaches_the_superior_and_the_resident(case, resident, street_officer):
    assert due.remind(now=FRIDAY) == 1
    jobs.run_due(now=FRIDAY)
    assert "task.overdue" in kinds(case)
    told = Notice.objects.filter(kind="task.overdue").values_list("account_id", flat=True)
    assert set(told) >= {resident.account_id, street_officer.account_id}
    row = queries.tasks_for(street_officer, shown=QueueFilter(), now=FRIDAY)
    assert row.rows == ()
    assert (
        queries.line_tasks(street_officer, shown=QueueFilter(is_overdue=True), now=FRIDAY)
        .rows[0]
        .number
        == case.number
    )


def test_a_paused_task_is_not_overdue(case, clerk):
    services.pause(
        clerk, task_id=task_of(case), cause=PauseCause.HEARING, days=9, reason="听证", now=NOW
    )
    assert due.remind(now=FRIDAY) == 0


@pytest.mark.plan("H5")
def test_silence_accepts_where_the_item_says_so(case):
    Task.objects.filter(case=case).update(silent_on=NOW.date())
    assert due.accept_by_silence(now=NOW) == 0
    assert due.accept_by_silence(now=FRIDAY) == 1
    accepted = CaseEvent.objects.get(case=case, kind="case.accepted")
    assert accepted.data["silence"] is True
    assert accepted.account_id is None


def test_a_case_without_the_rule_waits_for_its_office(case):
    assert due.accept_by_silence(now=FRIDAY) == 0


def test_an_ended_case_is_closed_after_thirty_days(case, resident):
    services.withdraw(resident, case_id=str(case.public_id), now=NOW)
    assert due.archive(now=NOW + timedelta(days=29)) == 0
    assert due.archive(now=NOW + timedelta(days=31)) == 1
    case.refresh_from_db()
    assert (case.state, case.result) == ("archived", "withdrawn")


def test_a_draft_nobody_touched_for_half_a_year_is_forgotten(case, resident):
    services.start(resident, item_code=ALLOWANCES, now=NOW)
    assert due.forget_drafts(now=NOW + timedelta(days=179)) == 0
    assert due.forget_drafts(now=NOW + timedelta(days=181)) == 1
    assert not Draft.objects.exists()


def test_derived_days_are_what_the_events_say(case, clerk, federation_officer):
    services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)
    stored = (Case.objects.get().due_on, Task.objects.get(state="open").due_on)
    Case.objects.update(due_on=None)
    Task.objects.update(due_on=None)
    out = StringIO()
    call_command("cases", "recompute", stdout=out)
    assert "1 open cases looked at, 1 mended" in out.getvalue()
    assert (Case.objects.get().due_on, Task.objects.get(state="open").due_on) == stored


def test_an_overdue_case_gives_the_head_a_ground(case, city):
    due.remind(now=FRIDAY)
    grounds = CaseAccess.objects.filter(case=case).values_list("organisation_id", flat=True)
    assert set(grounds) == {city.office}


def test_a_late_call_back_is_not_told_to_the_resident_as_a_late_decision(
    case, resident, clerk, street_officer
):
    services.record_outcome(
        clerk, task_id=task_of(case), outcome="decline", reason="不归本市", now=NOW
    )
    services.rate(resident, case_id=str(case.public_id), grade=Grade.DISSATISFIED, now=NOW)
    later = NOW + timedelta(days=20)
    assert due.remind(now=later) == 1
    jobs.run_due(now=later)
    told = Notice.objects.filter(kind="task.overdue").values_list("account_id", flat=True)
    assert set(told) == {street_officer.account_id}
    seen = queries.my_case(resident, case_id=str(case.public_id), now=later)
    assert "task.overdue" not in {entry.kind for entry in seen.entries}


def test_a_provisional_day_is_counted_anew_when_the_year_is_known(city, resident, monkeypatch):
    load_catalogue()
    late = datetime(2026, 12, 30, 2, tzinfo=UTC)
    case = filed(resident, city.community, now=late)
    Task.objects.filter(case=case).update(opened_on=datetime(2026, 12, 31, tzinfo=UTC).date())
    due.recompute()
    assert Task.objects.get().is_due_provisional
    assert due.recompute(only_provisional=True) == (0, 0)
    known = replace(calendar.site_calendar(), known_until=datetime(2027, 12, 31, tzinfo=UTC).date())
    monkeypatch.setattr(calendar, "site_calendar", lambda: known)
    assert due.recompute(only_provisional=True) == (1, 1)
    assert not Task.objects.get().is_due_provisional
