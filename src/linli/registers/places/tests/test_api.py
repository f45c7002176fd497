import pytest

from linli.faces.api.tests.programs import Program
from linli.registers.places import queries


def test_anybody_walks_down_the_tree(city):
    districts = Program().get("/divisions").json()["items"]
    assert city.district in {one["code"] for one in districts}
    streets = Program().get("/divisions", {"within": city.district}).json()["items"]
    assert city.street in {one["code"] for one in streets}


def test_way_leads_from_the_city(city):
    found = Program().get(f"/divisions/{city.community}").json()
    assert [one["level"] for one in found["path"]] == [1, 2, 3, 4]
    assert found["division"]["code"] == city.community


def test_divisions_are_found_by_name(city):
    assert Program().get("/divisions/search", {"text": "劝业场"}).json()["items"]


@pytest.mark.parametrize("code", ["990000000000", "x", "1" * 400, "１２"])
def test_unknown_division_is_not_found(city, code):
    assert Program().get(f"/divisions/{code}").status_code == 404


def test_operator_adds_and_closes_a_grid(city, operator):
    program, code = Program(operator), city.community + "001"
    body = {"code": code, "name": "第一网格", "valid_from": "2026-01-01"}
    assert program.post("/divisions", body).status_code == 201
    assert program.post("/divisions", body).status_code == 409
    closed = program.post(f"/divisions/{code}/close", {"on": "2026-11-23"})
    assert closed.status_code == 204, closed.content
    assert not queries.exists(code)


def test_others_add_nothing(city, clerk):
    body = {"code": city.community + "001", "name": "第一网格", "valid_from": "2026-01-01"}
    assert Program(clerk).post("/divisions", body).status_code == 403
    assert Program().post("/divisions", body).status_code == 401
    assert not queries.exists(body["code"])
