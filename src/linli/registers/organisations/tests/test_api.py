from linli.faces.api.tests.programs import Program
from linli.registers.organisations import queries

BODY = {
    "name": "为民服务社",
    "function": "social_organisation",
    "kind": "association",
    "valid_from": "2026-01-01",
}


def test_operator_adds_changes_and_closes(city, operator):
    program = Program(operator)
    parent = str(queries.organisation(city.office).public_id)
    made = program.post("/organisations", BODY | {"division_code": city.street, "parent": parent})
    assert made.status_code == 201, made.content
    at = f"/organisations/{made.json()['id']}"
    changed = program.send("PUT", at, {"name": "为民社", "phone": "022-23456789"})
    assert changed.json()["name"] == "为民社", changed.content
    assert program.post(f"{at}/close", {"on": "2026-11-23", "reason": "注销"}).status_code == 204
    assert program.get(at).json()["valid_to"] == "2026-11-23"


def test_staff_reads_page_by_page_and_residents_nothing(city, clerk, resident):
    program = Program(clerk)
    first = program.get("/organisations", {"limit": 2}).json()
    second = program.get("/organisations", {"limit": 100, "cursor": first["next"]}).json()
    ids = {one["id"] for one in first["items"] + second["items"]}
    assert len(ids) == len(first["items"]) + len(second["items"]) > 2
    assert Program(resident).get("/organisations").status_code == 403


def test_others_change_nothing(city, clerk):
    at = f"/organisations/{queries.organisation(city.office).public_id}"
    assert Program(clerk).send("PUT", at, {"name": "X"}).status_code == 403
    assert Program(clerk).post(f"{at}/close", {"on": "2026-11-23"}).status_code == 403
    assert (
        Program(clerk).post("/organisations", BODY | {"division_code": city.street}).status_code
        == 403
    )
