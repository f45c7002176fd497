"""Papers of a case: numbered, sealed by a post, signed, revoked, checked."""

import hashlib
import io
import json
import re
from dataclasses import replace

import pypdf
import pytest
from django.core.management import call_command

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseDocument, CaseEvent
from linli.engines.cases.services.documents import put
from linli.engines.cases.services.results import issue, paper
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue, task_of
from linli.engines.cases.tests.test_journey import decided
from linli.engines.cases.values import Ask, AskKind, DocumentKind, NotAllowedNowError
from linli.foundation.actors.values import SYSTEM
from linli.foundation.documents import services as documents
from linli.foundation.documents.values import Verdict
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.foundation.files import queries as files
from linli.foundation.jobs import services as jobs
from linli.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


@pytest.fixture
def ended(case, clerk, federation_officer, civil_affairs_officer):
    decided(case, clerk, federation_officer, civil_affairs_officer)
    return Case.objects.get(pk=case.pk)


def result():
    return CaseDocument.objects.get(kind=DocumentKind.RESULT, revoked_at=None)


def content_of(row):
    return files.content(SYSTEM, public_id=row.file_id)[1]


def code_in(content):
    (code,) = re.findall(rb"%Linli-Facts (\S+)", content)
    return code.decode()


def words_of(row):
    pages = pypdf.PdfReader(io.BytesIO(content_of(row))).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def receipt(actor, case):
    return services.issue_document(
        actor, case_id=str(case.public_id), kind=DocumentKind.RECEIPT, now=NOW
    )


def letter(actor, case, **changes):
    given = {"title": "关于补助发放时间的答复", "text": "下月起发放。"} | changes
    return services.issue_document(
        actor, case_id=str(case.public_id), kind=DocumentKind.LETTER, **given, now=NOW
    )


def asked(case, clerk):
    asks = [Ask(AskKind.OTHER, "", "请带来户口本𠮷")]
    return services.request_supplement(clerk, task_id=task_of(case), asks=asks, now=NOW)


# ── numbers and seals ──────────────────────────────────────────────────────
def test_result_is_numbered_and_sealed_by_the_post_that_decided(ended, civil_affairs_officer):
    row, (held,) = result(), civil_affairs_officer.holdings
    assert (row.number, row.post_id) == ("和平民字〔2026〕1号", held.post_id)
    event = CaseEvent.objects.get(case=ended, kind="result.issued")
    assert (event.data["post"], event.data["number"]) == (held.post_id, row.number)
    text = words_of(row)
    assert row.number in text.replace(" ", "")
    assert "电子印章，依据以下岗位的决定加盖" in text


def test_receipt_that_nobody_decided_has_neither_seal_nor_number(case, resident):
    issued = receipt(resident, case)
    row = CaseDocument.objects.get(public_id=issued.public_id)
    assert (row.number, row.post_id) == ("", None)
    assert "电子印章" not in words_of(row)


def test_second_asking_gives_the_same_receipt(case, resident, clerk):
    assert receipt(resident, case) == receipt(clerk, case)
    assert CaseEvent.objects.filter(case=case, kind="document.issued").count() == 1


def test_numbers_of_an_office_follow_each_other(case, clerk):
    asked(case, clerk)
    numbers = [letter(clerk, case).number for _ in range(3)]
    assert numbers == [f"和平劝业场办字〔2026〕{ordinal}号" for ordinal in (1, 2, 3)]


def test_told_once_notice_bears_the_seal_of_who_asked_and_the_whole_list(case, clerk, resident):
    list_id = asked(case, clerk)
    services.issue_document(
        resident,
        case_id=str(case.public_id),
        kind=DocumentKind.TOLD_ONCE,
        subject=list_id,
        now=NOW,
    )
    row = CaseDocument.objects.get()
    assert row.post_id == clerk.holdings[0].post_id
    assert "请带来户口本𠮷" in words_of(row)


def test_told_once_notice_of_another_list_is_not_there(case, clerk, resident):
    asked(case, clerk)
    with pytest.raises(NotFoundError):
        services.issue_document(
            resident, case_id=str(case.public_id), kind=DocumentKind.TOLD_ONCE, now=NOW
        )
    assert not CaseDocument.objects.exists()


# ── letters ────────────────────────────────────────────────────────────────
def test_letter_is_told_to_the_resident_and_in_the_account(case, clerk, resident):
    issued = letter(clerk, case)
    jobs.run_due(now=NOW)
    assert Notice.objects.filter(kind="document.issued", account_id=resident.account_id).exists()
    (row,) = queries.my_documents(resident, now=NOW)
    assert row.serial == issued.serial
    assert "下月起发放。" in words_of(CaseDocument.objects.get())


@pytest.mark.parametrize("empty", [{"title": " "}, {"text": ""}, {"title": "长" * 61}])
def test_letter_without_words_is_refused(case, clerk, empty):
    with pytest.raises(InvalidError):
        letter(clerk, case, **empty)
    assert not CaseDocument.objects.exists()


def test_letter_is_not_written_by_whom_the_case_is_hidden_from(
    case, resident, other_clerk, neighbour_officer
):
    for actor, error in (
        (resident, ForbiddenError),
        (other_clerk, NotFoundError),
        (neighbour_officer, NotFoundError),
    ):
        with pytest.raises(error):
            letter(actor, case)
    assert not CaseDocument.objects.exists()


def test_leader_of_the_district_writes_no_letter_for_an_office(case, district_leader):
    with pytest.raises(ForbiddenError):
        letter(district_leader, case)


# ── revoking ───────────────────────────────────────────────────────────────
def revoke(actor, row, reason="金额有误"):
    services.revoke_document(actor, document_id=str(row.public_id), reason=reason, now=NOW)


def test_superior_revokes_and_the_resident_is_told_why(ended, district_leader, resident):
    revoke(district_leader, result())
    jobs.run_due(now=NOW)
    assert Notice.objects.filter(kind="document.revoked", account_id=resident.account_id).exists()
    entries = queries.my_case(resident, case_id=str(ended.public_id), now=NOW).entries
    assert "金额有误" in entries[-1].text


def test_nobody_else_revokes(ended, civil_affairs_officer, clerk, other_clerk, resident):
    for actor in (civil_affairs_officer, clerk, other_clerk, resident):
        with pytest.raises(ForbiddenError):
            revoke(actor, result())
    assert result().revoked_at is None


def test_street_officer_does_not_revoke_what_the_district_issued(ended, street_officer):
    with pytest.raises(ForbiddenError):
        revoke(street_officer, result())
    assert result().revoked_at is None


def test_what_is_revoked_cannot_be_revoked_again(ended, district_leader):
    row = result()
    revoke(district_leader, row)
    with pytest.raises(NotAllowedNowError):
        revoke(district_leader, row)
    assert CaseEvent.objects.filter(kind="document.revoked").count() == 1


def test_revoking_needs_a_reason(ended, district_leader):
    with pytest.raises(InvalidError):
        revoke(district_leader, result(), reason=" ")
    assert result().revoked_at is None


def test_revoked_result_comes_back_only_when_the_superior_issues_it_anew(ended, district_leader):
    first = result()
    revoke(district_leader, first)
    issue(ended, now=NOW)
    assert not CaseDocument.objects.filter(revoked_at=None).exists()
    again = services.issue_document(
        district_leader, case_id=str(ended.public_id), kind=DocumentKind.RESULT, now=NOW
    )
    first.refresh_from_db()
    assert first.replaced_by == CaseDocument.objects.get(public_id=again.public_id)
    assert again.number == "和平民字〔2026〕2号"


def test_result_is_not_issued_before_one_was(case, district_leader):
    with pytest.raises(NotAllowedNowError):
        services.issue_document(
            district_leader, case_id=str(case.public_id), kind=DocumentKind.RESULT, now=NOW
        )


# ── checking ───────────────────────────────────────────────────────────────
def test_file_and_its_code_are_genuine_until_revoked(ended, district_leader):
    row = result()
    content = content_of(row)
    code = code_in(content)
    assert queries.checked_file(content).verdict is Verdict.GENUINE
    assert queries.checked_code(code).verdict is Verdict.GENUINE
    assert queries.checked_serial(row.serial).verdict is Verdict.GENUINE
    revoke(district_leader, row)
    answers = queries.checked_file(content), queries.checked_code(code)
    assert {answer.verdict for answer in answers} == {Verdict.REVOKED}
    assert queries.checked_serial(row.serial).verdict is Verdict.REVOKED


def test_code_says_the_facts_with_the_holder_masked(ended):
    facts = queries.checked_file(content_of(result())).facts
    assert facts is not None
    assert (facts.decision, facts.holder) == ("granted", "张*英")
    assert facts.office == "天津市和平区民政局"
    assert "张秀英" not in repr(facts)


def test_sealed_matter_says_only_whose_document_it_is(ended):
    ended.compartment = "minors"
    ended.save()
    row = put(ended, SYSTEM, lambda: _other(ended), now=NOW)
    answer = queries.checked_file(content_of(row))
    assert answer.facts is not None
    assert answer.found is not None
    assert (answer.facts.item, answer.facts.holder, answer.facts.decision) == ("", "", "")
    assert (answer.found.item_name.zh, answer.found.holder_masked, answer.found.result) == (
        "",
        "",
        "",
    )
    assert answer.found.office == "天津市和平区民政局"


def _other(case):
    return replace(paper(case), kind=DocumentKind.LETTER)


def test_signed_facts_without_a_row_are_unknown(ended):
    row = result()
    content = content_of(row)
    row.delete()
    assert queries.checked_file(content).verdict is Verdict.UNKNOWN


def test_file_issued_before_files_were_signed_is_known_by_its_digest(ended):
    plain = documents.pdf("documents/pdf/blank.typ", {"title": "旧"}, at=NOW)
    assert queries.checked_file(plain).verdict is Verdict.UNSIGNED
    assert queries.checked_file(plain, serial=result().serial).verdict is Verdict.ALTERED
    CaseDocument.objects.update(sha256=hashlib.sha256(plain).hexdigest())
    assert queries.checked_file(plain).verdict is Verdict.GENUINE


# ── the command ────────────────────────────────────────────────────────────
def said(capsys, *words):
    try:
        call_command("verify", *words)
        code = 0
    except SystemExit as stop:
        code = int(stop.code or 0)
    return code, capsys.readouterr().out


def test_command_says_genuine_altered_and_revoked_with_and_without_database(
    ended, district_leader, tmp_path, capsys, django_db_blocker
):
    row = result()
    pdf, bad, keys = tmp_path / "a.pdf", tmp_path / "b.pdf", tmp_path / "keys.json"
    pdf.write_bytes(content_of(row))
    bad.write_bytes(content_of(row).replace(b"%%EOF", b"%%EOF\n"))
    assert said(capsys, str(pdf))[0] == 0
    assert said(capsys, "--write-keys", str(keys))[0] == 0
    with django_db_blocker.block():
        assert said(capsys, str(pdf), "--keys", str(keys))[0] == 0
        code, out = said(capsys, str(bad), "--keys", str(keys), "--json")
    assert (code, json.loads(out)["verdict"]) == (1, "altered")
    revoke(district_leader, row)
    assert said(capsys, str(pdf))[0] == 1
    said(capsys, "--write-keys", str(keys))
    code, out = said(capsys, str(pdf), "--keys", str(keys), "--json")
    assert (code, json.loads(out)["verdict"]) == (1, "revoked")


def test_command_reads_the_text_of_a_code(ended, tmp_path, capsys):
    code = code_in(content_of(result()))
    path = tmp_path / "code.txt"
    path.write_text(f"https://linli.example/cases/verify/#{code}\n")
    status, out = said(capsys, str(path), "--json")
    assert (status, json.loads(out)["facts"]["decision"]) == (0, "granted")
