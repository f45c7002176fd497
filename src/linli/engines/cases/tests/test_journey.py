"""One application through everything, as services."""

from datetime import timedelta

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseEvent
from linli.engines.cases.queries import QueueFilter, chains
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue, task_of
from linli.engines.cases.values import (
    AlreadyDoneError,
    Ask,
    AskKind,
    CallbackOutcome,
    CaseState,
    Grade,
    NotAllowedNowError,
    SecondListError,
    TaskKind,
)
from linli.foundation.audit.values import Verified
from linli.foundation.errors.values import InvalidError, NotFoundError
from linli.foundation.jobs import services as jobs
from linli.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


def decided(case, clerk, federation_officer, civil_affairs_officer, outcome="grant", reason=""):
    services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)
    services.record_outcome(federation_officer, task_id=task_of(case), outcome="confirm", now=NOW)
    services.record_outcome(
        civil_affairs_officer, task_id=task_of(case), outcome=outcome, reason=reason, now=NOW
    )
    jobs.run_due(now=NOW)
    case.refresh_from_db()


@pytest.mark.plan("E2", "H5")
def test_a_case_goes_from_office_to_office_until_it_is_granted(
    case, clerk, federation_officer, civil_affairs_officer
):
    decided(case, clerk, federation_officer, civil_affairs_officer)
    assert (case.state, case.result) == (CaseState.DECIDED, "granted")
    kinds = list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("kind", flat=True))
    assert kinds == [
        "case.submitted",
        "stage.opened",
        "case.accepted",
        "stage.opened",
        "stage.decided",
        "stage.opened",
        "case.granted",
        "result.issued",
    ]


def test_the_result_is_a_pdf_that_can_be_verified(
    case, resident, clerk, federation_officer, civil_affairs_officer
):
    decided(case, clerk, federation_officer, civil_affairs_officer)
    document = queries.my_documents(resident, now=NOW)[0]
    found = queries.verified(serial=document.serial)
    changed = queries.verified(serial=document.serial, sha256="0" * 64)
    assert found is not None
    assert changed is not None
    assert (found.holder_masked, found.result, found.is_revoked) == ("张*英", "granted", False)
    assert changed.is_file_genuine is False
    assert queries.verified(serial="JG0000") is None


def test_the_resident_is_told_of_every_step_once(
    case, resident, clerk, federation_officer, civil_affairs_officer
):
    decided(case, clerk, federation_officer, civil_affairs_officer)
    jobs.run_due(now=NOW)
    kinds = Notice.objects.filter(account_id=resident.account_id).values_list("kind", flat=True)
    assert sorted(kinds) == ["case.accepted", "case.granted", "case.submitted"]


def test_a_supplement_waits_for_the_resident_and_the_intake_clock_starts_anew(
    case, resident, clerk
):
    asks = [Ask(AskKind.MATERIAL, "card_copy", "照片看不清")]
    services.request_supplement(clerk, task_id=task_of(case), asks=asks, now=NOW)
    case.refresh_from_db()
    assert case.state == CaseState.SUPPLEMENT
    with pytest.raises(NotAllowedNowError):
        services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)
    services.answer_supplement(
        resident,
        case_id=str(case.public_id),
        materials={"card_copy": [{"seen": "original"}]},
        now=LATER,
    )
    row = queries.tasks_for(clerk, shown=QueueFilter(), now=LATER).rows[0]
    assert (row.state, str(row.due_on)) == ("open", "2026-11-25")


def test_what_was_asked_for_must_be_handed_in(case, resident, clerk):
    asks = [Ask(AskKind.MATERIAL, "card_copy", "照片看不清")]
    services.request_supplement(clerk, task_id=task_of(case), asks=asks, now=NOW)
    with pytest.raises(InvalidError) as refused:
        services.answer_supplement(resident, case_id=str(case.public_id), note="好的", now=LATER)
    assert [problem.path for problem in refused.value.problems] == ["materials.card_copy"]
    case.refresh_from_db()
    assert case.state == CaseState.SUPPLEMENT


@pytest.mark.plan("H5")
def test_a_second_list_is_the_superiors_to_send_with_a_reason_and_is_counted(
    case, resident, clerk, street_officer
):
    asks = [Ask(AskKind.OTHER, "", "请补充说明")]
    services.request_supplement(clerk, task_id=task_of(case), asks=asks, now=NOW)
    services.answer_supplement(resident, case_id=str(case.public_id), note="说明", now=NOW)
    with pytest.raises(SecondListError):
        services.request_supplement(
            clerk, task_id=task_of(case), asks=asks, reason="还要一份", now=NOW
        )
    with pytest.raises(InvalidError):
        services.request_supplement(street_officer, task_id=task_of(case), asks=asks, now=NOW)
    services.request_supplement(
        street_officer, task_id=task_of(case), asks=asks, reason="法规当天变更", now=NOW
    )
    case.refresh_from_db()
    assert case.told_once_extra == 1


def test_of_two_clerks_one_wins_and_the_other_is_told_who_did_what(case, clerk, federation_officer):
    task = task_of(case)
    services.record_outcome(clerk, task_id=task, outcome="accept", now=NOW)
    with pytest.raises(AlreadyDoneError) as told:
        services.record_outcome(clerk, task_id=task, outcome="accept", now=NOW)
    assert clerk.name in str(told.value)


def test_a_refusal_needs_a_reason(case, clerk):
    with pytest.raises(InvalidError):
        services.record_outcome(clerk, task_id=task_of(case), outcome="decline", now=NOW)
    case.refresh_from_db()
    assert case.state == CaseState.RECEIVED


def test_the_same_key_twice_is_one_case(case, city, resident):
    again = filed(resident, city.community)
    assert again.pk == case.pk
    assert Case.objects.count() == 1


def test_a_submission_is_at_most_ten_statements(city, resident, django_assert_max_num_queries):
    load_catalogue()
    filed(resident, city.community, key="warm")
    # Eight statements; the savepoint of the test is two more, and the factory looks once.
    with django_assert_max_num_queries(11):
        filed(resident, city.community, key="counted")


@pytest.mark.parametrize("stranger", ["other_clerk", "neighbour_officer", "justice_officer"])
def test_other_offices_do_not_know_that_it_exists(case, stranger, request):
    actor = request.getfixturevalue(stranger)
    assert queries.cases_in_scope(actor) == ((), None)
    with pytest.raises(NotFoundError):
        queries.desk_case(actor, case_id=str(case.public_id), now=NOW)
    with pytest.raises(NotFoundError):
        services.record_outcome(actor, task_id=task_of(case), outcome="accept", now=NOW)


@pytest.mark.parametrize("reader", ["clerk", "street_officer", "district_leader", "auditor"])
def test_those_with_a_ground_see_it(case, reader, request):
    actor = request.getfixturevalue(reader)
    if reader == "district_leader":
        services.return_task(
            request.getfixturevalue("clerk"), task_id=task_of(case), reason="不归本街道", now=NOW
        )
    seen = queries.desk_case(actor, case_id=str(case.public_id), now=NOW)
    assert seen.row.number == case.number


def test_another_resident_sees_nothing(case, other_resident):
    assert queries.my_cases(other_resident, now=NOW) == ((), None)
    with pytest.raises(NotFoundError):
        services.withdraw(other_resident, case_id=str(case.public_id), now=NOW)


@pytest.mark.plan("H5")
def test_a_poor_rating_opens_a_call_back_at_the_head_and_hides_the_rater(
    case, resident, clerk, street_officer, federation_officer, civil_affairs_officer
):
    decided(case, clerk, federation_officer, civil_affairs_officer)
    services.rate(
        resident,
        case_id=str(case.public_id),
        grade=Grade.VERY_DISSATISFIED,
        comment="等了很久",
        now=NOW,
    )
    seen = queries.desk_case(clerk, case_id=str(case.public_id), now=NOW)
    assert seen.ratings == ()
    assert "等了很久" not in str(seen)
    task = queries.tasks_for(street_officer, shown=QueueFilter(), now=NOW).rows[0]
    assert (task.kind, str(task.due_on)) == (TaskKind.CALLBACK, "2026-11-30")
    services.close_callback(
        street_officer,
        task_id=str(task.task_id),
        outcome=CallbackOutcome.MENDED,
        was_reached=True,
        cause="窗口排队长",
        remedy="增开一个窗口",
        now=LATER,
    )
    assert queries.tasks_for(street_officer, shown=QueueFilter(), now=LATER).rows == ()


def test_a_good_rating_opens_nothing_and_is_given_once(
    case, resident, clerk, street_officer, federation_officer, civil_affairs_officer
):
    decided(case, clerk, federation_officer, civil_affairs_officer)
    services.rate(resident, case_id=str(case.public_id), grade=Grade.SATISFIED, now=NOW)
    assert queries.tasks_for(street_officer, shown=QueueFilter(), now=NOW).rows == ()
    with pytest.raises(NotAllowedNowError):
        services.rate(resident, case_id=str(case.public_id), grade=Grade.BASICALLY, now=NOW)


def test_an_open_case_can_be_withdrawn_and_then_nothing_more_happens(case, resident, clerk):
    task = task_of(case)
    services.withdraw(resident, case_id=str(case.public_id), reason="不需要了", now=NOW)
    case.refresh_from_db()
    assert (case.state, case.result) == (CaseState.WITHDRAWN, "withdrawn")
    with pytest.raises(AlreadyDoneError):
        services.record_outcome(clerk, task_id=task, outcome="accept", now=NOW)


@pytest.mark.plan("H5")
def test_a_returned_task_is_passed_to_the_right_office(
    case, city, clerk, other_clerk, street_officer
):
    services.return_task(clerk, task_id=task_of(case), reason="户口在小白楼", now=NOW)
    services.reassign(
        street_officer,
        task_id=task_of(case),
        organisation_id=city.other_office,
        reason="户口在小白楼",
        now=NOW,
    )
    assert (
        queries.tasks_for(other_clerk, shown=QueueFilter(), now=NOW).rows[0].number == case.number
    )
    assert queries.tasks_for(clerk, shown=QueueFilter(), now=NOW).rows == ()


def test_every_chain_holds_and_a_changed_row_is_named(case, clerk):
    services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)
    assert isinstance(chains.verify(), Verified)
