"""Papers that events call for: visit, public notice, pause, extension."""

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import CaseDocument, CaseEvent, Task
from linli.engines.cases.services import posting
from linli.engines.cases.services.written import anew, write_down
from linli.engines.cases.tests.factories import NOW, task_of
from linli.engines.cases.tests.standing import at_the_middle, item_with, outcome, stage
from linli.engines.cases.tests.test_access import extendable
from linli.engines.cases.tests.test_documents import code_in, content_of, revoke, words_of
from linli.engines.cases.tests.test_posting import AFTER, SHOWN
from linli.engines.cases.tests.test_records import VISIT
from linli.engines.cases.values import DocumentKind, NotAllowedNowError, PauseCause
from linli.foundation.documents.values import Verdict
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.files import queries as files
from linli.foundation.jobs import services as jobs
from linli.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
__all__ = ["extendable"]
VISITED = {"visit": {"visitors": [{"name": "赵明𠮷"}, {"name": "钱芳"}], "income": 30000}}


@pytest.fixture
def visited(city, resident, clerk):
    """Return a case whose home visit is written down."""
    item = item_with(
        stage({"done": outcome("pass", "decide")}, kind="visit", people=2, form=[VISIT])
    )
    case = at_the_middle(item, resident, clerk, city)
    go_on(clerk, case, "done")
    return case


@pytest.fixture
def announced(city, resident, clerk):
    """Return a case at its public notice, and the notice."""
    ways = {"quiet": outcome("pass", "decide"), "objected": outcome("pass", "decide")}
    notice = {"posted": "7 calendar days", "shows": SHOWN}
    item = item_with(stage(ways, kind="notice", notice=notice))
    case = at_the_middle(item, resident, clerk, city)
    notice_id = services.post_notice(clerk, task_id=task_of(case), now=NOW)
    jobs.run_due(now=NOW)
    return case, notice_id


@pytest.fixture
def handled(city, resident, clerk):
    """Return a case that was accepted and is handled at the counter."""
    item = item_with(stage({"done": outcome("pass", "decide")}))
    return at_the_middle(item, resident, clerk, city)


def go_on(clerk, case, outcome):
    services.record_outcome(
        clerk,
        task_id=task_of(case),
        outcome=outcome,
        record=VISITED,
        reason="情况属实",
        now=NOW,
    )
    jobs.run_due(now=NOW)


def pause(clerk, case, days=7):
    services.pause(
        clerk,
        task_id=task_of(case),
        cause=PauseCause.HEARING,
        days=days,
        reason="当事人申请听证",
        now=NOW,
    )
    jobs.run_due(now=NOW)


def one(kind):
    return CaseDocument.objects.get(kind=kind, revoked_at=None)


# ── home visit ─────────────────────────────────────────────────────────────
@pytest.mark.plan("B3")
def test_visit_is_a_numbered_paper_under_the_seal_of_who_went(visited, clerk):
    row = one(DocumentKind.VISIT)
    text = words_of(row)
    assert (row.serial[:2], row.post_id) == ("RH", clerk.holdings[0].post_id)
    assert "赵明𠮷" in text
    assert "情况属实" in text
    assert "第2名入户人员签名" in text
    assert queries.checked_file(content_of(row)).verdict is Verdict.GENUINE


def test_visit_is_for_those_who_handle_the_case(visited, clerk, resident, auditor):
    row = one(DocumentKind.VISIT)
    assert files.content(clerk, public_id=row.file_id)
    for actor in (resident, auditor):
        with pytest.raises(NotFoundError):
            files.content(actor, public_id=row.file_id)
    mine = queries.my_case(resident, case_id=str(visited.public_id), now=NOW)
    assert mine.documents == ()
    assert "document.issued" not in [entry.kind for entry in mine.entries]
    desk = queries.desk_case(clerk, case_id=str(visited.public_id), now=NOW)
    assert [found.kind for found in desk.documents] == [DocumentKind.VISIT]


def test_same_event_twice_is_one_paper(visited):
    event = CaseEvent.objects.get(case=visited, data__record=True)
    write_down(visited.pk, seq=event.seq, now=NOW)
    assert CaseDocument.objects.count() == 1


def test_visit_written_down_anew_revokes_the_paper_before(visited):
    before = one(DocumentKind.VISIT)
    event = CaseEvent.objects.get(case=visited, data__record=True)
    event.pk, event.seq = None, event.seq + 100
    event.save()
    write_down(visited.pk, seq=event.seq, now=NOW)
    before.refresh_from_db()
    assert before.revoked_at == NOW
    assert before.replaced_by == one(DocumentKind.VISIT)


def test_superior_revokes_a_visit_and_issues_it_anew_without_a_word_to_the_resident(
    visited, clerk, street_officer, resident
):
    row = one(DocumentKind.VISIT)
    revoke(street_officer, row)
    jobs.run_due(now=NOW)
    again = {
        "case_id": str(visited.public_id),
        "kind": DocumentKind.VISIT,
        "subject": row.subject,
    }
    with pytest.raises(ForbiddenError):
        services.issue_document(clerk, **again, now=NOW)
    services.issue_document(street_officer, **again, now=NOW)
    row.refresh_from_db()
    assert row.replaced_by == one(DocumentKind.VISIT)
    told = Notice.objects.filter(account_id=resident.account_id, kind__startswith="document.")
    assert not told.exists()


# ── public notice ──────────────────────────────────────────────────────────
def test_notice_says_its_lines_and_no_more(announced):
    text = words_of(one(DocumentKind.PUBLIC_NOTICE))
    case, _notice_id = announced
    assert "张*英" in text
    for hidden in ("张秀英", "花园路1号", case.number, "13820000001"):
        assert hidden not in text


def test_code_of_a_notice_names_no_holder(announced):
    row = one(DocumentKind.PUBLIC_NOTICE)
    answer = queries.checked_code(code_in(content_of(row)))
    assert answer.verdict is Verdict.GENUINE
    assert answer.facts is not None
    assert answer.found is not None
    assert (answer.facts.holder, answer.found.holder_masked) == ("", "")
    assert answer.facts.serial[:2] == "GS"


def test_anybody_downloads_it_while_it_is_posted(announced, client, monkeypatch):
    _case, notice_id = announced
    address = f"/cases/announced/{notice_id}/paper/"
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    assert address in client.get(f"/cases/announced/{notice_id}/").content.decode()
    assert client.get(address).content == content_of(one(DocumentKind.PUBLIC_NOTICE))
    assert client.get(f"/api/v1/public-notices/{notice_id}/paper").status_code == 200
    monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER)
    for gone in (address, f"/api/v1/public-notices/{notice_id}/paper"):
        assert client.get(gone).status_code == 404


def test_revoked_notice_is_no_longer_given(announced, street_officer):
    _case, notice_id = announced
    revoke(street_officer, one(DocumentKind.PUBLIC_NOTICE))
    with pytest.raises(NotFoundError):
        queries.notice_paper(notice_id=notice_id, now=NOW)


def test_notice_is_not_issued_anew_once_it_is_taken_down(announced, street_officer):
    case, _notice_id = announced
    row = one(DocumentKind.PUBLIC_NOTICE)
    revoke(street_officer, row)
    posting.take_down(now=AFTER)
    with pytest.raises(NotAllowedNowError):
        services.issue_document(
            street_officer,
            case_id=str(case.public_id),
            kind=DocumentKind.PUBLIC_NOTICE,
            subject=row.subject,
            now=AFTER,
        )


# ── pauses and extensions ──────────────────────────────────────────────────
def test_pause_is_told_in_writing_with_its_length(handled, clerk, resident):
    pause(clerk, handled)
    row = one(DocumentKind.PAUSE)
    text = words_of(row)
    assert "听证" in text
    assert "约7日，依法不计入办理期限" in text
    assert "当事人申请听证" in text
    assert "行政许可法第四十五条" in text
    assert [found.serial for found in queries.my_documents(resident, now=NOW)] == [row.serial]
    told = Notice.objects.filter(account_id=resident.account_id)
    assert told.filter(kind="clock.paused").exists()
    assert not told.filter(kind="document.issued").exists()


def test_each_pause_has_its_own_paper(handled, clerk):
    for days in (7, 3):
        pause(clerk, handled, days)
        services.resume(clerk, task_id=task_of(handled), now=NOW)
    assert CaseDocument.objects.filter(kind=DocumentKind.PAUSE, revoked_at=None).count() == 2


@pytest.fixture
def asked(extendable, federation_officer):
    """Return the task of a superior who is asked for an extension."""
    services.ask_extension(
        federation_officer, task_id=task_of(extendable), reason="待核查", now=NOW
    )
    return str(Task.objects.get(kind="extension").public_id)


def decide(actor, task_id, *, is_approved):
    services.decide_extension(
        actor, task_id=task_id, is_approved=is_approved, reason="待外地回函", now=NOW
    )
    jobs.run_due(now=NOW)


def test_extension_is_told_with_its_reason_and_the_new_day(extendable, asked, district_leader):
    decide(district_leader, asked, is_approved=True)
    row = one(DocumentKind.EXTENSION)
    text = words_of(row)
    extendable.refresh_from_db()
    assert "待外地回函" in text
    assert "延长10个工作日" in text
    assert f"{extendable.due_on.month}月{extendable.due_on.day}日" in text
    assert "行政许可法第四十二条" in text
    assert row.post_id == district_leader.holdings[0].post_id


def test_extension_that_was_not_approved_has_none(asked, district_leader):
    decide(district_leader, asked, is_approved=False)
    assert not CaseDocument.objects.exists()


def test_sealed_notice_has_no_paper(announced):
    case, _notice_id = announced
    case.refresh_from_db()
    case.compartment = "minors"
    event = CaseEvent.objects.get(case=case, kind="notice.posted")
    assert anew(case, DocumentKind.PUBLIC_NOTICE, event.data["stage"]) is None
