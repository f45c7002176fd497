"""A family agrees through the API."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.engines.cases.models import Authorisation, Case
from linli.engines.cases.tests.conftest import code_in
from linli.engines.cases.tests.factories import allowances
from linli.engines.cases.tests.families import (
    FAMILY,
    GRANDCHILD,
    HUSBAND,
    PHONE,
    family_draft,
    family_item,
)
from linli.engines.cases.tests.test_authorisations import PNG
from linli.engines.cases.values import AgreementState
from linli.engines.catalogue import queries as catalogue
from linli.faces.api.tests.programs import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
CONSENTS = {"consent": {"data_check": True, "truth": True}}


@pytest.fixture(autouse=True)
def item(_pack):
    return family_item(materials=[])


@pytest.fixture
def draft(city, proven_resident):
    return family_draft(proven_resident, city.community)


def submission(**more):
    return {"digest": catalogue.published(FAMILY).digest, "consents": CONSENTS} | more


def test_a_program_asks_a_member_and_hands_the_draft_in(
    program, draft, codes, django_capture_on_commit_callbacks
):
    listed = program.get(f"/drafts/{draft}/agreements").json()["items"]
    assert [(one["name"], one["state"]) for one in listed] == [("王强", "owed")]
    early = program.post(f"/drafts/{draft}/submission", submission())
    assert early.status_code == 422
    assert early.json()["errors"][0]["code"] == "authorisation_missing"
    with django_capture_on_commit_callbacks(execute=True):
        made = program.post(f"/drafts/{draft}/agreements/0/message", {"phone": PHONE})
    link = made.json()["id"]
    given = {"code": code_in(codes[PHONE][0]), "answer": "given"}
    assert program.post(f"/agreements/{link}/answer", given).status_code == 204
    done = program.post(f"/drafts/{draft}/submission", submission())
    assert done.status_code == 201
    seen = program.get(f"/cases/{done.json()['id']}").json()
    assert seen["agreements"][0]["way"] == "phone"


def test_a_whole_application_is_refused_with_the_way_by_a_draft(program, city):
    body = {
        "item": FAMILY,
        "digest": catalogue.published(FAMILY).digest,
        "answers": allowances(city.community) | {"members": {"people": [HUSBAND]}},
    }
    answer = program.post("/applications", body, **{"Idempotency-Key": "k-00000001"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "authorisation_by_draft"
    assert Case.objects.count() == 0


def test_a_signed_form_is_uploaded(program, draft):
    upload = SimpleUploadedFile("signed.png", PNG, "image/png")
    assert program.upload(f"/drafts/{draft}/agreements/0/paper", upload).status_code == 201
    assert Authorisation.objects.get().state == AgreementState.GIVEN


def test_a_guardian_agrees_and_confirms_an_odd_income(program, city, proven_resident):
    rich = GRANDCHILD | {"income": 12_000_000}
    draft = family_draft(proven_resident, city.community, rich)
    assert program.post(f"/drafts/{draft}/agreements/0/guardian", {}).status_code == 201
    asked = program.post(f"/drafts/{draft}/submission", submission())
    assert [one["code"] for one in asked.json()["errors"]] == ["income_in_fen"]
    sure = submission(confirmed=["members.people.0.income"])
    assert program.post(f"/drafts/{draft}/submission", sure).status_code == 201


def test_the_member_reads_what_is_asked_without_an_account(ask, proven_resident, draft):
    link, _code = ask(proven_resident, draft)
    shown = Program().get(f"/agreements/{link}").json()
    assert (shown["asks"], shown["state"]) == ("张*英", "asked")


def test_a_member_has_a_new_code_sent(
    ask, codes, program, proven_resident, draft, django_capture_on_commit_callbacks
):
    link, _code = ask(proven_resident, draft)
    with django_capture_on_commit_callbacks(execute=True):
        assert program.post(f"/agreements/{link}/code", {}).status_code == 204
    assert len(codes[PHONE]) == 2


def test_a_counter_finds_what_is_asked_and_records_the_answer(ask, proven_resident, draft, clerk):
    link, _code = ask(proven_resident, draft)
    document = {"document_type": "resident_id", "number": HUSBAND["identity"]["number"]}
    desk = Program(clerk)
    found = desk.post("/counter/agreements/search", document).json()["items"]
    assert [one["id"] for one in found] == [link]
    sent = document | {"answer": "given"}
    assert desk.post(f"/counter/agreements/{link}/answer", sent).status_code == 204
    assert Authorisation.objects.get().way == "counter"


def test_a_case_asks_again(ask, program, proven_resident, draft, clerk, codes):
    link, code = ask(proven_resident, draft)
    program.post(f"/agreements/{link}/answer", {"code": code, "answer": "given"})
    case = program.post(f"/drafts/{draft}/submission", submission()).json()["id"]
    document = {"document_type": "resident_id", "number": HUSBAND["identity"]["number"]}
    back = document | {"answer": "revoked"}
    assert Program(clerk).post(f"/counter/agreements/{link}/answer", back).status_code == 204
    asked = program.post(f"/cases/{case}/agreements/0/message", {"phone": PHONE})
    assert asked.status_code == 201
    assert Authorisation.objects.get().state == AgreementState.ASKED
