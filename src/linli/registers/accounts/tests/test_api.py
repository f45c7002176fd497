from datetime import timedelta

import pytest

from linli.faces.api.tests.programs import Program
from linli.foundation.calendar import clock
from linli.registers.accounts import queries
from linli.registers.accounts.models import Account
from linli.registers.organisations import queries as organisations
from linli.registers.people.models import Person


def test_token_is_made_with_a_session_shown_once_and_revoked(resident, client_for):
    browser, at = client_for(resident), "/api/v1/tokens"
    body = {
        "name": "家里的程序",
        "scopes": ["cases:case:read_own"],
        "expires_at": (clock.now() + timedelta(days=30)).isoformat(),
    }
    made = browser.post(at, body, "application/json")
    assert made.status_code == 201, made.content
    headers = {"Authorization": f"Bearer {made.json()['secret']}"}
    assert browser.get("/api/v1/me", headers=headers).json()["scopes"] == body["scopes"]
    assert "secret" not in browser.get(at).content.decode()
    assert browser.delete(f"{at}/{made.json()['token']['id']}").status_code == 204
    assert browser.get("/api/v1/me", headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"scopes": ["audit:entry:read"]}, "token_scope"),
        ({"expires_at": "2050-01-01T00:00:00Z"}, "token_term"),
    ],
)
def test_token_does_no_more_than_its_owner_and_ends(resident, client_for, change, code):
    body = {"name": "x", "scopes": ["cases:case:read_own"], "expires_at": "2026-12-01T00:00:00Z"}
    refused = client_for(resident).post("/api/v1/tokens", body | change, "application/json")
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert queries.tokens(resident) == ()


def test_token_of_somebody_else_is_not_found(resident, proven_resident):
    Program(resident)
    other = queries.tokens(resident)[0].id
    for token_id in (other, 10**30, 0):
        assert Program(proven_resident).send("DELETE", f"/tokens/{token_id}").status_code == 404
    assert queries.tokens(resident)[0].revoked_at is None


def test_name_is_changed(resident):
    body = {"name": "李秀", "language": "en"}
    assert Program(resident).send("PUT", "/me", body).status_code == 204
    assert queries.display_name(resident.account_id) == "李秀"


@pytest.mark.parametrize(
    ("phone", "status", "code"),
    [("022-23456789", 422, "phone_invalid"), ("13800138001", 409, "phone_taken")],
)
def test_phone_of_a_new_account_is_refused_in_its_own_words(
    resident, security_administrator, phone, status, code
):
    body = {"email": "new@example.cn", "name": "新人", "phone": phone}
    refused = Program(security_administrator).post("/staff/accounts", body)
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert not Account.objects.filter(email="new@example.cn").exists()


def test_post_is_made_filled_emptied_and_closed(city, operator, security_administrator):
    maker, keeper = Program(operator), Program(security_administrator)
    office = str(organisations.organisation(city.office).public_id)
    post = maker.post("/staff/posts", {"role": "clerk", "organisation": office, "title": "3号窗口"})
    assert post.status_code == 201, post.content
    account = keeper.post("/staff/accounts", {"email": "new@example.cn", "name": "新人"}).json()
    at = f"/staff/posts/{post.json()['id']}"
    term = keeper.post(f"{at}/appointments", {"account_id": account["id"]})
    assert term.status_code == 201, term.content
    assert keeper.get(at).json()["holdings"][0]["name"] == "新人"
    assert maker.post(f"{at}/close").json()["code"] == "post_held"
    ended = keeper.post(f"/staff/terms/{term.json()['id']}/end", {"reason": "调离"})
    assert ended.status_code == 204
    assert maker.post(f"{at}/close").status_code == 204


def test_posts_are_read_page_by_page_by_who_may(city, operator, clerk, auditor):
    first = Program(auditor).get("/staff/posts", {"limit": 1}).json()
    second = Program(auditor).get("/staff/posts", {"limit": 100, "cursor": first["next"]}).json()
    assert len({one["id"] for one in first["items"] + second["items"]}) == 3
    assert Program(clerk).get("/staff/posts").status_code == 403


def test_account_is_linked_with_a_person_and_unlinked(city, clerk, resident, proven_resident):
    Account.objects.filter(pk=proven_resident.account_id).update(person=None)
    person = str(Person.objects.get(pk=proven_resident.person_id).public_id)
    program = Program(clerk)
    found = program.post("/staff/accounts/find", {"email_or_phone": "13800138001"}).json()
    at = f"/staff/accounts/{found['id']}"
    assert program.post(f"{at}/person", {"person": person}).status_code == 204
    assert Account.objects.get(pk=resident.account_id).person_id == proven_resident.person_id
    assert program.post(f"{at}/unlink", {"reason": "登记有误"}).status_code == 204
    assert Account.objects.get(pk=resident.account_id).person_id is None


def test_clerk_of_another_street_links_nobody(city, other_clerk, resident, proven_resident):
    person = str(Person.objects.get(pk=proven_resident.person_id).public_id)
    at = f"/staff/accounts/{resident.account_id}/person"
    assert Program(other_clerk).post(at, {"person": person}).status_code == 404
    assert Program(resident).post(at, {"person": person}).status_code == 404
    assert Account.objects.get(pk=resident.account_id).person_id is None


def test_clerk_of_another_street_unlinks_nobody(city, other_clerk, proven_resident):
    at = f"/staff/accounts/{proven_resident.account_id}/unlink"
    assert Program(other_clerk).post(at, {"reason": "登记有误"}).status_code == 404
    assert Account.objects.get(pk=proven_resident.account_id).person_id is not None
