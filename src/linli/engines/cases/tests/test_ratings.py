"""Two ratings a case, the call-back and what comes of it, the appeal, and the answer to it."""

from datetime import date, timedelta
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, transaction

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseEvent, Rating, Task
from linli.engines.cases.services import due
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue, task_of
from linli.engines.cases.values import (
    CallbackOutcome,
    CaseState,
    EventKind,
    Grade,
    NotAllowedNowError,
    RatingStage,
    TaskKind,
)
from linli.foundation.actors.values import Role
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.foundation.jobs import services as jobs
from linli.foundation.notices.models import Notice
from linli.registers.accounts.tests.factories import staff

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
BY = date(2026, 12, 10)


@pytest.fixture
def case(city, resident):
    """An application that waits at the counter."""
    load_catalogue()
    return filed(resident, city.community)


@pytest.fixture
def accepted(case, clerk):
    """An application that was accepted."""
    services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)
    case.refresh_from_db()
    return case


@pytest.fixture
def declined(case, clerk):
    """An application that has ended."""
    services.record_outcome(clerk, task_id=task_of(case), outcome="decline", reason="x", now=NOW)
    case.refresh_from_db()
    return case


def rate(actor, case, grade=Grade.DISSATISFIED, stage=RatingStage.RESULT, **more):
    services.rate(actor, case_id=str(case.public_id), grade=grade, stage=stage, now=NOW, **more)


def task(case, kind):
    return str(Task.objects.get(case=case, kind=kind, state="open").public_id)


def called(actor, case, outcome, **changes):
    given = {"was_reached": True, "cause": "排队", "remedy": "加人", "promised_on": None, **changes}
    services.close_callback(
        actor, task_id=task(case, TaskKind.CALLBACK), outcome=outcome, now=NOW, **given
    )


def kinds(case):
    return list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("kind", flat=True))


# ── two ratings ────────────────────────────────────────────────────────────
def test_handing_in_is_rated_once_it_was_accepted_and_the_result_once_decided(accepted, resident):
    rate(resident, accepted, Grade.SATISFIED, RatingStage.ACCEPTANCE)
    for stage in RatingStage:
        with pytest.raises(NotAllowedNowError):
            rate(resident, accepted, Grade.SATISFIED, stage)
    assert Rating.objects.count() == 1


def test_before_it_is_accepted_nothing_can_be_rated(case, resident):
    for stage in RatingStage:
        with pytest.raises(NotAllowedNowError):
            rate(resident, case, stage=stage)
    assert not Rating.objects.exists()


def test_silence_is_no_grade(declined, resident):
    found = queries.my_case(resident, case_id=str(declined.public_id), now=NOW)
    assert (found.grade, found.ratings, found.to_rate) == (None, (), RatingStage.RESULT)


def test_one_stage_is_rated_once_in_the_database_too(declined, resident):
    rate(resident, declined, Grade.SATISFIED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(case=declined, stage="result", grade=5, at=NOW)


def test_a_poor_rating_of_acceptance_is_called_back_even_when_the_case_ends(
    accepted, resident, street_officer
):
    rate(resident, accepted, Grade.VERY_DISSATISFIED, RatingStage.ACCEPTANCE)
    services.withdraw(resident, case_id=str(accepted.public_id), reason="不办了", now=NOW)
    assert Case.objects.get().state == CaseState.WITHDRAWN
    called(street_officer, accepted, CallbackOutcome.MENDED)
    assert Rating.objects.get().callback_outcome == CallbackOutcome.MENDED


def test_the_queue_and_the_case_show_a_call_back_about_acceptance(
    accepted, resident, street_officer, client_for
):
    rate(resident, accepted, stage=RatingStage.ACCEPTANCE)
    browser = client_for(street_officer)
    assert "差评回访" in browser.get("/desk/cases/").text
    assert browser.get(f"/desk/cases/{accepted.public_id}/").status_code == 200
    due.remind(now=NOW + timedelta(days=60))
    assert browser.get(f"/desk/cases/{accepted.public_id}/").status_code == 200


# ── the rater ──────────────────────────────────────────────────────────────
def test_without_her_name_only_the_grade_counts(declined, resident, street_officer):
    rate(resident, declined, comment="等太久", is_named=False)
    assert not Task.objects.filter(kind=TaskKind.CALLBACK).exists()
    assert Rating.objects.get().rater_id is None
    found = queries.desk_case(street_officer, case_id=str(declined.public_id), now=NOW)
    assert found.ratings == ()


def test_offices_do_not_read_in_the_history_that_somebody_rated(declined, resident, clerk):
    rate(resident, declined)
    found = queries.desk_case(clerk, case_id=str(declined.public_id), now=NOW)
    assert EventKind.RATED not in {entry.kind for entry in found.entries}
    own = queries.my_case(resident, case_id=str(declined.public_id), now=NOW)
    assert EventKind.RATED in {entry.kind for entry in own.entries}


def test_who_calls_back_sees_a_covered_number_and_the_whole_one_for_a_reason(
    declined, resident, street_officer, clerk
):
    rate(resident, declined)
    task_id = task(declined, TaskKind.CALLBACK)
    covered = queries.callback_contact(street_officer, task_id=task_id, now=NOW)
    with pytest.raises(InvalidError):
        services.reveal_contact(street_officer, task_id=task_id, reason=" ", now=NOW)
    assert not AuditEntry.objects.filter(act="rating.contact_revealed").exists()
    phone = services.reveal_contact(street_officer, task_id=task_id, reason="回访", now=NOW)
    assert phone
    assert phone not in covered.masked
    assert AuditEntry.objects.filter(act="rating.contact_revealed").count() == 1
    with pytest.raises(ForbiddenError):
        queries.callback_contact(clerk, task_id=task_id, now=NOW)


def test_the_head_of_another_street_does_not_find_the_number(city, declined, resident):
    rate(resident, declined)
    elsewhere = staff("外街", Role.STREET_OFFICER, city.other_office, city.other_street)
    task_id = task(declined, TaskKind.CALLBACK)
    for ask in (queries.callback_contact, services.reveal_contact):
        more = {"reason": "回访"} if ask is services.reveal_contact else {}
        with pytest.raises(NotFoundError):
            ask(elsewhere, task_id=task_id, now=NOW, **more)


def test_every_poor_rating_with_a_name_is_called_back(declined, resident):
    rate(resident, declined)
    said = StringIO()
    call_command("cases", "callbacks", stdout=said)
    assert said.getvalue().startswith("1 poor ratings show their name, 0")
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.update(callback=None)


# ── what comes of it ───────────────────────────────────────────────────────
def test_on_the_ledger_it_stays_open_until_it_is_mended(declined, resident, street_officer):
    rate(resident, declined)
    called(street_officer, declined, CallbackOutcome.LEDGER, promised_on=BY)
    promise = Task.objects.get(kind=TaskKind.PROMISE)
    assert (promise.state, promise.due_on) == ("open", BY)
    assert due.archive(now=NOW + timedelta(days=90)) == 0
    task_id = str(promise.public_id)
    services.keep_promise(street_officer, task_id=task_id, done="已增开窗口", now=LATER)
    assert kinds(declined)[-1] == EventKind.RATING_MENDED
    found = queries.my_case(resident, case_id=str(declined.public_id), now=NOW)
    assert "已增开窗口" in found.entries[-1].text


@pytest.mark.parametrize("promised_on", [None, NOW.date()])
def test_the_ledger_needs_a_day_to_come(declined, resident, street_officer, promised_on):
    rate(resident, declined)
    with pytest.raises(InvalidError):
        called(street_officer, declined, CallbackOutcome.LEDGER, promised_on=promised_on)
    assert Rating.objects.get().callback_closed_at is None


def test_who_was_not_reached_was_explained_nothing(declined, resident, street_officer):
    rate(resident, declined)
    with pytest.raises(InvalidError):
        called(street_officer, declined, CallbackOutcome.EXPLAINED, was_reached=False)
    assert task(declined, TaskKind.CALLBACK)


# ── the appeal ─────────────────────────────────────────────────────────────
@pytest.fixture
def appealed(declined, resident, street_officer):
    """A poor rating that the street says is a mistake."""
    rate(resident, declined, Grade.VERY_DISSATISFIED)
    called(street_officer, declined, CallbackOutcome.MISTAKEN, cause="说的是另一家单位")
    return declined


def decide(actor, case, *, aside):
    services.decide_appeal(
        actor, task_id=task(case, TaskKind.APPEAL), is_set_aside=aside, reason="已核实", now=LATER
    )


def answer(actor, case, text):
    services.answer_rating(
        actor, case_id=str(case.public_id), stage=RatingStage.RESULT, text=text, now=LATER
    )


def test_the_superior_sets_a_rating_aside_and_it_is_kept(
    appealed, resident, district_leader, street_officer
):
    with pytest.raises(NotFoundError):
        decide(street_officer, appealed, aside=True)
    decide(district_leader, appealed, aside=True)
    own = queries.my_case(resident, case_id=str(appealed.public_id), now=LATER)
    (kept,) = own.ratings
    assert (kept.grade, kept.is_set_aside, kept.why) == (1, True, "已核实")
    jobs.run_due(now=LATER)
    told = Notice.objects.filter(kind=EventKind.RATING_SET_ASIDE)
    assert [notice.account_id for notice in told] == [resident.account_id]


def test_the_rater_answers_once_and_the_superior_reads_it(
    appealed, resident, district_leader, clerk
):
    decide(district_leader, appealed, aside=True)
    answer(resident, appealed, "说的就是你们")
    with pytest.raises(NotAllowedNowError):
        answer(resident, appealed, "再说一次")
    jobs.run_due(now=LATER)
    assert Notice.objects.filter(kind=EventKind.RATING_ANSWERED).exists()
    seen = queries.desk_case(district_leader, case_id=str(appealed.public_id), now=LATER)
    assert seen.ratings[0].answer == "说的就是你们"
    hidden = queries.desk_case(clerk, case_id=str(appealed.public_id), now=LATER)
    assert "说的就是你们" not in str(hidden)


def test_an_answer_without_a_decision_is_refused(appealed, resident):
    with pytest.raises(NotAllowedNowError):
        answer(resident, appealed, "x")
    assert Rating.objects.get().answered_at is None


def test_a_rating_that_stands_is_mended_after_all(appealed, district_leader, street_officer):
    decide(district_leader, appealed, aside=False)
    assert Rating.objects.get().set_aside_at is None
    promise = task(appealed, TaskKind.PROMISE)
    services.keep_promise(street_officer, task_id=promise, done="已道歉", now=LATER)


def test_who_appealed_does_not_decide(appealed, district_leader):
    Rating.objects.update(appealed_by_id=district_leader.account_id)
    with pytest.raises(ForbiddenError):
        decide(district_leader, appealed, aside=True)
    assert Rating.objects.get().set_aside_at is None


def test_ratings_of_before_find_their_item_call_back_and_rater(declined, resident):
    rate(resident, declined)
    Rating.objects.update(item_code="", is_named=False, callback=None, rater_id=None)
    migration = import_module("linli.engines.cases.migrations.0010_say_what_was_rated")
    migration.fill(apps, None)
    row = Rating.objects.get()
    assert row.callback is not None
    assert (row.item_code, row.is_named, row.rater_id, row.stage) == (
        declined.item_code,
        True,
        resident.account_id,
        RatingStage.RESULT,
    )
