"""Documents over HTTP: giving them, revoking them, and the public page that checks them."""

import base64
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.engines.cases.models import CaseDocument
from linli.engines.cases.portal import verifying
from linli.engines.cases.tests.test_documents import case, code_in, content_of, ended, result
from linli.engines.cases.tests.test_documents import revoke as revoked_by
from linli.foundation.documents import signing

pytestmark = pytest.mark.django_db
__all__ = ["case", "ended"]
ADDRESS = "/cases/verify/"
ENGLISH = {"Accept-Language": "en"}


def code():
    return code_in(content_of(result()))


def upload(content):
    return {"file": SimpleUploadedFile("x.pdf", content, content_type="application/pdf")}


def page(client, given):
    return client.post(ADDRESS, given, headers=ENGLISH).content.decode()


def test_receipt_is_given_as_a_file_to_resident_and_clerk(case, resident, clerk, client_for):
    for actor, face in ((resident, ""), (clerk, "/desk")):
        client = client_for(actor)
        answer = client.post(f"{face}/cases/{case.public_id}/documents/", {"kind": "receipt"})
        assert answer.status_code == 303
        assert client.get(answer["Location"]).content.startswith(b"%PDF-")
    assert CaseDocument.objects.count() == 1


def test_page_gives_no_result_and_no_letter(case, resident, client_for):
    address = f"/cases/{case.public_id}/documents/"
    for kind in ("result", "letter", "", "x"):
        assert client_for(resident).post(address, {"kind": kind}).status_code == 404
    assert not CaseDocument.objects.exists()


def test_letter_keeps_what_was_typed_when_refused(case, clerk, client_for):
    address = f"/desk/cases/{case.public_id}/letter/"
    answer = client_for(clerk).post(address, {"title": "", "text": "下月起发放"})
    assert answer.status_code == 422
    assert "下月起发放" in answer.content.decode()
    assert not CaseDocument.objects.exists()


def test_letter_is_issued(case, clerk, client_for):
    address = f"/desk/cases/{case.public_id}/letter/"
    given = {"title": "答复", "text": "下月起发放"}
    assert client_for(clerk).post(address, given).status_code == 303
    assert CaseDocument.objects.get().kind == "letter"


def test_revoked_once_and_too_late_the_second_time(ended, district_leader, client_for):
    client, row = client_for(district_leader), result()
    address = f"/desk/cases/{ended.public_id}/documents/{row.public_id}/revoke/"
    assert client.get(address).status_code == 200
    assert [client.post(address, {"reason": "有误"}).status_code for _ in range(2)] == [303, 409]
    again = f"/desk/cases/{ended.public_id}/documents/again/"
    assert client.post(again).status_code == 303
    row.refresh_from_db()
    assert row.replaced_by == result()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda content: content, "Genuine: the file is exactly"),
        (lambda content: content + b"\n", "Altered:"),
        (lambda content: re.sub(rb"(Signature) .{8}", rb"\1 00000000", content), "Forged:"),
        (lambda content: re.sub(rb"%Linli-.*\n", b"", content), "Not signed:"),
        (lambda content: content[20:], "Unreadable:"),
    ],
)
def test_page_says_what_a_file_is(ended, client, change, sentence):
    assert sentence in page(client, upload(change(content_of(result()))))


def test_page_says_what_a_code_is(ended, client, district_leader):
    scanned = code()
    assert "Genuine:" in page(client, {"code": scanned})
    assert "Altered:" in page(client, {"code": scanned[:-20] + "A" * 20})
    assert "Unreadable:" in page(client, {"code": scanned[:50]})
    revoked_by(district_leader, result())
    assert "Revoked:" in page(client, {"code": scanned})


def test_page_says_that_a_number_is_unknown(client, city):
    assert "Unknown:" in page(client, {"serial": "JG123"})


def test_keys_and_page_are_open_to_anybody_and_hold_no_secret(ended, client, settings):
    secret = signing.keys().secret.private_bytes_raw()
    keys = client.get("/cases/verify/keys.json")
    offline = client.get("/cases/verify/offline/")
    assert keys.json()["format"] == "linli-keys-1"
    assert offline["Content-Disposition"].startswith("attachment")
    hidden = base64.b64encode(secret).decode()
    assert hidden not in keys.content.decode() + offline.content.decode()


def test_offline_page_asks_nobody(ended, client):
    text = client.get("/cases/verify/offline/").content.decode()
    assert "default-src 'none'" in text
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", text)
    assert next(iter(client.get("/cases/verify/keys.json").json()["keys"])) in text


def test_who_tries_codes_by_the_dozen_is_asked_to_wait(ended, client, at_now):
    tries = [
        client.get(ADDRESS, {"serial": str(n)}).status_code for n in range(verifying.MOST_CHECKS)
    ]
    assert 429 not in tries
    assert client.get(ADDRESS, {"serial": "1"}).status_code == 429
    assert client.get(ADDRESS).status_code == 200


def test_program_checks_a_code(ended, client):
    answer = client.post("/api/v1/verify", {"code": code()}, content_type="application/json")
    assert answer.json()["verdict"] == "genuine"
    assert answer.json()["found"]["holder"] == "张*英"
