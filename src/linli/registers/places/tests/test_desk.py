"""The desk's pages of places."""

import pytest

from linli.registers.places import queries

pytestmark = pytest.mark.django_db


def test_an_operator_closes_a_place_that_holds_nothing(city, operator, client_for):
    browser = client_for(operator)
    address = f"/desk/places/{city.second_community}/close/"
    assert browser.get(address).status_code == 200
    refused = browser.post(f"/desk/places/{city.street}/close/", {"on": "2026-11-30"})
    assert refused.status_code == 409
    assert refused.context["form"].non_field_errors() == [
        "里面还有生效的区划，请先停用它们。",
    ]
    assert browser.post(address, {"on": "2026-11-30"}).status_code == 303
    assert city.second_community not in queries.in_force()


def closed(city, operator, client_for, **more):
    """Close the first community of the street as an operator does, and return where that leads."""
    address = f"/desk/places/{city.community}/close/"
    answer = client_for(operator).post(address, {"on": "2025-11-30"} | more)
    assert answer.status_code == 303
    return answer["Location"]


@pytest.mark.plan("A1")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", ["已经停用", "接续区划", "2025年11月30日"]),
        ("en", ["no longer in force", "What took its place", "30 November 2025"]),
    ],
)
def test_a_closed_place_says_what_took_its_place(
    city, operator, clerk, client_for, language, words
):
    address = closed(city, operator, client_for, successor_code=city.second_community)
    browser = client_for(clerk)
    browser.cookies["django_language"] = language
    answer = browser.get(address)
    page = answer.content.decode()
    assert (address, answer.status_code) == (f"/desk/places/{city.community}/", 200)
    assert f'href="/desk/places/{city.second_community}/"' in page
    assert [word for word in words if word not in page] == []


def test_a_closed_place_that_nothing_followed_says_so(city, operator, client_for):
    answer = client_for(operator).get(closed(city, operator, client_for))
    assert [row.successor for row in answer.context["closed"]] == [None]
    assert "没有" in answer.content.decode()


def test_a_closed_place_is_found_by_its_code(city, operator, clerk, client_for):
    address = closed(city, operator, client_for)
    found = client_for(clerk).get(f"/desk/places/{city.street}/", {"text": city.community})
    assert found.context["rows"] == ()
    assert f'href="{address}"' in found.content.decode()
    elsewhere = client_for(clerk).get(f"/desk/places/{city.other_street}/?text={city.community}")
    assert elsewhere.context["closed"] == ()


def test_a_code_used_again_shows_both(city, operator, client_for):
    address = closed(city, operator, client_for, successor_code=city.second_community)
    given = {"code": city.community, "name": "新社区", "valid_from": "2025-12-01"}
    client_for(operator).post("/desk/places/add/", given)
    answer = client_for(operator).get(address)
    assert answer.context["place"].name == "新社区"
    assert [row.successor.code for row in answer.context["closed"]] == [city.second_community]


def test_residents_see_no_closed_place(city, operator, resident, client_for):
    address = closed(city, operator, client_for)
    assert client_for(resident).get(address).status_code == 403


def test_a_clerk_closes_nothing(city, clerk, client_for):
    browser = client_for(clerk)
    assert browser.get(f"/desk/places/{city.second_community}/close/").status_code == 403
