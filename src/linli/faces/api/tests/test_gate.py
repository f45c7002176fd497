from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from linli.faces.api import gate
from linli.faces.api.tests.programs import Program, token_of
from linli.foundation.calendar import clock
from linli.foundation.calls.models import CallCount
from linli.registers.accounts import queries, services

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def test_nobody_is_told_to_sign_in(db):
    refused = Program().get("/cases")
    assert (refused.status_code, refused.json()["code"]) == (401, "not_signed_in")
    assert refused["WWW-Authenticate"] == "Bearer"
    assert refused["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("header", ["Bearer no", "Bearer", "Basic eDp5", "Bearer " + "x" * 300])
def test_unknown_token_opens_nothing_even_what_is_open(db, header):
    refused = Program().get("/items", Authorization=header)
    assert (refused.status_code, refused.json()["code"]) == (401, "unknown_token")


def test_revoked_token_opens_nothing(resident):
    program = Program(resident)
    assert program.get("/me").status_code == 200
    token = queries.tokens(resident)[0]
    services.revoke_token(resident, token_id=token.id, now=NOON)
    assert program.get("/me").status_code == 401


def test_token_runs_out(resident, monkeypatch):
    program, later = Program(resident), clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert program.get("/me").status_code == 401


def test_token_says_who_through_which_channel_with_which_scopes(clerk):
    said = Program(clerk, ["cases:case:read"]).get("/me").json()
    assert (said["name"], said["channel"], said["scopes"]) == ("赵敏", "api", ["cases:case:read"])
    assert said["holdings"][0]["role"] == "clerk"


def test_use_of_a_token_is_noted(resident):
    Program(resident).get("/me")
    assert queries.tokens(resident)[0].last_used_at is not None


def test_secret_is_kept_as_a_digest_only(resident):
    from linli.registers.accounts.models import ApiToken

    secret = token_of(resident)
    assert secret not in str(list(ApiToken.objects.values()))


def test_token_makes_no_token(resident):
    body = {"name": "x", "scopes": ["cases:case:read_own"], "expires_at": "2026-12-01T00:00:00Z"}
    assert Program(resident).post("/tokens", body).status_code == 403
    assert len(queries.tokens(resident)) == 1


def test_session_reads(client_for, resident):
    assert client_for(resident).get("/api/v1/me").status_code == 200


def test_session_writes_only_with_csrf_token(client_for, resident):
    browser = client_for(resident)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    body = {"name": "新名", "language": "en"}
    refused = strict.put("/api/v1/me", body, "application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf")
    strict.cookies["csrftoken"] = token = "a" * 32
    done = strict.put("/api/v1/me", body, "application/json", headers={"X-CSRFToken": token})
    assert done.status_code == 204


def test_token_beside_a_session_counts_alone(client_for, clerk, resident):
    browser = client_for(clerk)
    headers = {"Authorization": f"Bearer {token_of(resident)}"}
    assert browser.get("/api/v1/me", headers=headers).json()["holdings"] == []


def test_too_many_calls_are_refused_until_the_minute_is_over(db, monkeypatch):
    monkeypatch.setattr(gate, "MOST_BY_ADDRESS", 2)
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(seconds=15))
    assert [Program().get("/items").status_code for _ in range(3)] == [200, 200, 429]
    refused = Program().get("/items")
    assert (refused["Retry-After"], refused.json()["code"]) == ("45", "too_many_calls")
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(seconds=60))
    assert Program().get("/items").status_code == 200
    assert sorted(CallCount.objects.values_list("calls", flat=True)) == [1, 4]


def test_calls_that_fail_are_counted(db, monkeypatch):
    monkeypatch.setattr(gate, "MOST_BY_ADDRESS", 2)
    assert [Program().get("/items/X9.99").status_code for _ in range(3)] == [404, 404, 429]


def test_calls_with_one_token_are_limited_too(resident, monkeypatch):
    monkeypatch.setattr(gate, "MOST_BY_ACCOUNT", 2)
    monkeypatch.setattr(clock, "now", lambda: NOON)
    program = Program(resident)
    assert [program.get("/me").status_code for _ in range(3)] == [200, 200, 429]


def test_guessing_tokens_is_counted_by_address(db, monkeypatch):
    monkeypatch.setattr(gate, "MOST_REFUSED", 1)
    codes = [Program().get("/items", Authorization="Bearer no").status_code for _ in range(2)]
    assert codes == [401, 429]


def test_equal_answers_carry_equal_tags_and_need_not_be_sent(db):
    first = Program().get("/topics")
    again = Program().get("/topics", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_private_answers_are_kept_by_nobody_between(resident):
    answer = Program(resident).get("/me")
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Authorization" in answer["Vary"]


def test_wrong_method_says_which_are_right(db):
    refused = Program().send("DELETE", "/items")
    assert (refused.status_code, refused["Allow"]) == (405, "GET")
    assert refused.json()["code"] == "method_not_allowed"


@pytest.mark.parametrize("path", ["/nothing", "/", "/cases/not-a-uuid", "/items/B3.21-22/else"])
def test_unknown_address_is_a_problem_not_a_page(db, path):
    refused = Program().get(path)
    assert refused.status_code == 404
    assert refused["Content-Type"] == "application/problem+json"
