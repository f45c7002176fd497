"""What hands do on a page: fill in a form from the top, press, choose a place, look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.journeys.conftest import after_commit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from linli.engines.cases.models import Case

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
Answers = dict[str, dict[str, Any]]


def fill(page: Page, section: str, answers: Answers) -> None:
    """Fill in one section of a form as a person would, from the top."""
    for field, value in answers[section].items():
        put(page, f"{section}.{field}", value)


def put(page: Page, name: str, value: Any) -> None:
    """Answer one question, whatever its kind."""
    if isinstance(value, bool):
        page.check(f"[name='{name}'][value={'yes' if value else 'no'}]", force=True)
        settle(page)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        rows(page, name, value)
    elif isinstance(value, list):
        for one in value:
            page.check(f"[name='{name}'][value='{one}']", force=True)
    elif isinstance(value, dict) and "code" in value:
        choose_place(page, name, value)
    elif isinstance(value, dict):
        page.select_option(f"[name='{name}.type']", value["type"])
        page.fill(f"[name='{name}.number']", value["number"])
    else:
        write(page, name, str(value))


def settle(page: Page) -> None:
    """Wait until the questions stand that the last answer led to."""
    page.wait_for_selector("form[aria-busy]", state="detached")


def rows(page: Page, name: str, people: list[dict[str, Any]]) -> None:
    """Fill in a table, with a further row for everybody who has none yet."""
    for nth, person in enumerate(people):
        if not page.locator(f"[name^='{name}.{nth}.']").count():
            page.click(f"button[name='{name}.add']")
            page.locator(f"[name^='{name}.{nth}.']").first.wait_for()
        for part, value in person.items():
            put(page, f"{name}.{nth}.{part}", value)


def write(page: Page, name: str, value: str) -> None:
    """Write a text or a date, or choose the one that is meant."""
    if page.locator(f"[name='{name}.year']").count():
        for part, text in zip(("year", "month", "day"), value.split("-"), strict=True):
            page.fill(f"[name='{name}.{part}']", text)
    elif page.locator(f"select[name='{name}']").count():
        page.select_option(f"select[name='{name}']", value)
    elif page.locator(f"[name='{name}'][type=radio]").count():
        page.check(f"[name='{name}'][value='{value}']", force=True)
        settle(page)
    else:
        page.fill(f"[name='{name}']", value)
        page.locator(f"[name='{name}']").blur()  # what depends on it is asked once one goes on
        settle(page)


def choose_place(page: Page, name: str, value: dict[str, str]) -> None:
    """Choose district, street and community, each list filled by the one above."""
    code = value["code"]
    steps = {f"{name}.district": code[:6] + "000000", f"{name}.street": code[:9] + "000"}
    for select, chosen in [*steps.items(), (f"{name}.code", code)]:
        page.locator(f"select[name='{select}'] option[value='{chosen}']").wait_for(state="attached")
        page.select_option(f"select[name='{select}']", chosen)
    if "detail" in value:
        page.fill(f"[name='{name}.detail']", value["detail"])


def go_on(page: Page) -> None:
    """Press the first button of the page's form."""
    page.locator("main form button.govuk-button:not([data-choose], [formnovalidate])").first.click()


def begin(page: Page, item: str) -> None:
    """Open the guide of an item and begin to apply for oneself, up to the first section."""
    page.goto(f"/items/{item}/")
    page.click(f"a[href*='/cases/apply/{item}/'] >> nth=0")
    go_on(page)
    page.wait_for_url("**/cases/drafts/*/")
    page.click("main a.govuk-button")


def sections(page: Page, answers: Answers) -> None:
    """Fill in section after section, each saved by its own button."""
    for section in answers:
        page.wait_for_url(f"**/{section}/")
        fill(page, section, answers)
        go_on(page)


def hand_in(page: Page) -> None:
    """Tick both consents on the last page and hand in, up to the receipt."""
    page.check("[name='consent.data_check']", force=True)
    page.check("[name='consent.truth']", force=True)
    page.locator("form:has([name=digest]) button").last.click()
    page.wait_for_url("**/receipt/")
    after_commit()


def decides(page: Page, case: Case, outcome: str, reason: str = "") -> None:
    """Open the case at the desk and press one of the stage's buttons."""
    page.goto(f"/desk/cases/{case.public_id}/")
    if reason:
        page.fill("[name=reason] >> nth=0", reason)
    page.click(f"button[name=outcome][value={outcome}]")
    page.wait_for_url(f"**/desk/cases/{case.public_id}/")
    after_commit()


def records(page: Page, case: Case, answers: Answers, outcome: str, stage: str = "") -> None:
    """Open the form of the stage at work from the case, write down what was found, and decide."""
    page.goto(f"/desk/cases/{case.public_id}/")
    card = f".ll-card:has-text('{stage}') " if stage else ""
    page.click(f"{card}a[href$='/record/']")
    for section in answers:
        fill(page, section, answers)
    page.click(f"button[name=outcome][value={outcome}]")
    page.wait_for_url(f"**/desk/cases/{case.public_id}/")
    after_commit()


def photograph(folder: Path) -> Path:
    """Return a picture, as a telephone takes it."""
    path = folder / "photo.png"
    path.write_bytes(PNG)
    return path


def seen(page: Page, address: str) -> str:
    """Return what stands on a page."""
    page.goto(address)
    return page.inner_text("main")
