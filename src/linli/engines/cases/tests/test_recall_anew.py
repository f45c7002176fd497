"""What follows when a decision was recalled: the case, its clock, its papers, its figures."""

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseDocument, CaseEvent, Recall, Task
from linli.engines.cases.queries import Span, chains
from linli.engines.cases.queries.measures import condition
from linli.engines.cases.services.results import issue
from linli.engines.cases.tests.factories import NOW, task_of
from linli.engines.cases.tests.recalls import AFTER, decide, propose, recall
from linli.engines.cases.tests.test_documents import words_of
from linli.engines.cases.tests.test_recalling import DAY, case, ended, grant, refused
from linli.engines.cases.values import (
    DocumentKind,
    Measure,
    NotAllowedNowError,
)
from linli.foundation.audit.values import Verified
from linli.foundation.jobs import services as jobs
from linli.foundation.notices.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.plan("E2", "H5")]
__all__ = ["case", "ended", "refused"]


def test_a_recalled_case_is_open_again_where_it_was_decided(
    ended, civil_affairs_officer, district_leader
):
    recall(civil_affairs_officer, district_leader, ended)
    assert (ended.state, ended.result, ended.ended_at, ended.ended_on, ended.days_taken) == (
        "handling",
        "",
        None,
        None,
        None,
    )
    task = Task.objects.get(public_id=task_of(ended))
    assert (task.stage, str(task.opened_on)) == ("decide", str(AFTER.date()))
    (held,) = civil_affairs_officer.holdings
    assert (task.organisation_id, task.role) == (held.organisation_id, str(held.role))


def test_its_clock_begins_again_on_the_day_of_the_recall(
    ended, civil_affairs_officer, district_leader, resident
):
    before = ended.due_on
    recall(civil_affairs_officer, district_leader, ended)
    clock = queries.my_case(resident, case_id=str(ended.public_id), now=AFTER).clock
    assert clock.lines[0].first == AFTER.date()
    assert ended.due_on == clock.due_on
    assert ended.due_on > before


def test_its_paper_is_revoked_and_the_history_says_so_in_a_whole_chain(
    ended, civil_affairs_officer, district_leader, resident
):
    recall(civil_affairs_officer, district_leader, ended)
    paper = CaseDocument.objects.get(kind=DocumentKind.RESULT)
    assert paper.revoked_at == AFTER
    assert queries.checked_serial(paper.serial).verdict == "revoked"
    found = queries.verified(serial=paper.serial)
    assert found is not None
    assert (found.result, found.is_replaced) == ("", False)
    events = CaseEvent.objects.filter(case=ended).order_by("seq")
    assert [one.kind for one in events][-4:] == [
        "document.revoked",
        "decision.recalled",
        "stage.opened",
        "document.issued",
    ]
    assert isinstance(chains.verify(), Verified)
    titles = queries.my_case(resident, case_id=str(ended.public_id), now=AFTER).entries
    assert any(one.kind == "decision.recalled" and "经复核" in one.text for one in titles)


def test_the_resident_is_told_once_and_reads_what_can_be_done(
    ended, civil_affairs_officer, district_leader, resident
):
    recall(civil_affairs_officer, district_leader, ended)
    told = Notice.objects.filter(account_id=resident.account_id)
    assert told.filter(kind="decision.recalled").count() == 1
    assert not told.filter(kind="document.revoked").exists()
    found = queries.my_case(resident, case_id=str(ended.public_id), now=AFTER)
    assert found.remedies
    assert found.remedies[0].last_on is None or found.remedies[0].last_on > AFTER.date()


def test_nothing_is_issued_for_a_decision_that_was_recalled(
    ended, civil_affairs_officer, district_leader
):
    recall(civil_affairs_officer, district_leader, ended)
    issue(ended, now=AFTER)
    with pytest.raises(NotAllowedNowError):
        services.issue_document(
            district_leader, case_id=str(ended.public_id), kind=DocumentKind.RESULT, now=AFTER
        )
    assert CaseDocument.objects.filter(kind=DocumentKind.RESULT).count() == 1
    assert not queries.desk_case(
        district_leader, case_id=str(ended.public_id), now=AFTER
    ).has_lost_its_result


def test_the_second_decision_has_a_paper_of_its_own_that_names_the_first(
    ended, civil_affairs_officer, district_leader
):
    recall(civil_affairs_officer, district_leader, ended)
    grant(civil_affairs_officer, ended, now=AFTER + DAY)
    first, second = CaseDocument.objects.filter(kind=DocumentKind.RESULT).order_by("pk")
    assert (first.replaced_by, second.revoked_at) == (second, None)
    assert (first.number, second.number) == ("和平民字〔2026〕1号", "和平民字〔2026〕3号")
    assert first.serial in words_of(second)
    old, new = queries.verified(serial=first.serial), queries.verified(serial=second.serial)
    assert old is not None
    assert new is not None
    assert (old.is_replaced, new.result) == (True, "granted")


def test_a_reason_of_the_second_decision_is_the_one_on_its_paper(
    refused, civil_affairs_officer, district_leader
):
    recall(civil_affairs_officer, district_leader, refused)
    services.record_outcome(
        civil_affairs_officer,
        task_id=task_of(refused),
        outcome="refuse",
        reason="户籍不在本市",
        now=AFTER,
    )
    jobs.run_due(now=AFTER)
    second = CaseDocument.objects.filter(kind=DocumentKind.RESULT).latest("pk")
    assert "户籍不在本市" in words_of(second)
    assert "收入超标" not in words_of(second)


def test_a_second_decision_can_be_recalled_as_well(ended, civil_affairs_officer, district_leader):
    recall(civil_affairs_officer, district_leader, ended)
    grant(civil_affairs_officer, ended, now=AFTER + DAY)
    propose(civil_affairs_officer, ended, now=AFTER + DAY)
    decide(district_leader, ended, now=AFTER + 20 * DAY)
    ended.refresh_from_db()
    assert (ended.result, Recall.objects.filter(is_approved=True).count()) == ("", 2)


def test_a_case_that_was_recalled_is_counted_once(ended, civil_affairs_officer, district_leader):
    def counted(measure):
        span = Span(NOW.date(), (AFTER + 9 * DAY).date())
        rows = Case.objects.filter(condition(measure, span, today=(AFTER + DAY).date()))
        return rows.distinct().count()

    recall(civil_affairs_officer, district_leader, ended)
    assert (counted(Measure.DECIDED), counted(Measure.OPEN)) == (0, 1)
    grant(civil_affairs_officer, ended, now=AFTER + DAY)
    assert (counted(Measure.DECIDED), counted(Measure.OPEN)) == (1, 0)
    assert counted(Measure.HANDED_IN) == 1
    assert ended.days_taken == 15
