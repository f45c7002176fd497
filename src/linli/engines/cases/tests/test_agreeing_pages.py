"""The pages on which a family agrees: of the applicant, of each member, of the counter."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linli.engines.cases import services
from linli.engines.cases.models import Authorisation, Case
from linli.engines.cases.tests.conftest import code_in
from linli.engines.cases.tests.factories import NOW
from linli.engines.cases.tests.families import (
    DAUGHTER,
    FAMILY,
    GRANDCHILD,
    HUSBAND,
    PHONE,
    agreement_of,
    family_draft,
    family_item,
    hand_in,
)
from linli.engines.cases.tests.test_authorisations import PNG, answer, at_counter
from linli.engines.cases.values import AgreementState
from linli.engines.catalogue import queries as catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture(autouse=True)
def item(city):
    return family_item(materials=[])


@pytest.fixture
def draft_id(city, proven_resident):
    return family_draft(proven_resident, city.community)


@pytest.fixture
def browser(proven_resident, client_for):
    return client_for(proven_resident)


def page(browser, path):
    return browser.get(path).content.decode()


def test_the_steps_name_what_is_left(browser, draft_id):
    shown = page(browser, f"/cases/drafts/{draft_id}/")
    assert "家人授权" in shown
    assert "还没都授权" in shown


def test_the_step_shows_each_member_with_the_ways(browser, draft_id):
    shown = page(browser, f"/cases/drafts/{draft_id}/family-agrees/")
    assert "王强" in shown
    assert "打印授权书" in shown


def test_a_member_is_asked_by_a_message(
    browser, draft_id, codes, django_capture_on_commit_callbacks
):
    path = f"/cases/drafts/{draft_id}/family-agrees/"
    with django_capture_on_commit_callbacks(execute=True):
        told = browser.post(path, {"place": "0", "act": "phone", "m0-phone": PHONE})
    assert told.status_code == 303
    assert code_in(codes[PHONE][0])
    assert "139****9001" in page(browser, path)


def test_a_number_that_is_none_is_kept_and_said_at_its_field(browser, draft_id):
    path = f"/cases/drafts/{draft_id}/family-agrees/"
    answer = browser.post(path, {"place": "0", "act": "phone", "m0-phone": "12345"})
    assert answer.status_code == 422
    assert "12345" in answer.content.decode()
    assert not Authorisation.objects.exists()


def test_a_signed_form_is_added(browser, draft_id):
    path = f"/cases/drafts/{draft_id}/family-agrees/"
    upload = SimpleUploadedFile("signed.png", PNG, "image/png")
    assert browser.post(path, {"place": "0", "act": "paper", "m0-file": upload}).status_code == 303
    file_id = agreement_of(draft_id).file_id
    assert browser.get(f"/files/{file_id}/").status_code == 200


def test_the_guardian_agrees_on_the_step(city, proven_resident, browser):
    draft_id = family_draft(proven_resident, city.community, GRANDCHILD)
    path = f"/cases/drafts/{draft_id}/family-agrees/"
    assert "不满十四周岁" in page(browser, path)
    assert browser.post(path, {"place": "0", "act": "guardian"}).status_code == 303
    assert agreement_of(draft_id).state == AgreementState.GIVEN


def test_the_blank_form_names_both_and_the_words(browser, draft_id):
    shown = page(browser, f"/cases/drafts/{draft_id}/family-agrees/0/form/")
    assert "张秀英" in shown
    assert "王强" in shown
    assert "收入、财产和车辆" in shown


def test_nobody_prints_a_form_of_a_row_that_is_not_there(browser, draft_id):
    assert browser.get(f"/cases/drafts/{draft_id}/family-agrees/7/form/").status_code == 404


def test_the_review_names_who_is_missing(browser, draft_id):
    assert "还差王强的授权" in page(browser, f"/cases/drafts/{draft_id}/review/")


def test_an_odd_income_is_confirmed_on_the_review(city, proven_resident, browser):
    rich = GRANDCHILD | {"income": 12_000_000}
    draft_id = family_draft(proven_resident, city.community, rich)
    services.agree_as_guardian(proven_resident, draft_id=draft_id, place=0, now=NOW)
    sent = {
        "item": FAMILY,
        "digest": catalogue.published(FAMILY).digest,
        "consent.data_check": "yes",
        "consent.truth": "yes",
    }
    path = f"/cases/drafts/{draft_id}/review/"
    first = browser.post(path, sent)
    assert first.status_code == 422
    assert "是元还是分" in first.content.decode()
    assert Case.objects.count() == 0
    assert browser.post(path, sent | {"confirmed": "members.people.0.income"}).status_code == 303


# ── the member, without signing in ─────────────────────────────────────────
def test_the_link_says_who_asks_and_takes_the_answer(ask, proven_resident, draft_id):
    link, code = ask(proven_resident, draft_id)
    path, visitor = f"/cases/agree/{link}/", Client()
    shown = page(visitor, path)
    assert "张*英" in shown
    assert "张秀英" not in shown
    assert visitor.post(path, {"act": "agree", "code": "1"}).status_code == 422
    assert visitor.post(path, {"act": "agree", "code": code}).status_code == 303
    assert "您已同意授权" in page(visitor, path)


def test_a_link_that_is_none_is_not_found(client):
    path = "/cases/agree/00000000-0000-0000-0000-000000000000/"
    assert client.get(path).status_code == 404


def test_a_link_is_not_tried_by_the_thousand(ask, proven_resident, draft_id, client):
    link, _code = ask(proven_resident, draft_id)
    found = {client.get(f"/cases/agree/{link}/").status_code for _ in range(31)}
    assert found == {200, 429}


def test_a_member_asks_for_a_new_code_by_the_link(
    ask, codes, proven_resident, draft_id, client, django_capture_on_commit_callbacks
):
    link, _code = ask(proven_resident, draft_id)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/cases/agree/{link}/", {"act": "send"}).status_code == 303
    assert len(codes[PHONE]) == 2


# ── the counter ────────────────────────────────────────────────────────────
def shown_at_counter(browser, person=HUSBAND, **more):
    number = person["identity"]["number"]
    return browser.post(
        "/desk/cases/family-agrees/", {"document_type": "resident_id", "number": number, **more}
    )


def test_the_counter_reads_out_what_is_asked_and_takes_the_answer(
    ask, proven_resident, draft_id, other_clerk, client_for
):
    link, _code = ask(proven_resident, draft_id)
    desk = client_for(other_clerk)
    assert "收入、财产和车辆" in shown_at_counter(desk).content.decode()
    answer = shown_at_counter(desk, agreement=link, act="agree")
    assert answer.status_code == 200
    assert agreement_of(draft_id).state == AgreementState.GIVEN


def test_the_counter_says_so_where_nobody_asks(clerk, client_for):
    assert "没有人请这位家人授权" in shown_at_counter(client_for(clerk), DAUGHTER).content.decode()


def test_what_is_said_twice_at_the_counter_is_too_late(
    ask, proven_resident, draft_id, clerk, client_for
):
    link, _code = ask(proven_resident, draft_id)
    desk = client_for(clerk)
    shown_at_counter(desk, agreement=link, act="agree")
    assert shown_at_counter(desk, agreement=link, act="agree").status_code == 409


# ── the case ───────────────────────────────────────────────────────────────
def test_both_sides_see_who_agreed(ask, proven_resident, draft_id, browser, clerk, client_for):
    answer(*ask(proven_resident, draft_id))
    case = hand_in(proven_resident, draft_id)
    assert "家人授权核对的情况" in page(browser, f"/cases/{case.public_id}/")
    assert "家人授权核对的情况" in page(client_for(clerk), f"/desk/cases/{case.public_id}/")


def test_who_took_it_back_is_asked_again_from_the_case(
    ask, codes, proven_resident, draft_id, browser, clerk, django_capture_on_commit_callbacks
):
    answer(*ask(proven_resident, draft_id))
    case = hand_in(proven_resident, draft_id)
    at_counter(clerk, str(Authorisation.objects.get().public_id), AgreementState.REVOKED)
    path = f"/cases/{case.public_id}/family-agrees/"
    assert browser.post(path, {"place": "0", "m0-phone": "1"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(path, {"place": "0", "m0-phone": PHONE}).status_code == 303
    assert len(codes[PHONE]) == 2
    assert "已发起，等答复" in page(browser, path)
