from datetime import date
from uuid import uuid4

import pytest

from linli.faces.api.tests.programs import Program
from linli.foundation.audit.models import AuditEntry
from linli.registers.people.models import Mandate, Person
from linli.registers.people.rules import make_resident_number

BORN, CHILD = date(1960, 5, 1), date(2018, 5, 1)


def number(born: date, sequence: int) -> str:
    return make_resident_number("120101", born, sequence)


def registered(program, city, born=BORN, sequence=11, name="周建国") -> str:
    body = {
        "name": name,
        "document_type": "resident_id",
        "number": number(born, sequence),
        "living_code": city.community,
        "phone": "13912345678",
    }
    made = program.post("/people", body)
    assert made.status_code == 201, made.content
    return str(made.json()["id"])


@pytest.fixture
def program(clerk):
    return Program(clerk)


def test_registered_person_is_found_read_and_changed(city, program):
    made = registered(program, city)
    exact = {"document_type": "resident_id", "number": number(BORN, 11)}
    assert program.post("/people/find-exact", exact).json()["id"] == made
    assert program.post("/people/search", {"text": "周建"}).json()["items"][0]["id"] == made
    shown = program.get(f"/people/{made}")
    assert number(BORN, 11) not in shown.content.decode()
    changed = program.send(
        "PATCH", f"/people/{made}", {"email": "zhou@example.cn", "reason": "更正"}
    )
    assert changed.status_code == 204, changed.content
    person = program.get(f"/people/{made}").json()["person"]
    assert (person["email"], person["name"]) == ("zhou@example.cn", "周建国")


def test_wrong_number_is_told_without_saying_who_exists(city, program):
    wrong = {"document_type": "resident_id", "number": "120101196005010000"}
    assert program.post("/people/find-exact", wrong).status_code == 422
    unknown = {"document_type": "resident_id", "number": number(BORN, 77)}
    assert program.post("/people/find-exact", unknown).status_code == 404


def test_numbers_are_shown_whole_for_a_reason_and_logged(city, program):
    made = registered(program, city)
    document = program.get(f"/people/{made}").json()["person"]["documents"][0]["id"]
    because = {"reason": "核对低保材料"}
    shown = program.post(f"/people/documents/{document}/unmask", because)
    assert shown.json()["number"] == number(BORN, 11)
    assert program.post(f"/people/{made}/unmask-phone", because).json()["number"] == "13912345678"
    assert AuditEntry.objects.filter(act="people.document.unmasked", reason="核对低保材料").exists()
    assert program.post(f"/people/documents/{document}/unmask", {"reason": ""}).status_code == 422


def test_documents_are_added_confirmed_and_retired(city, program):
    made = registered(program, city)
    body = {"document_type": "passport", "number": "E12345678"}
    added = program.post(f"/people/{made}/documents", body)
    assert added.status_code == 201, added.content
    at = f"/people/documents/{added.json()['id']}"
    assert program.post(f"{at}/confirm").status_code == 204
    assert program.post(f"{at}/retire", {"reason": "已换新"}).status_code == 204


def test_household_is_opened_joined_and_left(city, program):
    head, other = registered(program, city), registered(program, city, sequence=22, name="吴芳")
    home = program.post(f"/people/{head}/household", {})
    assert home.status_code == 201, home.content
    at = f"/people/households/{home.json()['id']}/members"
    assert program.post(at, {"person": other, "kinship": "spouse"}).status_code == 204
    assert (
        program.post(f"/people/{other}/household/head", {"former_is": "spouse"}).status_code == 204
    )
    assert program.post(f"/people/{head}/household/leave", {}).status_code == 204
    assert len(program.get(f"/people/{other}").json()["household"]["members"]) == 1


def test_relations_and_guardians_begin_and_end(city, program):
    parent, child = registered(program, city), registered(program, city, CHILD, 22, "周小宝")
    kin = program.post(f"/people/{parent}/relations", {"other": child, "kind": "parent"})
    assert kin.status_code == 201, kin.content
    end = {"to_on": "2026-11-23", "reason": "登记有误"}
    assert program.post(f"/people/relations/{kin.json()['id']}/end", end).status_code == 204
    body = {"guardian": parent, "from_on": "2020-01-01"}
    guard = program.post(f"/people/{child}/guardians", body)
    assert guard.status_code == 201, guard.content
    at = f"/people/relations/{guard.json()['id']}/end"
    assert program.post(at, end).status_code == 204


def test_mandate_at_the_counter_holds_at_once_and_is_revoked(city, program):
    one, two = registered(program, city), registered(program, city, sequence=22, name="吴芳")
    body = {"principal": one, "agent": two, "from_on": "2026-01-01"}
    made = program.post("/people/mandates", body)
    assert made.status_code == 201, made.content
    assert program.get(f"/people/{one}").json()["mandates"][0]["is_accepted"] is True
    assert program.post(f"/mandates/{made.json()['id']}/revoke").status_code == 204


def test_records_of_one_person_are_merged(city, program):
    kept, dropped = registered(program, city), registered(program, city, sequence=33)
    merged = program.post(f"/people/{kept}/merge", {"dropped": dropped, "reason": "同一人"})
    assert merged.status_code == 204, merged.content
    assert program.get(f"/people/{dropped}").json()["person"]["id"] == kept


def test_child_is_read_with_approval_only(city, program, street_officer):
    child, leader = registered(program, city, CHILD, 22, "周小宝"), Program(street_officer)
    assert program.get(f"/people/{child}").json()["code"] == "approval_needed"
    asked = program.post(f"/people/{child}/minor-requests", {"reason": "办理补贴"})
    assert asked.status_code == 201, asked.content
    waiting = leader.get("/people/minor-requests").json()["items"]
    assert [one["id"] for one in waiting] == [asked.json()["id"]]
    at = f"/people/minor-requests/{asked.json()['id']}"
    assert leader.post(f"{at}/approve", {}).status_code == 204
    assert program.get(f"/people/{child}").status_code == 200
    assert leader.post(f"{at}/decline").json()["code"] == "already_decided"


def test_family_is_ones_own(proven_resident, resident):
    mine = Program(proven_resident)
    assert mine.get("/family").json()["person"]["name"] == "李秀英"
    contact = {"phone": "13800000000", "email": "li@example.cn"}
    assert mine.send("PUT", "/family/contact", contact).status_code == 204
    assert Program(resident).get("/family").json()["code"] == "not_proven"


def test_mandate_goes_by_code(proven_resident, other_resident):
    granted = Program(proven_resident).post("/family/mandates", {"from_on": "2026-01-01"})
    assert granted.status_code == 201, granted.content
    taken = Program(other_resident).post(
        "/family/mandates/accept", {"code": granted.json()["code"]}
    )
    assert taken.json()["id"] == granted.json()["id"]
    again = Program(other_resident).post(
        "/family/mandates/accept", {"code": granted.json()["code"]}
    )
    assert (again.status_code, again.json()["code"]) == (422, "mandate_code_unknown")


@pytest.mark.parametrize("counter", [False, True])
def test_mandate_names_a_service_that_is_offered(city, program, proven_resident, offered, counter):
    body = {"item_code": "B3.01", "from_on": "2026-01-01"}
    if counter:
        both = {
            "principal": registered(program, city),
            "agent": registered(program, city, sequence=13, name="周小红"),
        }
        answer = program.post("/people/mandates", body | both)
    else:
        answer = Program(proven_resident).post("/family/mandates", body)
    said = answer.json()
    assert answer.status_code == 422
    assert [(one["path"], one["code"]) for one in said["errors"]] == [("item_code", "item_unknown")]
    assert "offered" in said["errors"][0]["detail_en"]
    assert not Mandate.objects.exists()


ACTS = [
    ("GET", "", None),
    ("PATCH", "", {"email": "x@example.cn"}),
    ("POST", "/merge", {"dropped": str(uuid4()), "reason": "x"}),
    ("POST", "/unmask-phone", {"reason": "x"}),
    ("POST", "/documents", {"document_type": "passport", "number": "E12345678"}),
    ("POST", "/household", {}),
    ("POST", "/household/leave", {}),
    ("POST", "/household/head", {"former_is": "spouse"}),
    ("POST", "/guardians", {"guardian": str(uuid4()), "from_on": "2020-01-01"}),
    ("POST", "/relations", {"other": str(uuid4()), "kind": "parent"}),
    ("POST", "/minor-requests", {"reason": "x"}),
]


@pytest.mark.parametrize(("method", "act", "body"), ACTS)
def test_person_elsewhere_is_not_found(
    city, other_clerk, resident, proven_resident, method, act, body
):
    person = Person.objects.get(pk=proven_resident.person_id)
    at = f"/people/{person.public_id}{act}"
    assert Program(other_clerk).send(method, at, body).status_code == 404
    assert Program(resident).send(method, at, body).status_code == (404 if method == "GET" else 403)
    assert Program().send(method, at, body).status_code == 401
    assert Person.objects.get(pk=person.pk).updated_at == person.updated_at
