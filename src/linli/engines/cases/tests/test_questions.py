"""Questions and answers on a case: they stop no clock, and none stays without an answer unseen."""

from datetime import timedelta

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseEvent, Task
from linli.engines.cases.queries import QueueFilter
from linli.engines.cases.rules import questions as rules
from linli.engines.cases.rules.clockwork import Fact
from linli.engines.cases.services import due
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue, task_of
from linli.engines.cases.values import CaseState, NotAllowedNowError
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.foundation.jobs import services as jobs
from linli.foundation.notices.models import Notice
from linli.registers.people.values import ApprovalNeededError

pytestmark = pytest.mark.django_db
WORDS = "还要多久？"
LATER = NOW + timedelta(days=3)


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


def asked(actor, case, words=WORDS, now=NOW):
    services.ask(actor, case_id=str(case.public_id), question=words, now=now)
    return Task.objects.filter(case=case, kind="question", state="open").get()


def replied(actor, task, words="下周三前。"):
    services.answer_question(actor, task_id=str(task.public_id), answer=words, now=NOW)


def texts(actor, case):
    view = queries.my_case(actor, case_id=str(case.public_id), now=NOW)
    return [entry.text for entry in view.entries if entry.text]


def told(actor):
    jobs.run_due(now=LATER)
    return set(Notice.objects.filter(account_id=actor.account_id).values_list("kind", flat=True))


@pytest.mark.plan("H5")
def test_a_question_is_work_of_the_office_with_a_last_day(case, clerk, resident):
    task = asked(resident, case)
    assert str(task.due_on) == "2026-11-25"  # two working days
    rows = queries.tasks_for(clerk, shown=QueueFilter(), now=NOW).rows
    assert sorted(row.kind for row in rows) == ["question", "stage"]
    assert "question.asked" in told(clerk)


def test_the_answer_is_read_and_told_and_no_clock_moves(case, clerk, resident):
    before = Task.objects.get(case=case, kind="stage").due_on
    replied(clerk, asked(resident, case))
    assert texts(resident, case) == [WORDS, "下周三前。"]
    assert "question.answered" in told(resident)
    assert Task.objects.get(case=case, kind="stage").due_on == before
    assert Task.objects.get(case=case, kind="question").state == "done"


def test_words_of_both_are_sealed(case, clerk, resident):
    replied(clerk, asked(resident, case))
    for event in CaseEvent.objects.filter(case=case, kind__startswith="question."):
        assert WORDS.encode() not in bytes(event.sealed or b"")
        assert WORDS not in str(event.data)


def test_what_is_asked_meanwhile_joins_the_question_that_waits(case, clerk, resident):
    first = asked(resident, case)
    assert asked(resident, case, "材料齐了吗？").pk == first.pk
    act = queries.desk_case(clerk, case_id=str(case.public_id), now=NOW).acts[-1]
    assert act.questions == (WORDS, "材料齐了吗？")


def test_a_decided_case_is_asked_about_at_the_office_that_decided(case, city, clerk, resident):
    services.record_outcome(
        clerk, task_id=task_of(case), outcome="decline", reason="不归本市", now=NOW
    )
    assert asked(resident, case).organisation_id == city.office


def test_the_decision_leaves_the_question_open(case, clerk, resident):
    task, stage = asked(resident, case), task_of(case, "accept")
    services.record_outcome(clerk, task_id=stage, outcome="decline", reason="不归本市", now=NOW)
    replied(clerk, task)
    assert Task.objects.get(pk=task.pk).state == "done"


def test_nothing_is_asked_once_it_is_closed_and_kept(case, resident):
    Case.objects.update(state="archived")
    with pytest.raises(NotAllowedNowError):
        asked(resident, case)
    assert not Task.objects.filter(kind="question").exists()


def test_without_words_nothing_is_asked_or_answered(case, clerk, resident):
    with pytest.raises(InvalidError):
        asked(resident, case, " ")
    task = asked(resident, case)
    with pytest.raises(InvalidError):
        replied(clerk, task, " ")
    assert Task.objects.get(pk=task.pk).state == "open"


@pytest.mark.parametrize(
    ("name", "error"),
    [("other_clerk", NotFoundError), ("street_officer", ForbiddenError)],
)
def test_who_was_not_asked_does_not_answer(case, resident, name, error, request):
    task = asked(resident, case)
    with pytest.raises(error):
        replied(request.getfixturevalue(name), task)
    assert Task.objects.get(pk=task.pk).state == "open"


def test_a_stranger_asks_nothing(case, other_resident):
    with pytest.raises(NotFoundError):
        asked(other_resident, case)


def test_words_of_a_child_open_with_approval_only(case, clerk, resident):
    task = asked(resident, case)
    Case.objects.update(sheltered_until=NOW.date() + timedelta(days=99))
    with pytest.raises(ApprovalNeededError):
        replied(clerk, task)
    assert Task.objects.get(pk=task.pk).state == "open"


def test_a_question_left_over_reaches_the_superior_and_not_the_resident(
    case, clerk, resident, street_officer
):
    services.record_outcome(
        clerk, task_id=task_of(case), outcome="decline", reason="不归本市", now=NOW
    )
    task = asked(resident, case)
    due.remind(now=LATER)
    assert Task.objects.get(pk=task.pk).warned == 3
    assert "task.overdue" in told(street_officer)
    assert "task.overdue" not in told(resident)


def test_the_office_asks_without_stopping_the_clock(case, clerk, resident):
    before = Task.objects.get(case=case)
    services.ask_resident(clerk, task_id=task_of(case), question="几点在家？", now=NOW)
    assert "question.asked" in told(resident)
    view = queries.my_case(resident, case_id=str(case.public_id), now=NOW)
    assert (view.question, view.row.needs_me) == ("几点在家？", False)
    services.answer_office(resident, case_id=str(case.public_id), answer="下午", now=NOW)
    assert queries.my_case(resident, case_id=str(case.public_id), now=NOW).question == ""
    after = Task.objects.get(case=case)
    assert (after.state, after.due_on) == (before.state, before.due_on)
    assert "question.answered" in told(clerk)


def test_only_what_was_asked_is_answered(case, resident):
    with pytest.raises(NotAllowedNowError):
        services.answer_office(resident, case_id=str(case.public_id), answer="下午", now=NOW)
    assert not CaseEvent.objects.filter(kind="question.answered").exists()


def test_both_are_done_on_pages(case, clerk, resident, client_for):
    at_home, at_desk = client_for(resident), client_for(clerk)
    page = f"/cases/{case.public_id}/"
    assert at_home.post(page + "question/", {"question": " "}).status_code == 422
    assert at_home.post(page + "question/", {"question": WORDS}).status_code == 303
    desk = f"/desk/cases/{case.public_id}/"
    assert WORDS in at_desk.get(desk).content.decode()
    task = Task.objects.get(kind="question")
    address = f"{desk}tasks/{task.public_id}/reply/"
    refused = at_desk.post(address, {"answer": " "})
    assert refused.status_code == 422
    assert at_desk.post(address, {"answer": "下周三前。"}).status_code == 303
    assert "下周三前。" in at_home.get(page).content.decode()
    address = f"{desk}tasks/{task_of(case)}/question/"
    assert at_desk.post(address, {"question": "几点在家？"}).status_code == 303
    assert "几点在家？" in at_home.get(page + "reply/").content.decode()
    assert at_home.post(page + "reply/", {"answer": "下午"}).status_code == 303


def said(by: str, kind: str) -> Fact:
    return Fact(f"question.{kind}", NOW.date(), None, {"by": by})


def test_the_newest_question_without_an_answer_waits():
    first, second = said("office", "asked"), said("office", "asked")
    answer, other = said("resident", "answered"), said("resident", "asked")
    assert rules.unanswered([first, answer, other]) is None
    assert rules.unanswered([first, answer, second]) is second
    assert rules.unanswered([first, said("office", "answered")]) is first
    assert not rules.may_ask(CaseState.ARCHIVED)
