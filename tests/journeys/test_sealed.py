"""A sealed case: found by the post with its key, and by nobody who sits beside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from linli.engines.cases.models import Case
from linli.engines.cases.tests.factories import allowances, filed
from linli.engines.cases.tests.test_sealed import ITEM, KEY
from linli.engines.cases.tests.test_sealed import PEOPLE as FOUND
from linli.foundation.actors.values import Role
from linli.foundation.notices.models import Notice
from linli.registers.accounts.tests.factories import staff
from tests.journeys.conftest import PHONE, after_commit
from tests.journeys.hands import begin, decides, hand_in, records, sections, seen

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.hands import Answers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("特殊家庭", "独生子女", "special famil")


def lost_a_child(community: str) -> Answers:
    return {
        "applicant": allowances(community)["applicant"],
        "family": {
            "only_child": True,
            "event": "died",
            "other_child": False,
            "registered": True,
            "alone": True,
        },
        "wishes": {"way": "visit", "hospital": "总医院"},
    }


def sees_nothing(page: Page, case: Case, *addresses: str) -> None:
    """Look everywhere at the desk; each page opens, and none knows of the case."""
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        listed = " ".join(page.locator("main table").all_inner_texts())
        assert case.number not in page.inner_text("body"), address
        assert str(case.public_id) not in page.content(), address
        assert not any(name in listed for name in NAMES), address


def counted(page: Page) -> list[str]:
    """Return the tabs of the queue with what is counted in them."""
    page.goto("/desk/cases/")
    return page.locator(".moj-sub-navigation__link").all_inner_texts()


@pytest.mark.plan("B3")
def test_the_colleague_beside_learns_nothing(
    opens,
    catalogue,
    city,
    time,
    resident,
    other_resident,
    clerk,
    street_officer,
    district_leader,
):
    centre = city.org("health_centre", city.street)
    street = staff("何密", Role.CLERK, city.office, city.street, compartments=(KEY,), title="密")
    community = staff(
        "吕密",
        Role.COMMUNITY_WORKER,
        city.committee,
        city.community,
        compartments=(KEY,),
        title="密",
    )
    doctor = staff(
        "施密", Role.DEPARTMENT_OFFICER, centre, city.street, compartments=(KEY,), title="密"
    )
    filed(other_resident, city.community, now=time.now)  # an ordinary case, so that lists are there
    after_commit()
    beside, leader = opens(clerk), opens(street_officer)
    before = {page: seen(page, "/desk/") for page in (beside, leader)}
    counts = {page: counted(page) for page in (beside, leader)}

    phone = opens(resident, PHONE)
    begin(phone, ITEM)
    sections(phone, lost_a_child(city.community))
    phone.goto(re.sub(r"(drafts/[0-9a-f-]+/).*$", r"\1review/", phone.url))
    hand_in(phone)
    case = Case.objects.get(item_code=ITEM)

    named = opens(street)
    assert case.number in seen(named, "/desk/cases/")
    decides(named, case, "accept")
    records(named, case, FOUND["street"], "named")
    records(opens(community), case, FOUND["community"], "chosen")

    # in the middle of it: the office beside, the head of the street, the district
    looks = ["/desk/", "/desk/cases/", "/desk/cases/?tab=waiting", "/desk/cases/?tab=done"]
    looks += [f"/desk/cases/?text={case.number}", "/desk/cases/all/", "/desk/people/", "/notices/"]
    sees_nothing(beside, case, *looks)
    sees_nothing(leader, case, *looks, "/desk/cases/line/", "/desk/cases/ratings/")
    assert {page: counted(page) for page in (beside, leader)} == counts
    assert {page: seen(page, "/desk/") for page in (beside, leader)} == before
    for page in (beside, leader):
        for address in ("", "receipt/", "told/"):
            answer = page.goto(f"/desk/cases/{case.public_id}/{address}")
            assert answer is not None
            assert answer.status == 404
    board = opens(district_leader)
    assert case.number not in seen(board, "/console/")

    records(opens(doctor), case, FOUND["doctor"], "linked")
    told = seen(phone, f"/cases/{case.public_id}/")
    assert all(word in told for word in ("高岚", "孟和", "沈医生", "区中医院"))
    inbox = seen(phone, "/notices/")
    assert "您的一项申请有新进展" in inbox
    for notice in Notice.objects.filter(account_id=resident.account_id):
        said = f"{notice.title_zh} {notice.title_en} {notice.body_zh} {notice.body_en}".lower()
        assert not any(name in said for name in NAMES)
