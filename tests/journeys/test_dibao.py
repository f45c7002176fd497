"""A subsistence allowance: from the kitchen table to the monthly payment and the yearly check."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from linli.engines.cases.models import Case
from linli.engines.cases.tests.conftest import code_in
from linli.engines.cases.tests.factories import allowances
from linli.engines.cases.tests.families import DAUGHTER, HUSBAND, member
from linli.foundation.actors.values import Role
from linli.registers.accounts.tests.factories import staff
from tests.journeys.conftest import PHONE, after_commit
from tests.journeys.hands import (
    begin,
    decides,
    go_on,
    hand_in,
    photograph,
    records,
    sections,
    seen,
)

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.journeys.hands import Answers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DIBAO = "B3.10"
NOTHING: dict[str, Any] = {
    **dict.fromkeys(("cash", "securities", "insurance", "capital"), 0),
    "belongings": ["none"],
}
EARNS = "1200"  # yuan a month, by the daughter
GRANDCHILD = member("李小雨", "grandchild", "2010-06-01", 26)
HIS_PHONE, HER_PHONE = "13900139002", "13900139001"
VISITORS = [{"name": "赵敏", "post": "街道窗口"}, {"name": "周舟", "post": "社区"}]


def household(community: str) -> Answers:
    """Return what somebody writes who lives with husband, daughter and grandchild."""
    common = allowances(community)
    husband = HUSBAND | {"occupation": "无", "phone": HIS_PHONE}
    daughter = DAUGHTER | {"occupation": "零工", "phone": HER_PHONE, "income": EARNS}
    pupil = GRANDCHILD | {"occupation": "上学", "phone": HER_PHONE}
    return {
        "applicant": common["applicant"],
        "members": {
            "way": "household",
            "people": [husband, daughter, pupil],
            "ill": False,
            "informal": True,
        },
        "means": {"own": 0, "property": 0, "support": 0},
        "assets": NOTHING,
        "kin": {"has": False},
        "household": {"relief": ["none"]},
        "account": common["account"],
    }


def visit(day: str) -> Answers:
    return {
        "visit": {
            "visitors": VISITORS,
            "day": day,
            "met": "applicant",
            "people": 4,
            "found": "两间平房，家具简单，女儿打零工。",
        }
    }


CHECKED: Answers = {"check": NOTHING | {"income": EARNS}}


def messages(phone: str) -> list[str]:
    """Return what came to a telephone."""
    folder = settings.VAR / "outbox" / "sms"
    sent = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")]
    return [one["text"] for one in sent if one["phone"].endswith(phone)]


def agrees_by_code(applicant: Page, member: Page, place: int, number: str) -> None:
    """Ask a member by a message; the member opens its link and types its code, not signed in."""
    card = applicant.locator(f"#member-{place}").locator("..")
    card.locator(f"[name='m{place}-phone']").fill(number)
    card.locator("button[value=phone]").click()
    applicant.wait_for_load_state("networkidle")
    (text,) = messages(number)
    path = re.search(r"/cases/agree/[0-9a-f-]+/", text)
    assert path
    member.goto(path.group())
    assert "张*英" in member.inner_text("main")
    member.fill("[name=code]", code_in(text))
    member.click("button[value=agree]")
    member.get_by_text("您已同意授权").wait_for()


def agrees_at_counter(counter: Page, number: str) -> None:
    """Let a member stand at a counter with the card."""
    counter.goto("/desk/cases/family-agrees/")
    counter.fill("main [name=number]", number)
    go_on(counter)
    counter.click("button[value=agree]")
    counter.wait_for_load_state("networkidle")


@pytest.mark.plan("B3", "E2")
def test_from_the_kitchen_table_to_the_yearly_check(
    opens,
    catalogue,
    city,
    time,
    resident,
    clerk,
    community_worker,
    civil_affairs_officer,
    tmp_path: Path,
):
    colleague = staff(
        "何静", Role.DEPARTMENT_OFFICER, city.civil_affairs, city.district, title="second"
    )
    answers = household(city.community)
    phone, counter, anybody = opens(resident, PHONE), opens(clerk), opens(viewport=PHONE)

    # at the kitchen table
    begin(phone, DIBAO)
    sections(phone, answers)
    phone.wait_for_url("**/family-agrees/")
    draft = re.sub(r"family-agrees/.*$", "", phone.url)
    assert "李小雨" not in phone.inner_text("main")  # sixteen, and not asked
    agrees_by_code(phone, anybody, 1, HER_PHONE)
    phone.locator("#member-0").locator("..").locator("[name='m0-phone']").fill(HIS_PHONE)
    phone.locator("#member-0").locator("..").locator("button[value=phone]").click()
    phone.wait_for_load_state("networkidle")
    assert "还差王强的授权" in seen(phone, draft + "review/")
    agrees_at_counter(counter, HUSBAND["identity"]["number"])
    phone.goto(draft + "papers/")
    phone.set_input_files("input[name=file]", photograph(tmp_path))
    phone.click("form[enctype] button.govuk-button")
    phone.goto(draft + "review/")
    assert "王强" in phone.inner_text("main")
    hand_in(phone)
    case = Case.objects.get()

    # at the street, side by side with the community
    decides(counter, case, "accept")
    records(counter, case, visit("2026-11-23"), "visited")
    worker = opens(community_worker)
    said = {"inquiry": {"day": "2026-11-23", "asked": 3, "said": "agrees"}}
    records(worker, case, said, "asked")
    records(counter, case, CHECKED, "propose")

    # seven days on the wall
    counter.goto(f"/desk/cases/{case.public_id}/")
    counter.click("form[action$='/post/'] button")
    counter.wait_for_load_state("networkidle")
    after_commit()
    wall = seen(anybody, "/cases/announced/")
    assert "张*英" in wall
    assert "王" not in wall
    office = opens(civil_affairs_officer)
    assert office.goto(f"/desk/cases/{case.public_id}/tasks/") is not None
    assert "张*英" not in seen(office, "/desk/cases/")
    time.until(datetime(2026, 12, 1, 2, tzinfo=UTC))
    assert "张*英" not in seen(opens(), "/cases/announced/")

    # the district decides
    assert "张*英" in seen(office, "/desk/cases/")
    decides(office, case, "grant")
    phone = opens(resident, PHONE)
    assert "已办结，同意" in seen(phone, f"/cases/{case.public_id}/")
    assert "每月2,980元" in seen(phone, "/entitlements/")

    # the first month: one makes the list, another checks it, the treasury has its file
    time.until(datetime(2027, 1, 5, 2, tzinfo=UTC))
    office, second = opens(civil_affairs_officer), opens(colleague)
    office.goto("/desk/entitlements/lists/")
    go_on(office)
    office.wait_for_url("**/lists/*-*/")
    after_commit()
    office.reload()
    assert "2,980" in office.inner_text("main")
    assert not office.locator("form[action$='/close/']").count()
    second.goto(office.url)
    second.click("form[action$='/close/'] button")
    second.wait_for_url("**/lists/*-*/")
    with second.expect_download() as download:
        second.click("form[action$='/file/'] button")
    paid = tmp_path / "treasury.csv"
    download.value.save_as(paid)
    (line,) = csv.DictReader(paid.read_text(encoding="utf-8-sig").splitlines())
    assert {"张秀英", "6222020302001234567", "2980.00"} <= set(line.values())

    # she sees what is paid
    phone = opens(resident, PHONE)
    phone.goto("/entitlements/")
    phone.click("main .ll-tile")
    phone.wait_for_url("**/entitlements/*-*/")
    hers = phone.url
    paid_month = phone.locator("section[aria-labelledby=months] tr", has_text="2027年1月")
    assert paid_month.inner_text().count("2,980") == 2  # due, and listed

    # a year later it opens by itself
    time.until(datetime(2027, 11, 15, 2, tzinfo=UTC))
    again = Case.objects.get(follows=case)
    phone = opens(resident, PHONE)
    assert "开始复核：最低生活保障" in seen(phone, "/notices/")
    assert "正在复核" in seen(phone, hers)
    counter = opens(clerk)
    assert again.number in seen(counter, "/desk/cases/")
    records(counter, again, visit("2027-11-15"), "visited")
