"""Urgent relief: help on the day of the fire, and the papers when they can be had again."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from linli.engines.cases.models import Case
from linli.engines.cases.tests.factories import allowances
from linli.foundation.actors.values import Role
from linli.registers.accounts.tests.factories import staff
from tests.journeys.conftest import PHONE, after_commit
from tests.journeys.hands import begin, decides, go_on, hand_in, photograph, records, sections, seen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.hands import Answers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RELIEF = "B3.14"
TODAY = "2026-11-23"
PAPER = "事情和花销的证明"
VISITED: Answers = {
    "call": {
        "visitors": [{"name": "赵敏", "post": "街道窗口"}, {"name": "周舟", "post": "社区"}],
        "day": TODAY,
        "met": "applicant",
        "people": 3,
        "found": "厨房烧毁，一家三口没有地方做饭。",
    },
    "aid": {
        "living": "3000",
        "other": "1500",
        "goods": "被褥三套",
        "worth": "600",
        "notice": "社区公告栏，明天起三天",
    },
}


def after_the_fire(community: str) -> Answers:
    common = allowances(community)
    return {
        "applicant": common["applicant"],
        "event": {
            "kind": "fire",
            "urgent": True,
            "day": TODAY,
            "facts": "半夜电线着火，厨房和卧室都烧了，孩子的衣服也没有了。",
            "people": 3,
            "cost": "26000",
            "aid": 0,
            "again": False,
        },
        "account": common["account"],
        "guardian": {"acts": False},
    }


@pytest.mark.plan("B3", "E2")
def test_paid_on_the_day_and_the_papers_later(
    opens, catalogue, city, time, resident, clerk, tmp_path: Path
):
    beside = staff("何副", Role.CLERK, city.office, city.street, is_backup=True)
    phone = opens(resident, PHONE)

    begin(phone, RELIEF)
    sections(phone, after_the_fire(city.community))
    phone.wait_for_url("**/papers/")
    phone.click("button[name=promise][value=yes]")
    phone.get_by_text("已承诺稍后补交").wait_for()
    phone.goto(phone.url.replace("papers/", "review/"))
    hand_in(phone)
    assert f"稍后补交：{PAPER}" in phone.inner_text("main")
    case = Case.objects.get()

    # the street goes at once, two of them, and grants
    counter = opens(clerk)
    assert "容缺受理" in seen(counter, f"/desk/cases/{case.public_id}/")
    decides(counter, case, "urgent")
    records(counter, case, VISITED, "pay")
    told = seen(phone, f"/cases/{case.public_id}/")
    assert "已办结，同意" in told
    assert "被褥三套" in told

    # the list of the day: made, checked by the colleague, fetched
    counter.goto("/desk/entitlements/lists/")
    go_on(counter)
    counter.wait_for_url("**/lists/*-*/")
    after_commit()
    second = opens(beside)
    second.goto(counter.url)
    second.click("form[action$='/close/'] button")
    second.wait_for_url("**/lists/*-*/")
    with second.expect_download() as download:
        second.click("form[action$='/file/'] button")
    paid = tmp_path / "treasury.csv"
    download.value.save_as(paid)
    (line,) = csv.DictReader(paid.read_text(encoding="utf-8-sig").splitlines())
    assert {"张秀英", "4500.00"} <= set(line.values())
    assert "4,500元" in seen(phone, "/entitlements/")

    # three days before the day she is reminded; the paper comes, and the street sees it
    time.until(datetime(2026, 12, 4, 2, tzinfo=UTC))
    phone = opens(resident, PHONE)
    assert "请记得补交承诺的材料：临时救助" in seen(phone, "/notices/")
    phone.goto(f"/cases/{case.public_id}/")
    phone.click("a[href*='/promised/']")
    phone.set_input_files("input[name=file]", photograph(tmp_path))
    go_on(phone)
    phone.wait_for_url(f"**/cases/{case.public_id}/")
    after_commit()
    assert "12月7日" in phone.inner_text("[aria-labelledby=promises]")
    assert not phone.locator("a[href*='/promised/']").count()
    assert "photo.png" in phone.inner_text("main")
    counter = opens(clerk)
    assert case.number in seen(counter, "/notices/")
    assert "photo.png" in seen(counter, f"/desk/cases/{case.public_id}/")
