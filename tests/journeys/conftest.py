"""A real browser on a real server with the small city of the cast."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from linli.conftest import *  # noqa: F403 - the cast
from linli.engines.catalogue.tests.factories import load_catalogue
from linli.foundation.calendar import clock
from linli.foundation.jobs import services as jobs
from linli.registers.accounts.tests.factories import PASSWORD, password

if TYPE_CHECKING:
    from pathlib import Path

    from linli.foundation.actors.values import Actor

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
Opens = Callable[..., Page]


@pytest.fixture(scope="session", autouse=True)
def _database_beside_the_browser() -> Iterator[None]:
    """Playwright keeps a loop in this thread; Django would refuse its database there."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("LINLI_CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture
def opens(chromium: Browser, live_server: Any, transactional_db: None) -> Iterator[Opens]:
    """Open a window: `opens(actor, PHONE)` signs in through the page, as people do."""
    contexts: list[BrowserContext] = []

    def window(
        actor: Actor | None = None,
        viewport: dict[str, int] = DESKTOP,
        *,
        language: str = "zh-CN",
        java_script: bool = True,
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=viewport,  # type: ignore[arg-type]
            locale=language,
            java_script_enabled=java_script,
            has_touch=viewport is PHONE,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if actor is not None:
            sign_in(page, actor)
        return page

    yield window
    for context in contexts:
        context.close()


def sign_in(page: Page, actor: Actor) -> None:
    """Fill in the sign-in page."""
    from linli.registers.accounts.models import Account

    password(actor)
    account = Account.objects.get(pk=actor.account_id or 0)
    page.goto("/account/login/")
    page.fill("[name=login]", account.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit] >> nth=0")
    page.wait_for_url(lambda url: "/login" not in url)


@pytest.fixture
def catalogue(city: Any) -> None:
    """The items of the pack, published."""
    load_catalogue()


class Time:
    """The house's clock in a test's hand: days pass when it says so, and the worker keeps up."""

    def __init__(self, at: datetime) -> None:
        self.now = at

    def until(self, at: datetime) -> None:
        """Let the time come, and the worker do what is due then."""
        self.now = at
        jobs.run_ticks(now=at)
        after_commit()


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Time:
    """Return the clock, at ten on a Monday; what is sent and sealed stays in the test's folder."""
    settings.VAR = tmp_path
    held = Time(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    monkeypatch.setattr("django.utils.timezone.now", lambda: held.now)
    return held


def after_commit() -> None:
    """Do what the worker does: follow up, tell, issue."""
    for _round in range(3):
        jobs.run_due(now=clock.now())
