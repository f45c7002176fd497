"""The desk through a browser."""

import pytest
from django.urls import reverse

from linli.foundation.formspec.values import DocumentType as Type
from linli.registers.people import queries, services
from linli.registers.people.models import (
    HouseholdMember,
    IdentityDocument,
    Mandate,
    Person,
    Relation,
)
from linli.registers.people.tests import factories
from linli.registers.people.tests.factories import NOW, TODAY, child, somebody
from linli.registers.people.values import Kinship

pytestmark = pytest.mark.django_db
DAY = {"from_on_year": "2026", "from_on_month": "11", "from_on_day": "20", "scope": "everything"}


def url(page, *args):
    return reverse(f"desk:people:{page}", args=args)


@pytest.fixture
def browser(client_for, clerk):
    return client_for(clerk)


@pytest.fixture
def person(city):
    return somebody(living=city.community, phone="13812343210")


def card(number):
    return {"document_type": Type.RESIDENT_ID, "number": number}


@pytest.mark.parametrize("page", ["find", "register", "approvals"])
def test_signed_out_is_sent_to_sign_in(client, page, db):
    assert client.get(url(page)).status_code == 302


@pytest.mark.parametrize("page", ["find", "register", "approvals"])
def test_resident_is_refused(client_for, proven_resident, page):
    assert client_for(proven_resident).get(url(page)).status_code == 403


PAGES = [
    "person",
    "change",
    "unmask_phone",
    "add_document",
    "household",
    "add_guardian",
    "add_relation",
    "add_mandate",
    "choose_twin",
]


@pytest.mark.parametrize("page", PAGES)
def test_page_of_a_person_in_scope_opens_and_out_of_scope_is_not_there(
    client_for, clerk, other_clerk, person, page
):
    assert client_for(clerk).get(url(page, person.public_id)).status_code == 200
    assert client_for(other_clerk).get(url(page, person.public_id)).status_code == 404


@pytest.mark.parametrize("page", [page for page in PAGES if page not in {"person", "unmask_phone"}])
def test_officer_of_a_department_reads_only(client_for, neighbour_officer, person, page):
    assert client_for(neighbour_officer).get(url(page, person.public_id)).status_code == 403


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_speak_both_languages(browser, person, language):
    browser.cookies["django_language"] = language
    assert browser.get(url("person", person.public_id)).status_code == 200
    assert browser.get(url("find")).status_code == 200


def test_exact_number_leads_to_the_page_without_the_number_in_its_address(browser, city):
    number = factories.number()
    made = somebody(living=city.village, document=number)
    answer = browser.post(url("find"), card(number))
    assert (answer.status_code, answer["Location"]) == (303, url("person", made.public_id))
    assert browser.get(answer["Location"]).status_code == 200


def test_miss_is_said_and_the_number_kept(browser):
    number = factories.number()
    answer = browser.post(url("find"), card(number))
    assert answer.status_code == 422
    assert number in answer.content.decode()


def test_search_by_name_shows_covered_numbers(browser, person):
    page = browser.post(url("find"), {"text": "李小"})
    assert page.status_code == 200
    assert "138****3210" in page.content.decode()
    assert "13812343210" not in page.content.decode()


def test_registering_leads_to_the_new_page(browser, city):
    answer = browser.post(
        url("register"),
        card(factories.number())
        | {"name": "王芳", "living_code": city.community, "phone": "13912345678"},
    )
    made = Person.objects.get(name="王芳")
    assert (answer.status_code, answer["Location"]) == (303, url("person", made.public_id))
    assert made.living_code == city.community


def test_refused_registration_keeps_what_was_typed(browser):
    answer = browser.post(
        url("register"),
        card("120101199001010011")
        | {
            "name": "王芳",
            "birth_date_year": "1990",
            "birth_date_month": "13",
            "birth_date_day": "1",
        },
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(typed in page for typed in ("王芳", "120101199001010011", 'value="13"'))
    assert not Person.objects.exists()


def test_registered_already_is_a_conflict(browser):
    number = factories.number()
    somebody(document=number)
    assert browser.post(url("register"), card(number) | {"name": "王芳"}).status_code == 409


def test_change_saves_only_what_changed(browser, person, city):
    answer = browser.post(
        url("change", person.public_id),
        {
            "name": "李小敏",
            "sex": Person.objects.get(pk=person.id).sex,
            "birth_date_year": "1980",
            "birth_date_month": "5",
            "birth_date_day": "6",
            "living_code": city.second_community,
            "living_detail": "赤峰道1号",
            "phone": "",
        },
    )
    row = Person.objects.get(pk=person.id)
    assert answer.status_code == 303
    assert (row.living_code, row.living_detail, row.phone_index is None) == (
        city.second_community,
        "赤峰道1号",
        False,
    )


def test_number_is_shown_for_a_reason_only(browser, city):
    number = factories.number()
    made = somebody(living=city.community, document=number)
    document = IdentityDocument.objects.get(person=made.id)
    address = url("unmask", made.public_id, document.public_id)
    assert number not in browser.get(address).content.decode()
    refused = browser.post(address, {"reason": " "})
    assert (refused.status_code, number in refused.content.decode()) == (422, False)
    shown = browser.post(address, {"reason": "核对"})
    assert number in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]


def test_confirming_and_retiring_a_document(browser, clerk, person):
    services.add_document(
        clerk, person_id=person.id, document_type=Type.PASSPORT, number="E7654321", now=NOW
    )
    passport = IdentityDocument.objects.get(person=person.id, type=Type.PASSPORT)
    assert browser.post(url("confirm", person.public_id, passport.public_id)).status_code == 303
    assert (
        browser.post(
            url("retire", person.public_id, passport.public_id), {"reason": "换发"}
        ).status_code
        == 303
    )
    assert not IdentityDocument.objects.get(pk=passport.pk).is_live


def test_household_opens_grows_and_shrinks(browser, person, city):
    number = factories.number()
    kin = somebody("王芳", living=city.community, document=number)
    address = url("household", person.public_id)
    assert browser.post(address, {"detail": ""}).status_code == 303
    assert browser.post(address, card(number) | {"kinship": Kinship.SPOUSE}).status_code == 303
    assert browser.get(address).status_code == 200
    assert (
        browser.post(
            url("make_head", person.public_id, kin.public_id), {"former_is": "spouse"}
        ).status_code
        == 303
    )
    assert browser.post(url("leave", person.public_id, person.public_id)).status_code == 303
    assert HouseholdMember.objects.get(left_on=None).person_id == kin.id


def test_guardian_by_number(browser, city):
    number = factories.number()
    somebody("王芳", living=city.community, document=number)
    kid = child(living=city.community)
    answer = browser.post(url("add_guardian", kid.public_id), card(number) | DAY | {"basis": "law"})
    assert answer.status_code == 303
    assert Relation.objects.get().other_id == kid.id


def test_underage_guardian_is_said_at_the_field(browser, city):
    from datetime import date

    number = factories.number(date(2012, 1, 1))
    somebody("小王", living=city.community, document=number, born=date(2012, 1, 1))
    kid = child(living=city.community)
    answer = browser.post(url("add_guardian", kid.public_id), card(number) | DAY | {"basis": "law"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["number"]


def test_relation_is_added_and_ended(browser, person, city):
    number = factories.number()
    somebody("王芳", living=city.community, document=number)
    assert (
        browser.post(
            url("add_relation", person.public_id), card(number) | {"kind": "spouse"}
        ).status_code
        == 303
    )
    relation = Relation.objects.get()
    day = {"to_on_year": "2026", "to_on_month": "11", "to_on_day": "20", "reason": "离婚"}
    assert (
        browser.post(url("end_relation", person.public_id, relation.public_id), day).status_code
        == 303
    )
    assert Relation.objects.get().to_on == TODAY


def test_mandate_is_recorded_and_ended(browser, person, city):
    number = factories.number()
    somebody("王芳", living=city.community, document=number)
    assert browser.post(url("add_mandate", person.public_id), card(number) | DAY).status_code == 303
    mandate = Mandate.objects.get()
    assert (
        browser.post(url("revoke_mandate", person.public_id, mandate.public_id)).status_code == 303
    )
    assert Mandate.objects.get().revoked_at


def test_merge_shows_both_sides_first(browser, person):
    twin = factories.with_passport()
    answer = browser.post(
        url("choose_twin", person.public_id), {"document_type": Type.PASSPORT, "number": "E1234567"}
    )
    page = browser.get(answer["Location"]).content.decode()
    assert "李小敏" in page
    assert "John Smith" in page
    done = browser.post(answer["Location"], {"keep": "this", "reason": "同一人"})
    assert done["Location"] == url("person", person.public_id)
    assert queries.current_id(twin.id) == person.id


def test_child_leads_to_the_request_and_opens_after_approval(
    browser, client_for, clerk, street_officer, city
):
    kid = child(living=city.community)
    ask = browser.get(url("person", kid.public_id))["Location"]
    assert ask == url("request_reading", kid.public_id)
    assert "李小宝" not in browser.get(ask).content.decode()
    assert browser.post(ask, {"reason": "走访"}).status_code == 303
    approval = queries.approvals(street_officer)[0]
    chief = client_for(street_officer)
    assert "走访" in chief.get(url("approvals")).content.decode()
    assert chief.post(url("decide", approval.public_id), {"decision": "approve"}).status_code == 303
    assert "李小宝" in browser.get(url("person", kid.public_id)).content.decode()


def test_declining_a_request(client_for, clerk, street_officer, city):
    kid = child(living=city.community)
    services.request_minor_reading(clerk, person_id=kid.id, reason="走访", now=NOW)
    approval = queries.approvals(street_officer)[0]
    client_for(street_officer).post(url("decide", approval.public_id), {"decision": "decline"})
    assert queries.approvals(street_officer) == ()
