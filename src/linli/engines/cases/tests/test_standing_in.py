"""A is away: B acts with the same powers, and both see why."""

from datetime import date, timedelta

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import CaseEvent, Task
from linli.engines.cases.queries import QueueFilter
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue, task_of
from linli.engines.cases.values import AlreadyDoneError
from linli.engines.catalogue.queries import memory
from linli.foundation.actors.values import Role
from linli.foundation.jobs import services as jobs
from linli.foundation.notices.models import Notice
from linli.registers.accounts import services as accounts
from linli.registers.accounts.tests.factories import staff
from linli.registers.accounts.values import AbsenceKind

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 11, 25)


@pytest.fixture
def case(city, resident, clerk):
    load_catalogue()
    made = filed(resident, city.community)
    services.claim(clerk, task_id=task_of(made), now=NOW)
    return made


@pytest.fixture
def backup(city):
    return staff("何副", Role.CLERK, city.office, city.street, is_backup=True)


@pytest.fixture
def away(clerk):
    return accounts.enter_absence(
        clerk, starts_on=NOW.date(), ends_on=UNTIL, kind=AbsenceKind.LEAVE, now=NOW
    )


def row_of(actor, now=NOW, **shown):
    (row,) = queries.tasks_for(actor, shown=QueueFilter(**shown), now=now).rows
    return row


def kinds(case):
    return list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("kind", flat=True))


@pytest.mark.plan("A6")
def test_what_is_held_by_who_is_away_is_offered_at_once(case, backup, away):
    assert (row_of(backup).holder, row_of(backup).away_until) == ("赵敏", UNTIL)
    assert row_of(backup, now=NOW + timedelta(days=3)).away_until is None


def test_while_a_is_here_nothing_is_offered_or_taken(case, backup, clerk):
    assert row_of(backup).away_until is None
    with pytest.raises(AlreadyDoneError):
        services.claim(backup, task_id=task_of(case), now=NOW)
    assert Task.objects.get().holder_id == clerk.account_id


@pytest.mark.plan("A6")
def test_b_acts_without_waiting_and_the_history_says_for_whom(case, backup, clerk, away):
    services.record_outcome(backup, task_id=task_of(case), outcome="accept", now=NOW)
    task = Task.objects.get(case=case, stage="accept")
    assert (task.holder_id, task.absent_id, task.state) == (
        backup.account_id,
        clerk.account_id,
        "done",
    )
    assert kinds(case)[-3:-1] == ["task.stood_in", "case.accepted"]
    story = queries.desk_case(clerk, case_id=str(case.public_id), now=NOW).entries
    assert any("赵敏" in one.title and one.by == "何副" for one in story)


def test_a_finds_on_return_what_b_did(case, backup, clerk, away):
    services.claim(backup, task_id=task_of(case), now=NOW)
    assert row_of(clerk, tab="stood_in").number == case.number
    assert not queries.tasks_for(backup, shown=QueueFilter(tab="stood_in"), now=NOW).rows
    jobs.run_due(now=NOW)
    rows = Notice.objects.filter(account_id=clerk.account_id, kind="task.stood_in")
    assert rows.count() == 1
    assert kinds(case).count("task.stood_in") == 1


def test_the_resident_is_not_told_who_is_away(case, backup, resident, away):
    services.claim(backup, task_id=task_of(case), now=NOW)
    seen = queries.my_case(resident, case_id=str(case.public_id), now=NOW).entries
    assert "task.stood_in" not in {one.kind for one in seen}


def test_somebody_of_the_office_on_another_post_does_not_stand_in(case, city, away):
    beside = staff("窗二", Role.CLERK, city.office, city.street, title="2")
    assert row_of(beside).away_until is None
    with pytest.raises(AlreadyDoneError):
        services.claim(beside, task_id=task_of(case), now=NOW)


def test_reminders_reach_b_while_a_is_away(case, backup, away):
    from linli.engines.cases.services import due

    jobs.run_due(now=NOW)
    Task.objects.update(due_on=UNTIL)
    due.remind(now=NOW + timedelta(days=2))
    jobs.run_due(now=NOW + timedelta(days=2, minutes=5))
    told = Notice.objects.filter(account_id=backup.account_id, kind="task.warned")
    assert told.count() == 1


def test_the_queue_says_why_and_asks_two_statements_more(
    city, resident, clerk, backup, client_for, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(memory, "FRESH_SECONDS", 99.0)  # however slow the machine is
    load_catalogue()
    case = filed(resident, city.community)
    browser = client_for(backup)
    browser.get("/desk/cases/")
    with django_assert_num_queries(6):
        browser.get("/desk/cases/")
    services.claim(clerk, task_id=task_of(case), now=NOW)
    # one for the holder's name, two for who of the actor's posts is away today
    with django_assert_num_queries(9):
        browser.get("/desk/cases/")
