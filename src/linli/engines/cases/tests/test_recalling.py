"""A wrong decision is recalled: proposed, the resident heard, approved, decided anew."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseDocument, CaseEvent, Filed, Recall, Task
from linli.engines.cases.services import due
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue, task_of
from linli.engines.cases.tests.recalls import AFTER, REASON, decide, propose, recall, recall_task
from linli.engines.cases.tests.test_documents import words_of
from linli.engines.cases.tests.test_journey import decided
from linli.engines.cases.values import (
    AlreadyDoneError,
    DocumentKind,
    NotAllowedNowError,
    NotHeardYetError,
    NotRecalledError,
    OwnProposalError,
    RecallGround,
    RecheckDecidedError,
)
from linli.foundation.actors.values import Role
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.foundation.jobs import services as jobs
from linli.foundation.notices.models import Notice
from linli.registers.accounts.tests import factories as accounts
from linli.registers.people.values import ApprovalNeededError

pytestmark = [pytest.mark.django_db, pytest.mark.plan("E2", "H5")]
DAY = timedelta(days=1)


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


@pytest.fixture
def ended(case, clerk, federation_officer, civil_affairs_officer):
    decided(case, clerk, federation_officer, civil_affairs_officer)
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def refused(case, clerk, federation_officer, civil_affairs_officer):
    who = (clerk, federation_officer, civil_affairs_officer)
    decided(case, *who, outcome="refuse", reason="收入超标")
    return Case.objects.get(pk=case.pk)


def answer(actor, case, *, now=NOW):
    services.answer_recall(actor, case_id=str(case.public_id), answer="等级没有错", now=now)


def grant(actor, case, *, now):
    services.record_outcome(actor, task_id=task_of(case), outcome="grant", now=now)
    jobs.run_due(now=now)
    case.refresh_from_db()


# ── who proposes ───────────────────────────────────────────────────────────
def test_the_post_that_decided_proposes_and_the_post_above_has_the_task(
    ended, civil_affairs_officer, district_leader
):
    propose(civil_affairs_officer, ended)
    task = Task.objects.get(kind="recall")
    (held,) = district_leader.holdings
    assert (task.organisation_id, task.role, task.stage) == (
        held.organisation_id,
        str(held.role),
        "decide",
    )


def test_what_the_superior_proposes_is_decided_above_the_superior(ended, city, district_leader):
    propose(district_leader, ended)
    assert Task.objects.get(kind="recall").organisation_id == city.government


def test_another_post_of_the_case_does_not_propose(ended, clerk, federation_officer):
    for actor in (clerk, federation_officer):
        with pytest.raises(ForbiddenError):
            propose(actor, ended)
    assert not Recall.objects.exists()


def test_outside_its_scope_the_case_is_not_there(ended, other_clerk, neighbour_officer, resident):
    for actor, error in (
        (other_clerk, NotFoundError),
        (neighbour_officer, NotFoundError),
        (resident, ForbiddenError),
    ):
        with pytest.raises(error):
            propose(actor, ended)
    assert not Recall.objects.exists()


def test_a_sealed_case_is_recalled_only_with_its_key(ended, civil_affairs_officer):
    Case.objects.update(compartment="minors")
    with pytest.raises(NotFoundError):
        propose(civil_affairs_officer, ended)
    assert not Recall.objects.exists()


def test_a_case_of_a_child_needs_the_approval_first(ended, civil_affairs_officer):
    Case.objects.update(sheltered_until=(NOW + 90 * DAY).date())
    with pytest.raises(ApprovalNeededError):
        propose(civil_affairs_officer, ended)
    assert not Recall.objects.exists()


def test_it_needs_a_reason(ended, civil_affairs_officer):
    with pytest.raises(InvalidError):
        propose(civil_affairs_officer, ended, reason=" ")
    assert not Task.objects.filter(kind="recall").exists()


# ── what can be recalled ───────────────────────────────────────────────────
def test_a_case_at_work_has_nothing_to_recall(case, clerk):
    with pytest.raises(NotRecalledError):
        propose(clerk, case)


def test_a_withdrawn_case_cannot_be_recalled(case, resident, street_officer):
    services.withdraw(resident, case_id=str(case.public_id), now=NOW)
    with pytest.raises(NotRecalledError):
        propose(street_officer, case)
    assert not Recall.objects.exists()


def test_two_at_once_are_one(ended, civil_affairs_officer, district_leader):
    propose(civil_affairs_officer, ended)
    with pytest.raises(NotRecalledError):
        propose(district_leader, ended)
    other = Task.objects.filter(case=ended, kind="stage").latest("pk")
    with pytest.raises(IntegrityError):
        Recall.objects.create(
            case=ended,
            task=other,
            ground="law",
            decided_task=other,
            proposed_at=NOW,
            proposed_by_id=1,
        )


def test_a_regular_check_is_put_right_where_it_is_paid(ended, civil_affairs_officer):
    other = Case.objects.get(pk=ended.pk)
    other.pk, other.public_id, other.number = None, "6f1c7b1e-0000-4000-8000-000000000001", "X"
    other.idempotency_key = "other"
    other.save(force_insert=True)
    Case.objects.filter(pk=ended.pk).update(follows=other)
    with pytest.raises(RecheckDecidedError):
        propose(civil_affairs_officer, ended)


# ── told and heard ─────────────────────────────────────────────────────────
def test_the_resident_is_told_in_writing_and_can_answer_within_working_days(
    ended, civil_affairs_officer, resident
):
    propose(civil_affairs_officer, ended)
    jobs.run_due(now=NOW)
    kinds = Notice.objects.filter(account_id=resident.account_id).values_list("kind", flat=True)
    assert "recall.proposed" in kinds
    found = queries.my_case(resident, case_id=str(ended.public_id), now=NOW)
    assert found.recall is not None
    assert (found.recall.may_answer, str(found.recall.hear_until)) == (True, "2026-11-30")
    letter = CaseDocument.objects.get(kind=DocumentKind.LETTER)
    assert REASON in words_of(letter)


def test_a_sealed_case_is_told_of_without_its_name(ended, civil_affairs_officer, resident):
    propose(civil_affairs_officer, ended)
    Case.objects.update(compartment="minors")
    jobs.run_due(now=NOW)
    told = Notice.objects.get(kind="recall.proposed", account_id=resident.account_id)
    assert ended.number not in told.title_zh + told.body_zh


def test_what_was_refused_burdens_nobody_and_waits_for_nobody(
    refused, civil_affairs_officer, district_leader, resident
):
    propose(civil_affairs_officer, refused)
    with pytest.raises(NotAllowedNowError):
        answer(resident, refused)
    decide(district_leader, refused, now=NOW)
    refused.refresh_from_db()
    assert (refused.result, refused.state) == ("", "handling")


def test_nothing_is_approved_while_the_resident_can_answer(
    ended, civil_affairs_officer, district_leader
):
    propose(civil_affairs_officer, ended)
    with pytest.raises(NotHeardYetError):
        decide(district_leader, ended, now=NOW + 7 * DAY)
    ended.refresh_from_db()
    assert ended.result == "granted"


def test_an_answer_is_read_and_lets_it_be_decided_at_once(
    ended, civil_affairs_officer, district_leader, resident
):
    propose(civil_affairs_officer, ended)
    answer(resident, ended)
    found = queries.desk_case(district_leader, case_id=str(ended.public_id), now=NOW)
    assert found.recall is not None
    assert found.recall.answer == "等级没有错"
    decide(district_leader, ended, now=NOW)
    assert Recall.objects.get().is_approved


def test_an_answer_is_given_once_and_in_time_and_by_the_resident(
    ended, civil_affairs_officer, resident, other_resident
):
    propose(civil_affairs_officer, ended)
    with pytest.raises(NotFoundError):
        answer(other_resident, ended)
    with pytest.raises(NotAllowedNowError):
        answer(resident, ended, now=AFTER)
    answer(resident, ended)
    with pytest.raises(NotAllowedNowError):
        answer(resident, ended)
    assert CaseEvent.objects.filter(kind="recall.heard").count() == 1


def test_the_counter_writes_an_answer_down(ended, civil_affairs_officer, clerk):
    propose(civil_affairs_officer, ended)
    answer(clerk, ended)
    assert Recall.objects.get().heard_at == NOW


# ── four eyes ──────────────────────────────────────────────────────────────
def test_nobody_decides_about_an_own_proposal(ended, civil_affairs_officer, district_leader):
    propose(civil_affairs_officer, ended)
    Recall.objects.update(proposed_by_id=district_leader.account_id)
    with pytest.raises(OwnProposalError):
        decide(district_leader, ended)
    with pytest.raises(IntegrityError):
        Recall.objects.update(
            decided_by_id=district_leader.account_id, decided_at=NOW, is_approved=True
        )


def test_who_handles_does_not_decide(ended, civil_affairs_officer, clerk):
    propose(civil_affairs_officer, ended)
    for actor in (civil_affairs_officer, clerk):
        with pytest.raises(ForbiddenError):
            decide(actor, ended)
    assert Recall.objects.get().decided_at is None


def test_the_second_of_two_who_decide_is_told_who_was_faster(
    ended, civil_affairs_officer, district_leader
):
    propose(civil_affairs_officer, ended)
    decide(district_leader, ended)
    with pytest.raises(AlreadyDoneError):
        decide(district_leader, ended)
    assert CaseEvent.objects.filter(kind="decision.recalled").count() == 1


def test_a_decision_that_stands_changes_nothing_and_is_told(
    ended, civil_affairs_officer, district_leader, resident
):
    propose(civil_affairs_officer, ended)
    decide(district_leader, ended, approved=False)
    jobs.run_due(now=AFTER)
    ended.refresh_from_db()
    assert (ended.state, ended.result) == ("decided", "granted")
    assert not CaseDocument.objects.filter(revoked_at__isnull=False).exists()
    assert Notice.objects.filter(kind="recall.declined", account_id=resident.account_id).exists()


# ── the archive ────────────────────────────────────────────────────────────
def test_a_recall_keeps_a_case_out_of_the_archive(ended, civil_affairs_officer):
    propose(civil_affairs_officer, ended)
    assert due.archive(now=NOW + 60 * DAY) == 0


def test_a_closed_case_can_be_recalled_and_keeps_its_place(
    ended, civil_affairs_officer, district_leader
):
    due.archive(now=NOW + 60 * DAY)
    place = str(Filed.objects.get())
    propose(civil_affairs_officer, ended, now=NOW + 61 * DAY)
    decide(district_leader, ended, now=NOW + 80 * DAY)
    ended.refresh_from_db()
    grant(civil_affairs_officer, ended, now=NOW + 81 * DAY)
    assert due.archive(now=NOW + 150 * DAY) == 1
    assert str(Filed.objects.get()) == place


def test_task_of_a_recall_decides_nothing_else(ended, civil_affairs_officer, district_leader):
    propose(civil_affairs_officer, ended)
    with pytest.raises(NotAllowedNowError):
        services.decide_extension(
            district_leader, task_id=recall_task(ended), is_approved=True, reason="x", now=NOW
        )


def test_a_case_taken_over_from_paper_is_recalled_as_any_other(
    ended, civil_affairs_officer, district_leader
):
    Case.objects.update(old_number="旧001")
    recall(civil_affairs_officer, district_leader, ended)
    assert ended.result == ""


def test_at_the_top_another_holder_of_the_post_decides(ended, city):
    first = accounts.staff("甲", Role.CITY_LEADER, city.government, city.code)
    second = accounts.staff("乙", Role.CITY_LEADER, city.government, city.code, title="second")
    propose(first, ended)
    with pytest.raises(OwnProposalError):
        decide(first, ended)
    decide(second, ended)
    assert Recall.objects.get().ground == RecallGround.FACTS
