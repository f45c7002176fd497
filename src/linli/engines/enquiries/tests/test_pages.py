"""Enquiries over HTTP: at home, at the desk, for programs."""

import re

import pytest

from linli.engines.cases.tests.factories import ALLOWANCES, load_catalogue
from linli.engines.enquiries.models import Enquiry

pytestmark = pytest.mark.django_db
WORDS = "老人助餐点几点开门？"


@pytest.fixture(autouse=True)
def _catalogue(city):
    load_catalogue()


@pytest.mark.plan("H5")
def test_asked_at_home_handed_over_answered_and_opened_again(
    city, clerk, community_worker, proven_resident, client_for
):
    home, desk, other = map(client_for, (proven_resident, clerk, community_worker))
    page = home.get("/enquiries/ask/")  # by her own address
    assert f'value="{city.office}"' in page.content.decode()
    given = {"organisation_id": city.office, "question": " "}
    assert home.post("/enquiries/ask/", given).status_code == 422
    done = home.post("/enquiries/ask/", given | {"question": WORDS})
    assert done.status_code == 303
    row = Enquiry.objects.get()
    at_home, at_desk = f"/enquiries/{row.public_id}/", f"/desk/enquiries/{row.public_id}/"
    assert WORDS in desk.get("/desk/enquiries/").content.decode()
    found = desk.get(at_desk + "hand-over/?q=委员会").content.decode()
    target = community_worker.holdings[0].post_id
    assert f'value="{target}"' in found
    given = {"post_id": target, "reason": "归社区管"}
    assert desk.post(at_desk + "hand-over/?q=委员会", given).status_code == 303
    assert other.post(at_desk + "accept/").status_code == 303
    assert other.post(at_desk + "answer/", {"answer": " "}).status_code == 422
    assert other.post(at_desk + "answer/", {"answer": "十点半。"}).status_code == 303
    assert "十点半。" in home.get(at_home).content.decode()
    assert home.post(at_home + "reopen/", {"why": "周末呢？"}).status_code == 303
    assert "周末呢？" in other.get(at_desk).content.decode()
    assert home.post(at_home + "close/").status_code == 409


def test_the_button_pressed_twice_asks_once(city, clerk, proven_resident, client_for):
    home = client_for(proven_resident)
    page = home.get("/enquiries/ask/").content.decode()
    (key,) = re.findall(r'type="hidden"[^>]* name="key" value="([^"]+)"', page)
    given = {"organisation_id": city.office, "question": WORDS, "key": key}
    there = {home.post("/enquiries/ask/", given)["Location"] for _press in range(2)}
    assert len(there) == Enquiry.objects.count() == 1


def test_the_counter_records_in_one_form_and_takes_in(clerk, proven_resident, client_for):
    from linli.registers.people.models import Person

    person = Person.objects.get(pk=proven_resident.person_id).public_id
    desk = client_for(clerk)
    given = {"channel": "desk", "question": WORDS, "item_code": ALLOWANCES}
    done = desk.post(f"/desk/enquiries/record/{person}/", given)
    assert done.status_code == 303
    then = desk.post(done["Location"] + "take-in/")
    assert then["Location"].startswith(f"/desk/cases/intake/{person}/")
    assert desk.get(then["Location"]).status_code == 200


def test_what_is_refused_keeps_what_was_typed(clerk, client_for):
    refused = client_for(clerk).post(
        "/desk/enquiries/record/", {"channel": "phone", "question": "", "name": "王先生"}
    )
    assert refused.status_code == 422
    assert "王先生" in refused.content.decode()
    assert not Enquiry.objects.exists()


def test_it_is_sent_back_with_words(clerk, community_worker, client_for):
    desk, other = client_for(clerk), client_for(community_worker)
    made = desk.post("/desk/enquiries/record/", {"channel": "phone", "question": WORDS})
    address, target = made["Location"], community_worker.holdings[0].post_id
    desk.post(address + "hand-over/?q=委员会", {"post_id": target, "reason": "归社区"})
    assert other.post(address + "send-back/", {"reason": " "}).status_code == 422
    assert other.post(address + "send-back/", {"reason": "归街道"}).status_code == 303
    assert "归街道" in desk.get(address).content.decode()


def test_an_office_is_found_by_the_name_of_a_place(city, resident, client_for):
    home = client_for(resident)
    assert f'value="{city.office}"' not in home.get("/enquiries/ask/").content.decode()
    found = home.get("/enquiries/ask/", {"q": "劝业场"}).content.decode()
    assert f'value="{city.office}"' in found


def test_the_list_costs_the_same_for_one_and_for_many(clerk, client_for, django_assert_num_queries):
    desk = client_for(clerk)
    for _ in range(3):
        desk.post("/desk/enquiries/record/", {"channel": "phone", "question": WORDS})
    desk.get("/desk/enquiries/")
    with django_assert_num_queries(7):  # session, account, posts, counts, rows, their posts, words
        assert desk.get("/desk/enquiries/").status_code == 200


@pytest.mark.parametrize("name", ["resident", "operator"])
def test_the_desk_is_not_for_everybody(name, request, client_for):
    browser = client_for(request.getfixturevalue(name))
    assert browser.get("/desk/enquiries/").status_code == 403
