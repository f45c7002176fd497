"""A closed case is handed over as a signed package: whole, uncovered, recorded."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseEvent, Filed
from linli.engines.cases.services import due
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue, number_of
from linli.engines.cases.values import DocumentKind, NotAllowedNowError
from linli.foundation.actors.values import Role
from linli.foundation.audit import chain
from linli.foundation.audit.models import AuditEntry
from linli.foundation.documents import rules
from linli.foundation.documents import services as documents
from linli.foundation.documents.values import Verdict
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.registers.accounts.tests.factories import staff

pytestmark = [pytest.mark.django_db, pytest.mark.plan("E4")]
LATER = NOW + timedelta(days=31)
WHY = "移交区档案馆"


@pytest.fixture
def case(city, resident):
    """A withdrawn application in the archive, with its receipt."""
    load_catalogue()
    found = filed(resident, city.community)
    services.withdraw(resident, case_id=str(found.public_id), reason="已经办好", now=NOW)
    services.issue_document(
        resident, case_id=str(found.public_id), kind=DocumentKind.RECEIPT, now=NOW
    )
    due.archive(now=LATER)
    found.refresh_from_db()
    return found


def pack(actor, case, *, reason=WHY):
    made = services.pack(actor, case_id=str(case.public_id), reason=reason, now=LATER)
    with made.opened:
        return made.opened.read()


def inside(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def checked(content):
    return rules.check_package(io.BytesIO(content), documents.public_keys())


def test_it_is_genuine_and_says_whose_and_how_long(case, street_officer):
    found = checked(pack(street_officer, case))
    assert found.verdict is Verdict.GENUINE
    said = {name: found.facts[name] for name in ("number", "retention", "archive_number")}
    assert said == {
        "number": case.number,
        "retention": "定期10年",
        "archive_number": "2026-D10-00001",
    }
    assert found.facts["applicant"] == "张秀英"
    assert found.facts["history_digest"] == bytes(case.last_digest).hex()


def test_everything_answered_is_in_it_uncovered(case, street_officer):
    data = json.loads(inside(pack(street_officer, case), "case.json"))
    assert data["answers"]["applicant"]["identity"]["number"] == number_of()


def test_what_was_issued_lies_in_it_to_the_byte(case, street_officer):
    content = pack(street_officer, case)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        issued = [one for one in archive.namelist() if one.startswith("documents/")]
    assert len(issued) == 1
    assert queries.checked_file(inside(content, issued[0])).is_good


def test_its_history_can_be_walked_without_us(case, street_officer):
    events = json.loads(inside(pack(street_officer, case), "history.json"))["events"]
    link = chain.GENESIS
    for event in events:
        covered = {key: event[key] for key in event.keys() - {"words", "digest"}}
        link = chain.digest(link, covered)
        assert link.hex() == event["digest"]
    assert link == bytes(case.last_digest)
    assert "已经办好" in json.dumps(events, ensure_ascii=False)


def test_handing_over_is_recorded_with_its_reason(case, street_officer):
    pack(street_officer, case)
    entry = AuditEntry.objects.get(act="case.packed")
    assert (entry.account_id, entry.subject) == (street_officer.account_id, str(case.public_id))
    assert Filed.objects.get().packed_at == LATER


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("clerk", ForbiddenError),
        ("resident", ForbiddenError),
        ("neighbour_officer", NotFoundError),
        ("federation_officer", NotFoundError),
    ],
)
def test_who_does_not_keep_it_gets_none(case, name, refusal, request):
    with pytest.raises(refusal):
        pack(request.getfixturevalue(name), case)
    assert Filed.objects.get().packed_at is None
    assert not AuditEntry.objects.filter(act="case.packed").exists()


def test_without_a_reason_there_is_none(case, street_officer):
    with pytest.raises(InvalidError):
        pack(street_officer, case, reason=" ")
    assert Filed.objects.get().packed_at is None


def test_an_open_case_is_not_handed_over(city, resident, street_officer):
    load_catalogue()
    found = filed(resident, city.community)
    with pytest.raises((NotAllowedNowError, NotFoundError)):
        pack(street_officer, found)


def test_a_sealed_case_only_by_the_post_with_its_key(case, city, street_officer):
    Case.objects.update(compartment="special_families")
    keyed = staff(
        "钱密",
        Role.STREET_OFFICER,
        city.office,
        city.street,
        compartments=("special_families",),
        title="密",
    )
    with pytest.raises(NotFoundError):
        pack(street_officer, case)
    assert checked(pack(keyed, case)).verdict is Verdict.GENUINE
    assert AuditEntry.objects.filter(act="case.packed").count() == 1


def test_the_key_of_another_post_of_hers_does_not_open_it(case, city, street_officer):
    """Her post as keeper has no key, her post at the counter of the same office has."""
    Case.objects.update(compartment="special_families")
    both = staff(
        "钱密",
        Role.CLERK,
        city.office,
        city.street,
        compartments=("special_families",),
        title="密",
    )
    both = both.__class__(**{**vars(both), "holdings": both.holdings + street_officer.holdings})
    with pytest.raises(ForbiddenError):
        pack(both, case)
    assert Filed.objects.get().packed_at is None


def test_an_erased_case_has_nothing_to_hand_over(case, street_officer, city):
    over = datetime(2037, 1, 4, 2, 0, tzinfo=UTC)
    other = staff("何平", Role.STREET_OFFICER, city.office, city.street, title="archive")
    services.propose_erasure(street_officer, case_id=str(case.public_id), now=over)
    services.decide_erasure(other, case_id=str(case.public_id), is_approved=True, now=over)
    with pytest.raises(NotAllowedNowError):
        pack(street_officer, case)


def test_who_rated_is_not_in_it(case, street_officer):
    rated = CaseEvent.objects.filter(case=case).latest("seq")
    CaseEvent(
        case=case,
        seq=rated.seq + 1,
        kind="case.rated",
        at=LATER,
        on=LATER.date(),
        account_id=987654321,
        digest=bytes(32),
    ).save()
    content = pack(street_officer, case)
    assert b"987654321" not in inside(content, "history.json")


def test_it_is_made_on_the_page(case, street_officer, client_for):
    browser = client_for(street_officer)
    address = f"/desk/cases/{case.public_id}/package/"
    assert address in browser.get("/desk/cases/archive/").content.decode()
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"reason": ""}).status_code == 422
    answer = browser.post(address, {"reason": WHY})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert answer["Cache-Control"] == "private, no-store"
    assert checked(b"".join(answer.streaming_content)).verdict is Verdict.GENUINE
    assert "已移交" in browser.get("/desk/cases/archive/").content.decode()


def test_a_program_gets_it(case, street_officer, client_for):
    address = f"/api/v1/desk/cases/{case.public_id}/package"
    answer = client_for(street_officer).post(
        address, json.dumps({"reason": WHY}), content_type="application/json"
    )
    assert answer.status_code == 200
    assert checked(b"".join(answer.streaming_content)).verdict is Verdict.GENUINE


def test_linli_verify_checks_it(case, street_officer, tmp_path, capsys):
    path = tmp_path / "case.zip"
    path.write_bytes(pack(street_officer, case))
    call_command("verify", str(path))
    assert case.number in capsys.readouterr().out

    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("papers/forged.pdf", b"x")
    with pytest.raises(SystemExit):
        call_command("verify", str(path))
    assert "papers/forged.pdf" in capsys.readouterr().out


def test_linli_verify_checks_it_offline(case, street_officer, tmp_path, capsys):
    path, keys = tmp_path / "case.zip", tmp_path / "keys.json"
    path.write_bytes(pack(street_officer, case))
    call_command("verify", write_keys=keys)
    call_command("verify", str(path), keys=keys)
    assert case.number in capsys.readouterr().out
