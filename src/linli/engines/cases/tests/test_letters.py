"""Letters from templates: chosen, filled in, read through, issued, kept among offices."""

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseDocument, CaseEvent
from linli.engines.cases.queries.sealing import unseal
from linli.engines.cases.tests.factories import NOW
from linli.engines.cases.tests.test_documents import case, content_of, revoke, words_of
from linli.engines.cases.values import DocumentKind, NotAllowedNowError
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.foundation.files import queries as files
from linli.foundation.jobs import services as jobs
from linli.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
__all__ = ["case"]
HEARING = {
    "day": "2026-12-07",
    "time": "上午九时",
    "place": "街道办二楼",
    "chair": "赵明",
    "matter": "补贴标准𠮷",
}
INQUIRY = {"addressee": "天津市残疾人联合会", "asked": "残疾等级", "until": "2026-12-01"}


def issue(actor, case, letter="hearing", blanks=HEARING, **more):
    return services.issue_letter(
        actor, case_id=str(case.public_id), letter=letter, blanks=blanks, now=NOW, **more
    )


def draft(actor, case, letter="hearing", blanks=HEARING):
    return queries.letter_draft(
        actor, case_id=str(case.public_id), letter=letter, blanks=blanks, now=NOW
    )


def test_clerk_chooses_among_those_that_no_event_sends(clerk):
    assert [one.id for one in queries.letter_templates(clerk)] == [
        "inquiry",
        "hearing",
        "supplement_reminder",
    ]


def test_it_reads_in_both_languages_and_nothing_is_kept(case, clerk):
    found = draft(clerk, case)
    assert "定于2026年12月7日 上午九时在街道办二楼举行听证" in found.text.zh
    assert "held on 7 December 2026 at 上午九时" in found.text.en
    assert found.salutation == "张秀英"
    assert not CaseDocument.objects.exists()


@pytest.mark.plan("B3")
def test_it_is_issued_under_seal_and_number_and_the_resident_has_it(case, clerk, resident):
    issued = issue(clerk, case)
    jobs.run_due(now=NOW)
    row = CaseDocument.objects.get()
    text = words_of(row)
    assert (row.kind, row.post_id) == (DocumentKind.LETTER, clerk.holdings[0].post_id)
    assert issued.number == "和平劝业场办字〔2026〕1号"
    assert "听证通知书" in text
    assert "补贴标准𠮷" in text
    assert "行政许可法第四十七条" in text
    assert [one.serial for one in queries.my_documents(resident, now=NOW)] == [row.serial]
    assert Notice.objects.filter(kind="document.issued", account_id=resident.account_id).exists()


def test_what_the_clerk_changed_is_on_the_paper_and_sealed_in_the_history(case, clerk):
    issue(clerk, case, text="改期举行。")
    row, event = CaseDocument.objects.get(), CaseEvent.objects.get(kind="document.issued")
    assert "改期举行。" in words_of(row)
    assert event.data | {"letter": "hearing", "changed": True} == event.data
    assert event.sealed
    assert unseal(Case.objects.get(), event.sealed)["letter"] == "改期举行。"
    assert "改期" not in str(event.data)


def test_what_is_typed_is_never_a_word_of_the_template(case, clerk):
    found = draft(clerk, case, blanks=HEARING | {"place": "{applicant}#strong[x]"})
    assert "{applicant}#strong[x]" in found.text.zh


@pytest.mark.parametrize(
    ("blank", "typed"), [("place", " "), ("day", "12月7日"), ("matter", "长" * 1001)]
)
def test_blank_without_an_answer_is_named_and_nothing_is_issued(case, clerk, blank, typed):
    with pytest.raises(InvalidError) as refused:
        issue(clerk, case, blanks=HEARING | {blank: typed})
    assert [problem.path for problem in refused.value.problems] == [blank]
    assert not CaseDocument.objects.exists()


@pytest.mark.parametrize("letter", ["pause", "nothing"])
def test_letter_that_no_clerk_may_choose_is_not_there(case, clerk, letter):
    with pytest.raises(NotFoundError):
        issue(clerk, case, letter=letter, blanks={})
    assert not CaseDocument.objects.exists()


def test_whom_the_case_is_hidden_from_writes_and_reads_none(case, resident, other_clerk):
    for actor, error in ((resident, ForbiddenError), (other_clerk, NotFoundError)):
        for act in (issue, draft):
            with pytest.raises(error):
                act(actor, case)
    assert not CaseDocument.objects.exists()


# ── to another body ────────────────────────────────────────────────────────
def test_letter_to_another_body_stays_with_the_offices(case, clerk, resident):
    issue(clerk, case, "inquiry", INQUIRY)
    jobs.run_due(now=NOW)
    row = CaseDocument.objects.get()
    assert row.kind == DocumentKind.INQUIRY
    assert "天津市残疾人联合会：" in words_of(row)
    assert queries.my_documents(resident, now=NOW) == ()
    mine = queries.my_case(resident, case_id=str(case.public_id), now=NOW)
    assert mine.documents == ()
    assert "document.issued" not in [one.kind for one in mine.entries]
    assert not Notice.objects.filter(kind="document.issued").exists()
    assert files.content(clerk, public_id=row.file_id)
    with pytest.raises(NotFoundError):
        files.content(resident, public_id=row.file_id)
    assert len(queries.desk_case(clerk, case_id=str(case.public_id), now=NOW).documents) == 1


def test_sealed_matter_does_not_leave_the_house(case, clerk, minors_key):
    with pytest.raises(NotAllowedNowError):
        issue(minors_key(clerk, case), case, "inquiry", INQUIRY)
    assert not CaseDocument.objects.exists()


def test_it_is_not_written_without_its_template(case, clerk):
    with pytest.raises(NotAllowedNowError):
        services.issue_document(
            clerk,
            case_id=str(case.public_id),
            kind=DocumentKind.INQUIRY,
            title="函",
            text="文",
            now=NOW,
        )


@pytest.fixture
def minors_key():
    """Return how a case is sealed, and an actor who has the key."""
    from dataclasses import replace

    def give(actor, case):
        Case.objects.filter(pk=case.pk).update(compartment="minors")
        held = tuple(replace(one, compartments=frozenset({"minors"})) for one in actor.holdings)
        return replace(actor, holdings=held)

    return give


# ── revoking ───────────────────────────────────────────────────────────────
def test_later_letter_does_not_replace_one_that_was_revoked(case, clerk, street_officer):
    issue(clerk, case)
    first = CaseDocument.objects.get()
    revoke(street_officer, first)
    issue(clerk, case, "inquiry", INQUIRY)
    issue(clerk, case)
    first.refresh_from_db()
    assert first.replaced_by is None
    assert content_of(first).startswith(b"%PDF-")


# ── over HTTP ──────────────────────────────────────────────────────────────
def address(case, letter="hearing"):
    return f"/desk/cases/{case.public_id}/letters/{letter}/"


def test_page_lists_shows_and_issues(case, clerk, client_for):
    client = client_for(clerk)
    assert "听证通知书" in client.get(address(case).removesuffix("hearing/")).content.decode()
    shown = client.post(address(case), HEARING | {"step": "read"})
    assert shown.status_code == 200
    assert "举行听证" in shown.content.decode()
    assert not CaseDocument.objects.exists()
    given = HEARING | {"step": "issue", "text": "照办。"}
    assert client.post(address(case), given).status_code == 303
    assert "照办。" in words_of(CaseDocument.objects.get())


def test_page_keeps_what_was_typed_and_names_what_is_missing(case, clerk, client_for):
    answer = client_for(clerk).post(address(case), HEARING | {"place": "", "step": "issue"})
    assert answer.status_code == 422
    assert "补贴标准𠮷" in answer.content.decode()
    assert 'href="#id_place"' in answer.content.decode()
    assert not CaseDocument.objects.exists()


def test_program_previews_and_issues(case, clerk, client_for):
    client = client_for(clerk)
    listed = client.get("/api/v1/desk/letter-templates").json()["items"]
    assert [one["id"] for one in listed[1]["blanks"]] == list(HEARING)
    base = f"/api/v1/desk/cases/{case.public_id}/letters"
    body = {"letter": "hearing", "blanks": HEARING}
    seen = client.post(f"{base}/preview", body | {"blanks": {}}, content_type="application/json")
    assert seen.json()["missing"] == list(HEARING)
    made = client.post(base, body, content_type="application/json")
    assert (made.status_code, CaseDocument.objects.get().serial) == (201, made.json()["serial"])
