"""Questions that are drawn anew while somebody goes on typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import PHONE
from tests.journeys.hands import begin, fill, go_on
from tests.journeys.test_relief import RELIEF, after_the_fire

if TYPE_CHECKING:
    from playwright.sync_api import Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def hold(held: list[Route], route: Route) -> None:
    held.append(route)


def test_what_is_typed_on_a_slow_line_stays(opens, catalogue, city, time, resident):
    page = opens(resident, PHONE)
    held: list[Route] = []
    begin(page, RELIEF)
    fill(page, "applicant", after_the_fire(city.community))
    go_on(page)
    page.wait_for_url("**/event/")
    page.route("**/event/", lambda route: hold(held, route))
    page.check("[name='event.kind'][value=fire]", force=True)
    page.fill("[name='event.day.year']", "2026")
    page.fill("[name='event.facts']", "半夜电线着火")
    page.check("[name='event.urgent'][value=yes]", force=True)
    page.fill("[name='event.people']", "3")
    page.evaluate("document.querySelector('[data-answers]').dataset.old = 'yes'")
    for route in held:
        route.continue_()
    page.unroute("**/event/")
    page.wait_for_selector("[data-answers]:not([data-old])")

    assert page.input_value("[name='event.day.year']") == "2026"
    assert page.input_value("[name='event.facts']") == "半夜电线着火"
    assert page.input_value("[name='event.people']") == "3"
    assert page.is_checked("[name='event.urgent'][value=yes]")
    assert page.is_checked("[name='event.kind'][value=fire]")
