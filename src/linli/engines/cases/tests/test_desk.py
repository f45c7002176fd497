"""The office's pages, over HTTP."""

import pytest

from linli.engines.cases import services
from linli.engines.cases.models import Case, Draft, Task
from linli.engines.cases.tests.factories import (
    ALLOWANCES,
    NOW,
    allowances,
    filed,
    load_catalogue,
    task_of,
)
from linli.engines.cases.tests.test_portal import posted
from linli.foundation.actors.values import Role
from linli.registers.accounts.tests.factories import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


def act(browser, case, name, **data):
    return browser.post(f"/desk/cases/{case.public_id}/tasks/{task_of(case)}/{name}/", data)


def test_the_queue_shows_the_task_with_its_light(case, clerk, client_for):
    page = client_for(clerk).get("/desk/cases/").content.decode()
    assert case.number in page
    assert "张*英" in page
    assert "张秀英" not in page


@pytest.mark.parametrize("name", ["other_clerk", "neighbour_officer", "operator"])
def test_a_stranger_gets_no_sign_of_it(case, name, request, client_for):
    browser = client_for(request.getfixturevalue(name))
    assert browser.get(f"/desk/cases/{case.public_id}/").status_code == 404
    assert case.number not in browser.get("/desk/cases/all/").content.decode()


def test_the_case_page_masks_the_document_and_shows_it_with_a_reason(case, clerk, client_for):
    browser = client_for(clerk)
    number = allowances("120101001001")["applicant"]["identity"]["number"]
    page = browser.get(f"/desk/cases/{case.public_id}/").content.decode()
    assert "张秀英" in page
    assert number not in page
    path = {"path": "applicant.identity"}
    address = f"/desk/cases/{case.public_id}/reveal/"
    assert number not in browser.post(address, path).content.decode()
    assert browser.post(address, path | {"reason": " "}).status_code == 422
    assert number in browser.post(address, path | {"reason": "核对证件"}).content.decode()


@pytest.mark.plan("H5")
def test_a_supplement_is_asked_printed_and_answered(case, clerk, resident, client_for):
    at_desk, at_home = client_for(clerk), client_for(resident)
    address = f"/desk/cases/{case.public_id}/tasks/{task_of(case)}/supplement/"
    assert at_desk.get(address).status_code == 200
    assert at_desk.post(address, {}).status_code == 422
    told = at_desk.post(
        address, {"material.card_copy": "1", "words.card_copy": "照片看不清", "section.card": "1"}
    )
    assert "照片看不清" in at_desk.get(told["Location"]).content.decode()
    page = at_home.get(f"/cases/{case.public_id}/supplement/").content.decode()
    assert "照片看不清" in page
    empty = at_home.post(f"/cases/{case.public_id}/supplement/", {})
    assert empty.status_code == 422


@pytest.mark.plan("B3", "E2")
def test_three_offices_decide_in_turn_and_the_resident_rates(
    case, clerk, federation_officer, civil_affairs_officer, resident, street_officer, client_for
):
    assert act(client_for(clerk), case, "claim").status_code == 303
    assert act(client_for(clerk), case, "outcome", outcome="accept").status_code == 303
    assert (
        act(client_for(federation_officer), case, "outcome", outcome="confirm").status_code == 303
    )
    browser = client_for(civil_affairs_officer)
    assert act(browser, case, "outcome", outcome="refuse").status_code == 422
    assert act(browser, case, "outcome", outcome="grant").status_code == 303
    at_home = client_for(resident)
    assert at_home.post(f"/cases/{case.public_id}/rating/", {}).status_code == 422
    assert at_home.post(f"/cases/{case.public_id}/rating/", {"grade": "1"}).status_code == 422
    rated = at_home.post(f"/cases/{case.public_id}/rating/", {"grade": "1", "named": "yes"})
    assert rated.status_code == 303
    at_street = client_for(street_officer)
    assert act(at_street, case, "reassign", organisation="1", reason="x").status_code == 409
    done = act(
        at_street, case, "callback", reached="yes", outcome="mended", cause="排队", remedy="加人"
    )
    assert done.status_code == 303
    assert not Task.objects.filter(case=case, state="open").exists()


def test_hearing_extension_and_resuming(case, clerk, client_for):
    browser = client_for(clerk)
    assert act(browser, case, "pause", cause="hearing", days="5", reason="听证").status_code == 303
    assert Case.objects.get().state == "paused"
    assert act(browser, case, "resume").status_code == 303
    assert act(browser, case, "pause", cause="", days="5", reason="x").status_code == 422


def test_the_head_names_the_right_office(case, clerk, street_officer, city, client_for):
    assert act(client_for(clerk), case, "return", reason="户口在小白楼").status_code == 303
    browser = client_for(street_officer)
    assert browser.get("/desk/cases/line/").status_code == 200
    address = f"/desk/cases/{case.public_id}/tasks/{task_of(case)}/reassign/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"reason": "x"}).status_code == 422
    done = browser.post(address, {"organisation": city.other_office, "reason": "户口在小白楼"})
    assert done.status_code == 303


@pytest.mark.plan("B7", "E3")
def test_a_clerk_takes_in_for_a_person_present(
    city, clerk, proven_resident, client_for, django_assert_max_num_queries
):
    from linli.registers.people import queries as people

    load_catalogue()
    browser = client_for(clerk)
    assert browser.get("/desk/cases/intake/").status_code == 200
    present = people.person(clerk, person_id=proven_resident.person_id)
    address = f"/desk/cases/intake/{present.public_id}/"
    assert address in browser.get(f"/desk/people/{present.public_id}/").content.decode()
    assert browser.get(address).status_code == 200
    begun = browser.post(address, {"item": ALLOWANCES})
    assert begun.status_code == 303, begun.content.decode()
    draft = Draft.objects.get()
    answers = allowances(city.community)
    for section in ("applicant", "card", "household", "other", "account", "guardian"):
        page = browser.post(
            f"/desk/cases/drafts/{draft.public_id}/{section}/", posted(answers, section)
        )
        assert page.status_code == 303
    papers = f"/desk/cases/drafts/{draft.public_id}/papers/"
    assert browser.post(papers, {"material": "card_copy", "seen": "yes"}).status_code == 303
    review = browser.get(f"/desk/cases/drafts/{draft.public_id}/review/")
    digest = review.context["seen"].item.digest
    done = browser.post(
        f"/desk/cases/drafts/{draft.public_id}/review/",
        {
            "item": ALLOWANCES,
            "digest": digest,
            "consent.data_check": "yes",
            "consent.truth": "yes",
        },
    )
    assert done.status_code == 303, done.content.decode()
    assert browser.get(done["Location"]).status_code == 200
    case = Case.objects.get()
    assert client_for(proven_resident).get(f"/cases/{case.public_id}/").status_code == 200


def test_the_queue_costs_the_same_for_one_and_for_many(
    case, city, resident, clerk, client_for, django_assert_max_num_queries
):
    for number in range(5):
        filed(resident, city.community, key=str(number))
    browser = client_for(clerk)
    browser.get("/desk/cases/")
    with django_assert_max_num_queries(7):
        assert browser.get("/desk/cases/").status_code == 200


def test_a_case_costs_the_same_after_much_has_happened(
    case, resident, clerk, client_for, django_assert_num_queries
):
    at_desk, at_home, task = client_for(clerk), client_for(resident), task_of(case)
    for _ in range(4):
        services.claim(clerk, task_id=task, now=NOW)
        services.release(clerk, task_id=task, now=NOW)
    at_desk.get(f"/desk/cases/{case.public_id}/")
    with django_assert_num_queries(13):
        assert at_desk.get(f"/desk/cases/{case.public_id}/").status_code == 200
    at_home.get(f"/cases/{case.public_id}/")
    with django_assert_num_queries(13):
        assert at_home.get(f"/cases/{case.public_id}/").status_code == 200


def test_words_beside_an_unticked_box_are_kept_and_asked(case, clerk, client_for):
    browser = client_for(clerk)
    address = f"/desk/cases/{case.public_id}/tasks/{task_of(case)}/supplement/"
    told = browser.post(address, {"words.section.account": "户名不一样"})
    assert "户名不一样" in browser.get(told["Location"]).content.decode()


def test_only_the_act_that_was_tried_shows_what_is_wrong(case, clerk, client_for):
    page = act(client_for(clerk), case, "pause", cause="hearing", days="", reason="要听证")
    assert page.status_code == 422
    assert page.content.decode().count("要听证</textarea>") == 1


def test_the_next_task_is_one_key_away(case, city, resident, clerk, client_for):
    other = filed(resident, city.community, key="other")
    browser = client_for(clerk)
    answer = browser.get(f"/desk/cases/?next={case.public_id}")
    assert answer["Location"] == f"/desk/cases/{other.public_id}/"
    assert browser.get(f"/desk/cases/?next={other.public_id}").status_code == 302


@pytest.mark.plan("E3")
def test_a_clerk_hands_in_what_a_person_at_the_counter_brings(case, clerk, other_clerk, client_for):
    browser = client_for(clerk)
    task = task_of(case)
    browser.post(
        f"/desk/cases/{case.public_id}/tasks/{task}/supplement/", {"material.card_copy": "1"}
    )
    address = f"/desk/cases/{case.public_id}/answer/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {}).status_code == 422
    assert client_for(other_clerk).get(address).status_code == 404
    assert browser.post(address, {"seen.card_copy": "yes"}).status_code == 303
    assert Task.objects.get(case=case).state == "open"


def test_only_the_head_asks_the_resident_once_more(
    case, clerk, street_officer, resident, client_for
):
    browser, head = client_for(clerk), client_for(street_officer)
    address = f"/desk/cases/{case.public_id}/tasks/{task_of(case)}/supplement/"
    browser.post(address, {"other": "请补充说明"})
    client_for(resident).post(f"/cases/{case.public_id}/supplement/", {"note": "说明"})
    assert browser.post(address, {"other": "还要一份"}).status_code == 403
    page = head.get(f"/desk/cases/{case.public_id}/").content.decode()
    assert address in page
    assert head.post(address, {"other": "还要一份"}).status_code == 422
    assert head.post(address, {"other": "还要一份", "reason": "法规变更"}).status_code == 303


def test_an_agent_follows_what_they_took_in_and_nothing_else(city, clerk, resident, client_for):
    agent = staff("代丁", Role.AGENT, city.office, city.street)
    load_catalogue()
    mine = filed(agent, city.community, key="agent")
    other = filed(resident, city.community, key="other")
    browser = client_for(agent)
    assert browser.get(f"/cases/{mine.public_id}/").status_code == 200
    assert browser.get(f"/desk/cases/{other.public_id}/").status_code == 404


def test_a_case_is_passed_to_no_office_of_another_kind(
    case, clerk, street_officer, city, client_for
):
    act(client_for(clerk), case, "return", reason="不归本街道")
    address = f"/desk/cases/{case.public_id}/tasks/{task_of(case)}/reassign/"
    answer = client_for(street_officer).post(
        address, {"organisation": city.justice, "reason": "随便"}
    )
    assert answer.status_code == 404
    assert not case.access.filter(organisation_id=city.justice).exists()


@pytest.mark.plan("B3")
def test_what_is_for_who_decides_is_not_shown_on_the_way(
    case, clerk, federation_officer, civil_affairs_officer, client_for
):
    act(client_for(clerk), case, "outcome", outcome="accept")
    act(client_for(federation_officer), case, "outcome", outcome="confirm")
    pages = {
        who: client_for(who).get(f"/desk/cases/{case.public_id}/").content.decode()
        for who in (clerk, federation_officer, civil_affairs_officer)
    }
    assert "天津银行" in pages[clerk]
    assert "天津银行" not in pages[federation_officer]
    assert "天津银行" in pages[civil_affairs_officer]
    asked = {"path": "account.number", "reason": "核对"}
    address = f"/desk/cases/{case.public_id}/reveal/"
    assert client_for(federation_officer).post(address, asked).status_code == 404
    assert client_for(civil_affairs_officer).post(address, asked).status_code == 200
