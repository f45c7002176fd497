"""Signing up and in through the pages, without telling who has an account."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from linli.foundation.actors.values import Proof
from linli.registers.accounts.models import Account
from linli.registers.accounts.tests.factories import PASSWORD, password

NEW = {"phone": "139 0013 9000", "email": "", "password1": PASSWORD}


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


@pytest.fixture(autouse=True)
def _fresh(db, settings, tmp_path):
    settings.VAR = tmp_path  # an outbox of one's own: workers share the folder of the run
    cache.clear()


def _folder():
    return Path(settings.VAR) / "outbox" / "sms"


def _messages():
    return [json.loads(file.read_text("utf-8")) for file in sorted(_folder().glob("*.json"))]


def _code():
    return re.findall(r"[0-9]{6}", _messages()[-1]["text"])[0]


def test_sign_up_by_phone_ends_at_home(client):
    answer = client.post("/account/signup/", NEW)
    assert answer.url == "/account/phone/verify/"
    answer = client.post("/account/phone/verify/", {"code": _code()})
    assert answer.url == "/"
    account = Account.objects.get()
    assert account.proof == Proof.PHONE
    assert account.phone_verified_at is not None


def test_code_goes_to_the_number(client):
    client.post("/account/signup/", NEW)
    assert [message["phone"] for message in _messages()] == ["13900139000"]


def test_wrong_code_signs_nobody_in(client):
    client.post("/account/signup/", NEW)
    client.post("/account/phone/verify/", {"code": "000000"})
    assert "_auth_user_id" not in client.session


def test_sign_up_with_a_known_phone_looks_the_same(client, resident):
    known = client.post("/account/signup/", NEW | {"phone": "13800138001"})
    page = client.get(known.url)
    assert known.url == "/account/phone/verify/"
    assert page.status_code == 200
    assert Account.objects.count() == 1
    assert re.search("sign in|登录", _messages()[-1]["text"])


def test_sign_up_with_a_known_email_looks_the_same(client, resident):
    known = client.post("/account/signup/", NEW | {"email": "resident@example.cn"})
    assert known.url == "/account/phone/verify/"


@pytest.mark.parametrize("login", ["13800138001", "138 0013 8001", "+8613800138001"])
def test_sign_in_by_phone(client, resident, login):
    answer = client.post("/account/login/", {"login": login, "password": password(resident)})
    assert answer.url == "/"
    assert client.session["_auth_user_id"] == str(resident.account_id)


def test_staff_sign_in_by_email_and_land_at_the_desk(client, clerk):
    row = Account.objects.get(pk=clerk.account_id)
    answer = client.post("/account/login/", {"login": row.email, "password": password(clerk)})
    assert answer.url == "/desk/"


@pytest.mark.parametrize(
    "login", ["13800138001", "13800138009", "resident@example.cn", "a@b.cn", "x"]
)
def test_failed_sign_in_says_one_thing(client, resident, login):
    password(resident)
    answer = client.post("/account/login/", {"login": login, "password": "wrong"})
    assert b"do not fit together" in answer.content
    assert "_auth_user_id" not in client.session


def test_sixth_failure_in_five_minutes_is_slowed_down(client, resident):
    right = password(resident)
    for _ in range(5):
        client.post("/account/login/", {"login": "13800138001", "password": "wrong"})
    client.post("/account/login/", {"login": "13800138001", "password": right})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("email", ["resident@example.cn", "nobody@example.cn"])
def test_reset_does_not_tell_who_has_an_account(client, resident, email):
    answer = client.post("/account/password/reset/", {"email": email})
    assert answer.url == "/account/password/reset/confirm/"
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize("phone", ["13800138001", "13800138009"])
def test_code_by_text_message_does_not_tell_either(client, resident, phone):
    answer = client.post("/account/login/code/", {"phone": phone})
    assert answer.url == "/account/login/code/confirm/"
    assert len(_messages()) == 1


def test_code_by_text_message_signs_in(client, resident):
    client.post("/account/login/code/", {"phone": "13800138001"})
    client.post("/account/login/code/confirm/", {"code": _code()})
    assert client.session["_auth_user_id"] == str(resident.account_id)


def test_username_opens_nothing(client, resident):
    row = Account.objects.get(pk=resident.account_id)
    client.post("/account/login/", {"login": row.username, "password": password(resident)})
    assert "_auth_user_id" not in client.session


PUBLIC = ["login/", "signup/", "password/reset/", "login/code/"]
OWN = [
    "",
    "tokens/",
    "phone/change/",
    "email/",
    "password/change/",
    "2fa/",
    "sessions/",
    "logout/",
    "3rdparty/",
]


@pytest.mark.parametrize("page", PUBLIC)
def test_public_pages_are_ours(client, page):
    answer = client.get(f"/account/{page}")
    assert answer.status_code == 200
    assert b"ll-header" in answer.content


@pytest.mark.parametrize("page", OWN)
def test_own_pages_are_ours(client_for, resident, page):
    answer = client_for(resident).get(f"/account/{page}", follow=True)
    assert answer.status_code == 200
    assert b"ll-header" in answer.content


def test_name_and_language_are_kept(client_for, resident):
    browser = client_for(resident)
    assert browser.post("/account/", {"name": "李雷", "language": "en"}).status_code == 303
    row = Account.objects.get(pk=resident.account_id)
    assert (row.name, row.language) == ("李雷", "en")


# ── the admin ──────────────────────────────────────────────────────────────
def test_operators_look_at_rows(client_for, operator):
    assert client_for(operator).get("/admin/accounts/account/").status_code == 200


@pytest.mark.parametrize("who", ["clerk", "security_administrator", "resident"])
def test_nobody_else_does(client_for, request, who):
    browser = client_for(request.getfixturevalue(who))
    assert browser.get("/admin/accounts/account/").status_code == 302


def test_admin_writes_nothing(client_for, operator):
    browser = client_for(operator)
    assert browser.get("/admin/accounts/account/add/").status_code == 403
    change = f"/admin/accounts/account/{operator.account_id}/change/"
    assert browser.post(change, {"name": "x"}).status_code == 403
