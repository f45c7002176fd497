"""The clock stopped, extended, ended: only in the state for it, with its reason."""

from dataclasses import replace
from datetime import timedelta

import pytest

from linli.engines.cases import jobs, queries, services
from linli.engines.cases.models import Case, CaseEvent, Draft, Task
from linli.engines.cases.services import due
from linli.engines.cases.tests.factories import ALLOWANCES, NOW, filed, load_catalogue, task_of
from linli.engines.cases.tests.test_access import asked, extendable
from linli.engines.cases.tests.test_drafts import attached
from linli.engines.cases.values import (
    AlreadyDoneError,
    Ask,
    AskKind,
    CallbackOutcome,
    Grade,
    NotAllowedNowError,
    PauseCause,
)
from linli.engines.catalogue.tests.factories import definition_of, publish
from linli.foundation.actors.values import Role
from linli.foundation.errors.values import ForbiddenError, InvalidError
from linli.foundation.files.models import StoredFile
from linli.registers.accounts.tests.factories import staff

pytestmark = pytest.mark.django_db
__all__ = ["extendable"]


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


def pause(actor, case, days=9, reason="听证"):
    services.pause(
        actor,
        task_id=task_of(case),
        cause=PauseCause.HEARING,
        days=days,
        reason=reason,
        now=NOW,
    )


def accept(actor, case):
    services.record_outcome(actor, task_id=task_of(case), outcome="accept", now=NOW)


def decline(actor, case):
    services.record_outcome(
        actor, task_id=task_of(case), outcome="decline", reason="不归本市", now=NOW
    )


def called_back(case, clerk, resident):
    decline(clerk, case)
    services.rate(resident, case_id=str(case.public_id), grade=Grade.DISSATISFIED, now=NOW)
    return task_of(case)


def state(case):
    return Case.objects.get(pk=case.pk).state


def kinds(case):
    return list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("kind", flat=True))


def test_what_waits_for_the_resident_is_not_paused_beside(case, clerk):
    services.request_supplement(
        clerk, task_id=task_of(case), asks=[Ask(AskKind.OTHER, "", "说明")], now=NOW
    )
    with pytest.raises(NotAllowedNowError):
        pause(clerk, case)
    assert state(case) == "supplement"


def test_a_pause_needs_days_and_a_reason(case, clerk):
    with pytest.raises(NotAllowedNowError):
        pause(clerk, case, days=0)
    with pytest.raises(InvalidError):
        pause(clerk, case, reason=" ")
    assert (state(case), Task.objects.get().state) == ("received", "open")


def test_only_what_was_paused_runs_again(case, clerk, federation_officer):
    with pytest.raises(NotAllowedNowError):
        services.resume(clerk, task_id=task_of(case), now=NOW)
    pause(clerk, case)
    services.resume(clerk, task_id=task_of(case), now=NOW)
    assert state(case) == "received"
    accept(clerk, case)
    pause(federation_officer, case)
    services.resume(federation_officer, task_id=task_of(case), now=NOW)
    assert state(case) == "handling"


def test_a_call_back_is_neither_paused_nor_extended_nor_an_extension(
    case, clerk, resident, street_officer
):
    task = called_back(case, clerk, resident)
    for act in (
        lambda: pause(street_officer, case),
        lambda: services.ask_extension(street_officer, task_id=task, reason="忙", now=NOW),
        lambda: services.decide_extension(
            street_officer, task_id=task, is_approved=True, reason="同意", now=NOW
        ),
    ):
        with pytest.raises(NotAllowedNowError):
            act()
    assert Task.objects.get(public_id=task).state == "open"


def test_an_extension_is_no_call_back_and_owes_reasons(
    extendable, federation_officer, district_leader
):
    with pytest.raises(InvalidError):
        services.ask_extension(federation_officer, task_id=task_of(extendable), reason=" ", now=NOW)
    asked(extendable, federation_officer)
    request = str(Task.objects.get(kind="extension").public_id)
    with pytest.raises(NotAllowedNowError):
        services.close_callback(
            district_leader,
            task_id=request,
            outcome=CallbackOutcome.MENDED,
            was_reached=True,
            cause="x",
            remedy="x",
            now=NOW,
        )
    with pytest.raises(InvalidError):
        services.decide_extension(
            district_leader, task_id=request, is_approved=True, reason=" ", now=NOW
        )
    assert Task.objects.get(public_id=request).state == "open"


def test_each_stage_may_ask_for_days_once(
    extendable, federation_officer, civil_affairs_officer, district_leader
):
    asked(extendable, federation_officer)
    with pytest.raises(NotAllowedNowError):
        services.ask_extension(
            federation_officer, task_id=task_of(extendable, "federation"), reason="忙", now=NOW
        )
    services.record_outcome(
        federation_officer,
        task_id=task_of(extendable, "federation"),
        outcome="confirm",
        now=NOW,
    )
    asked(extendable, civil_affairs_officer)
    assert Task.objects.filter(kind="extension").count() == 2


def test_the_request_for_more_days_is_due_with_its_stage(extendable, federation_officer):
    asked(extendable, federation_officer)
    stage, request = Task.objects.filter(case=extendable, state="open").order_by("pk")
    assert (request.kind, request.due_on) == ("extension", stage.due_on)
    assert stage.due_on is not None


def test_a_stage_that_is_decided_waits_for_no_more_days(
    extendable, resident, federation_officer, district_leader
):
    stage = task_of(extendable)
    asked(extendable, federation_officer)
    services.record_outcome(federation_officer, task_id=stage, outcome="confirm", now=NOW)
    request = Task.objects.get(kind="extension")
    assert request.state == "cancelled"
    with pytest.raises(AlreadyDoneError):
        services.decide_extension(
            district_leader,
            task_id=str(request.public_id),
            is_approved=True,
            reason="同意",
            now=NOW,
        )
    assert "extension.approved" not in kinds(extendable)


def test_no_days_are_asked_for_on_a_call_back_of_an_item_that_gives_them(
    extendable, clerk, federation_officer, civil_affairs_officer, resident, city
):
    services.record_outcome(
        federation_officer, task_id=task_of(extendable), outcome="confirm", now=NOW
    )
    services.record_outcome(
        civil_affairs_officer, task_id=task_of(extendable), outcome="grant", now=NOW
    )
    services.rate(resident, case_id=str(extendable.public_id), grade=Grade.DISSATISFIED, now=NOW)
    head = staff("孙平", Role.STREET_OFFICER, city.office, city.street)
    with pytest.raises(NotAllowedNowError):
        services.ask_extension(head, task_id=task_of(extendable), reason="忙", now=NOW)
    assert not Task.objects.filter(kind="extension").exists()


def test_days_are_asked_for_once_the_application_is_accepted(city, resident, clerk):
    load_catalogue()
    definition = definition_of(ALLOWANCES)
    publish(definition | {"flow": definition["flow"] | {"extension": 10}})
    case = filed(resident, city.community, key="new")
    with pytest.raises(NotAllowedNowError):
        services.ask_extension(clerk, task_id=task_of(case), reason="等复核", now=NOW)
    accept(clerk, case)
    assert "case.accepted" in kinds(case)


def test_nothing_is_asked_for_on_a_call_back(case, clerk, resident, street_officer):
    with pytest.raises(NotAllowedNowError):
        services.request_supplement(
            street_officer,
            task_id=called_back(case, clerk, resident),
            asks=[Ask(AskKind.OTHER, "", "照片")],
            now=NOW,
        )


def test_a_resident_is_not_shown_that_days_were_asked_for(extendable, federation_officer, resident):
    asked(extendable, federation_officer)
    seen = queries.my_case(resident, case_id=str(extendable.public_id), now=NOW)
    assert "extension.asked" not in {entry.kind for entry in seen.entries}


def test_withdrawing_needs_its_scope_an_open_case_and_stops_the_clock(case, clerk, resident):
    accept(clerk, case)
    narrowed = replace(resident, scopes=frozenset({"cases:case:read_own"}))
    with pytest.raises(ForbiddenError):
        services.withdraw(narrowed, case_id=str(case.public_id), now=NOW)
    services.withdraw(resident, case_id=str(case.public_id), now=NOW)
    assert Case.objects.get().due_on is None
    with pytest.raises(NotAllowedNowError):
        services.withdraw(resident, case_id=str(case.public_id), now=NOW)
    assert kinds(case).count("case.withdrawn") == 1


def test_only_an_ended_case_is_rated_and_only_with_the_scope(case, clerk, resident):
    def rate(actor):
        services.rate(actor, case_id=str(case.public_id), grade=Grade.SATISFIED, now=NOW)

    with pytest.raises(NotAllowedNowError):
        rate(resident)
    decline(clerk, case)
    with pytest.raises(ForbiddenError):
        rate(replace(resident, scopes=frozenset({"cases:case:read_own"})))
    assert "case.rated" not in kinds(case)


def test_a_call_back_is_closed_with_cause_and_remedy(case, clerk, resident, street_officer):
    task = called_back(case, clerk, resident)
    with pytest.raises(InvalidError):
        services.close_callback(
            street_officer,
            task_id=task,
            outcome=CallbackOutcome.MENDED,
            was_reached=True,
            cause="排队",
            remedy=" ",
            now=NOW,
        )
    assert Task.objects.get(public_id=task).state == "open"


def test_who_decided_holds_the_task_and_the_post_stands_in_the_history(case, clerk):
    accept(clerk, case)
    assert Task.objects.get(stage="accept").holder_id == clerk.account_id
    event = CaseEvent.objects.get(case=case, kind="case.accepted")
    assert event.post_id == clerk.holdings[0].post_id


def test_reminded_half_way_and_again_on_the_last_day(case, clerk):
    accept(clerk, case)
    task = Task.objects.get(stage="federation")
    assert task.half_on is not None
    assert task.due_on is not None
    half, last = (NOW + (day - NOW.date()) for day in (task.half_on, task.due_on))
    reminded = [due.remind(now=day) for day in (half - timedelta(days=1), half, last, last)]
    assert reminded == [0, 1, 1, 0]


def test_a_case_with_a_call_back_is_not_closed(case, clerk, resident):
    called_back(case, clerk, resident)
    assert due.archive(now=NOW + timedelta(days=60)) == 0


def test_a_forgotten_draft_takes_its_files_with_it(case, resident):
    draft = services.start(resident, item_code=ALLOWANCES, now=NOW)
    attached(resident, str(draft.public_id))
    due.forget_drafts(now=NOW + timedelta(days=181))
    assert not StoredFile.objects.exists()


def test_each_day_does_all_that_time_does(case, city, resident, monkeypatch):
    withdrawn = filed(resident, city.community, key="two")
    services.withdraw(resident, case_id=str(withdrawn.public_id), now=NOW)
    silent = filed(resident, city.community, key="three")
    Task.objects.filter(case=silent).update(silent_on=NOW.date())
    services.start(resident, item_code=ALLOWANCES, now=NOW)
    recomputed = []
    monkeypatch.setattr(due, "recompute", lambda **given: recomputed.append(given))
    jobs.daily(now=NOW + timedelta(days=200))
    assert (state(withdrawn), state(silent), "task.overdue" in kinds(case)) == (
        "archived",
        "handling",
        True,
    )
    assert not Draft.objects.exists()
    assert recomputed == [{"only_provisional": True}]
