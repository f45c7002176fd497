"""Every page of the demonstration city in a real browser, looked at by axe: WCAG 2.2 A and AA.

On a desktop and on a phone, in Chinese; a handful in English too. Nothing is wider than the phone,
nothing is written to the console, every page has one main heading and says its language.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pytest
from django.conf import settings as site
from django.urls import reverse

from linli.config.demo import city
from linli.foundation.actors.values import SYSTEM
from linli.foundation.calendar import clock
from linli.foundation.calendar import queries as calendar
from linli.foundation.packs import services as packs
from tests.journeys.conftest import DESKTOP, PHONE
from tests.pages import views
from tests.signing_in import session_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RUN = "rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(r => r.violations)"
FACTS = """() => ({
    language: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
    over: document.documentElement.scrollWidth - window.innerWidth,
})"""
LANGUAGES = {"zh-hans": "zh-Hans", "en": "en"}
# Not in PAGES: they are allauth's, and everybody comes through them.
ENTRANCES = ("account_login", "account_signup", "account_reset_password")
IN_ENGLISH = {
    "account_login",
    "portal:home",
    "portal:catalogue:guide",
    "portal:cases:section",
    "portal:cases:case",
    "portal:people:family",
    "desk:cases:queue",
    "desk:cases:case",
    "desk:cases:line",
    "desk:people:person",
    "desk:audit:log",
}


@pytest.fixture
def demonstration(transactional_db, settings, tmp_path, monkeypatch):
    """Build the demonstration in the database of the live server."""
    settings.VAR = tmp_path
    monkeypatch.setenv("LINLI_STYLEGUIDE", "1")
    packs.load(SYSTEM, root=site.PACK, now=clock.now())
    calendar.forget()
    city.build(now=clock.now())


class Looker:
    """Looks at pages as somebody: one window an account and language, used again."""

    def __init__(self, chromium: Browser, base: str) -> None:
        self.chromium, self.base = chromium, base
        self.windows: dict[tuple[int, str], tuple[Page, list[str]]] = {}
        self.faults: list[str] = []

    def look(self, name: str, address: str, account: int, status: int, language: str) -> None:
        """Open a page and keep what is wrong with it."""
        page, said = self._window(account, language)
        said.clear()
        answer = page.goto(self.base + address)
        where = f"{name} {language}{'' if account else ' signed out'}"
        if answer is None or answer.status != status:
            self.faults.append(f"{where}: {answer and answer.status} instead of {status}")
            return
        page.evaluate(AXE)
        for size in (DESKTOP, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            found = [*_facts(page, language), *_axe(page)]
            self.faults += [f"{where} at {size['width']}: {fault}" for fault in found]
        if status < 400:  # the browser itself writes a line for an error
            self.faults += [f"{where}: console: {line}" for line in said]
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]

    def _window(self, account: int, language: str) -> tuple[Page, list[str]]:
        if (account, language) not in self.windows:
            context = self._context(account, language)
            page, said = context.new_page(), []
            page.set_default_timeout(15_000)
            page.on("console", lambda line: said.append(line.text) if _is_bad(line) else None)
            page.on("pageerror", lambda error: said.append(str(error)))
            self.windows[account, language] = (page, said)
        return self.windows[account, language]

    def _context(self, account: int, language: str) -> BrowserContext:
        context = self.chromium.new_context(viewport=DESKTOP)  # type: ignore[arg-type]
        cookies = {site.LANGUAGE_COOKIE_NAME: language}
        if account:
            cookies[site.SESSION_COOKIE_NAME] = session_of(account)
        context.add_cookies(
            [{"name": key, "value": value, "url": self.base} for key, value in cookies.items()]
        )
        return context


def _is_bad(line: Any) -> bool:
    return line.type in {"error", "warning"}


def _facts(page: Page, language: str) -> Iterator[str]:
    facts = page.evaluate(FACTS)
    if facts["over"] > 0:
        yield f"{facts['over']} px wider than the screen"
    if facts["headings"] != 1:
        yield f"{facts['headings']} main headings"
    if facts["language"] != LANGUAGES[language]:
        yield f"lang={facts['language']!r}"


def _axe(page: Page) -> Iterator[str]:
    for found in page.evaluate(RUN, list(RULES)):
        nodes = [node["html"][:160] for node in found["nodes"]]
        yield f"{found['id']} ({found['help']}) ×{len(nodes)}: {json.dumps(nodes[:2])}"


def _wanted() -> Iterator[tuple[str, str, int, int]]:
    """Return name, address, account (0: signed out) and status of every page."""
    for name in ENTRANCES:
        yield name, reverse(name), 0, 200
    for view in views():
        yield view.name, view.path, view.account_id, view.status


@pytest.mark.plan("A8")
def test_every_page_is_accessible(demonstration, chromium, live_server):
    looker = Looker(chromium, live_server.url)
    for name, address, account, status in _wanted():
        for language in ("zh-hans", "en") if name in IN_ENGLISH else ("zh-hans",):
            looker.look(name, address, account, status, language)
    looker.look("no such page", "/nowhere/", 0, 404, "zh-hans")

    assert not looker.faults, f"{len(looker.faults)} faults\n" + "\n".join(looker.faults)


def test_axe_and_the_facts_find_what_is_wrong(chromium):
    page = chromium.new_page(viewport=PHONE)
    page.set_content("<html><body><img src='data:,'><p style='width: 800px'>x</p></body></html>")
    page.evaluate(AXE)

    assert {one.split(" ")[0] for one in _axe(page)} >= {"image-alt", "html-has-lang"}
    assert len(list(_facts(page, "en"))) == 3
    page.close()
