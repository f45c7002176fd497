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


def test_a_clerk_closes_nothing(city, clerk, client_for):
    browser = client_for(clerk)
    assert browser.get(f"/desk/places/{city.second_community}/close/").status_code == 403
