"""One application from the resident's phone to the rating, by hand in both faces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from linli.engines.cases.models import Case, CaseDocument, Task
from linli.engines.cases.tests.factories import ALLOWANCES, allowances
from tests.journeys.conftest import PHONE, after_commit
from tests.journeys.hands import decides, fill, go_on, photograph

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.plan("E2", "E3", "H5")
def test_from_the_phone_to_the_call_back(
    opens,
    catalogue,
    city,
    resident,
    clerk,
    federation_officer,
    civil_affairs_officer,
    street_officer,
    tmp_path: Path,
):
    phone = opens(resident, PHONE)
    phone.goto("/")
    phone.fill("input[name=q]", "残补")
    phone.press("input[name=q]", "Enter")
    phone.click(f"a[href*='/items/{ALLOWANCES}/']")
    phone.click(f"a[href*='/cases/apply/{ALLOWANCES}/'] >> nth=0")
    go_on(phone)
    phone.click("main a.govuk-button")
    for section in ("applicant", "card", "household", "other", "account", "guardian"):
        assert f"/{section}/" in phone.url, phone.url
        fill(phone, section, allowances(city.community))
        go_on(phone)
    card = photograph(tmp_path)
    phone.set_input_files("input[name=file]", card)
    phone.click("form[enctype] button.govuk-button")
    phone.goto(re.sub(r"papers/.*$", "review/", phone.url))
    phone.check("[name='consent.data_check']", force=True)
    phone.check("[name='consent.truth']", force=True)
    phone.locator("form:has([name=digest]) button").last.click()
    phone.wait_for_url("**/receipt/")
    case = Case.objects.get()
    assert case.number.replace(" ", "") in phone.inner_text("main").replace(" ", "")
    after_commit()

    counter = opens(clerk)
    counter.goto("/desk/")
    counter.click(f"a[href$='/desk/cases/{case.public_id}/']")
    counter.click("a[href$='/supplement/']")
    counter.check("[name='material.card_copy']", force=True)
    counter.fill("[name='words.card_copy']", "照片看不清，请重新拍一张")
    go_on(counter)
    counter.wait_for_url("**/notices/**")
    assert "照片看不清" in counter.inner_text("main")
    after_commit()

    phone.goto("/notices/")
    phone.goto(f"/cases/{case.public_id}/")
    phone.click("a[href$='/supplement/']")
    phone.set_input_files("input[name='paper.card_copy']", card)
    phone.fill("[name=note]", "重新拍好了")
    go_on(phone)
    phone.wait_for_url(f"**/cases/{case.public_id}/")
    after_commit()

    decides(counter, case, "accept")
    decides(opens(federation_officer), case, "confirm")
    decides(opens(civil_affairs_officer), case, "grant")

    phone.goto(f"/cases/{case.public_id}/")
    with phone.expect_download() as download:
        phone.click("a[href*='/files/']")
    paper = tmp_path / "result.pdf"
    download.value.save_as(paper)
    assert paper.read_bytes().startswith(b"%PDF")
    stranger = opens()
    stranger.goto("/cases/verify/")
    stranger.set_input_files("input[name=file]", paper)
    go_on(stranger)
    assert CaseDocument.objects.get().serial in stranger.inner_text("main")
    stranger.goto("/cases/verify/")
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(paper.read_bytes() + b"%")
    stranger.set_input_files("input[name=file]", forged)
    go_on(stranger)
    assert CaseDocument.objects.get().serial not in stranger.inner_text("main")

    phone.goto(f"/cases/{case.public_id}/rating/")
    phone.check("[name=grade][value='1']", force=True)
    phone.click("label[for=id_named]")  # the bar at the foot may lie over the box
    phone.fill("[name=comment]", "等得太久")
    go_on(phone)
    phone.wait_for_url(f"**/cases/{case.public_id}/")
    counter.goto(f"/desk/cases/{case.public_id}/")
    assert "等得太久" not in counter.inner_text("body")

    street = opens(street_officer)
    street.goto(f"/desk/cases/{case.public_id}/")
    assert "等得太久" in street.inner_text("main")
    street.check("[name=reached][value=yes]", force=True)
    street.check("[name=outcome][value=mended]", force=True)
    street.fill("[name=cause]", "窗口排队长")
    street.fill("[name=remedy]", "增开一个窗口")
    street.locator("form:has([name=remedy]) button").last.click()
    street.wait_for_url(f"**/desk/cases/{case.public_id}/")
    assert not Task.objects.filter(state="open").exists()
    phone.goto(f"/cases/{case.public_id}/")
    assert "增开一个窗口" in phone.inner_text("main")
