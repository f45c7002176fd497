from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from linli.foundation.actors.values import Channel, Role
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.registers.accounts import queries, services
from linli.registers.accounts.models import Account, ApiToken, Post, PostHolding
from linli.registers.accounts.values import AccountPermission, TokenScopeError, TokenTermError

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
READ = AccountPermission.READ_STAFF.code


def _issue(actor, **changes):
    given: dict[str, Any] = {
        "name": "report",
        "scopes": [READ],
        "expires_at": LATER,
        "now": NOW,
    } | changes
    return services.issue_token(actor, **given)


def test_token_is_its_owner_narrowed(street_officer):
    _view, secret = _issue(street_officer)
    actor = queries.actor_for_token(secret, NOW)
    assert actor == replace(street_officer, channel=Channel.API, scopes=frozenset({READ}))


def test_token_of_somebody_with_a_post_costs_two_statements(
    street_officer, django_assert_num_queries
):
    _view, secret = _issue(street_officer)
    with django_assert_num_queries(2):
        queries.actor_for_token(secret, NOW)


def test_token_of_a_resident_costs_one_statement(proven_resident, django_assert_num_queries):
    own = AccountPermission.USE_TOKENS.code
    _view, secret = _issue(proven_resident, scopes=[own])
    with django_assert_num_queries(1):
        actor = queries.actor_for_token(secret, NOW)
    assert actor == replace(proven_resident, channel=Channel.API, scopes=frozenset({own}))


def test_token_of_a_post_begins_with_the_citys_day(clerk):
    _view, secret = _issue(clerk, scopes=[AccountPermission.USE_TOKENS.code])
    PostHolding.objects.update(starts_on=date(2026, 11, 21))
    eve = datetime(2026, 11, 20, 15, 59, tzinfo=UTC)
    for moment, held in ((eve, 0), (eve + timedelta(minutes=1), 1)):
        actor = queries.actor_for_token(secret, moment)
        assert actor is not None
        assert len(actor.holdings) == held


def test_secret_is_not_kept(street_officer):
    _view, secret = _issue(street_officer)
    row = ApiToken.objects.get()
    assert secret not in str(vars(row))
    assert len(row.digest) == 64


def test_token_does_what_it_names_only(street_officer):
    _view, secret = _issue(street_officer)
    actor = queries.actor_for_token(secret, NOW)
    assert actor is not None
    assert actor.may(AccountPermission.READ_STAFF)
    assert not actor.may(AccountPermission.USE_TOKENS)


def test_token_cannot_issue_tokens(street_officer):
    _view, secret = _issue(street_officer)
    with pytest.raises(ForbiddenError):
        _issue(queries.actor_for_token(secret, NOW))


@pytest.mark.parametrize("secret", ["", "linli_wrong"])
def test_unknown_secret_opens_nothing(secret, db):
    assert queries.actor_for_token(secret, NOW) is None


def test_token_that_ran_out_opens_nothing(street_officer):
    _view, secret = _issue(street_officer)
    assert queries.actor_for_token(secret, LATER) is None


def test_revoked_token_opens_nothing(street_officer):
    view, secret = _issue(street_officer)
    services.revoke_token(street_officer, token_id=view.id, now=NOW)
    assert queries.actor_for_token(secret, NOW) is None


def test_token_of_a_closed_account_opens_nothing(street_officer):
    _view, secret = _issue(street_officer)
    Account.objects.filter(pk=street_officer.account_id).update(is_active=False)
    assert queries.actor_for_token(secret, NOW) is None


@pytest.mark.parametrize(
    "term",
    [
        {"ended_at": NOW},
        {"ends_on": NOW.date() - timedelta(days=1)},
        {"starts_on": NOW.date() + timedelta(days=1)},
    ],
)
def test_token_opens_nothing_by_a_term_that_does_not_run(street_officer, term):
    _view, secret = _issue(street_officer)
    PostHolding.objects.filter(account_id=street_officer.account_id).update(**term)
    actor = queries.actor_for_token(secret, NOW)
    assert actor is not None
    assert actor.holdings == ()
    assert not actor.may(AccountPermission.READ_STAFF)


def test_token_opens_nothing_by_a_closed_post(street_officer):
    _view, secret = _issue(street_officer)
    Post.objects.filter(pk=street_officer.holdings[0].post_id).update(closed_on=NOW.date())
    actor = queries.actor_for_token(secret, NOW)
    assert actor is not None
    assert actor.holdings == ()


def test_token_of_somebody_else_is_not_found(street_officer, clerk):
    view, _secret = _issue(street_officer)
    with pytest.raises(NotFoundError):
        services.revoke_token(clerk, token_id=view.id, now=NOW)


@pytest.mark.parametrize("scopes", [[], ["accounts:post:appoint"], ["no:such:thing"]])
def test_token_can_do_no_more_than_its_owner(street_officer, scopes):
    with pytest.raises(TokenScopeError):
        _issue(street_officer, scopes=scopes)


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_token_ends_within_a_year(street_officer, days):
    with pytest.raises(TokenTermError):
        _issue(street_officer, expires_at=NOW + timedelta(days=days))


def test_token_may_live_a_whole_year(street_officer):
    assert _issue(street_officer, expires_at=NOW + timedelta(days=366))


def test_revoking_is_recorded_once(street_officer):
    view, _secret = _issue(street_officer)
    for _ in range(2):
        services.revoke_token(street_officer, token_id=view.id, now=NOW)
    assert AuditEntry.objects.filter(act="token.revoked").count() == 1


def test_token_needs_a_name(street_officer):
    with pytest.raises(InvalidError):
        _issue(street_officer, name=" ")


def test_use_is_noted_once_an_hour(street_officer, django_assert_num_queries):
    _view, secret = _issue(street_officer)
    services.note_token_use(street_officer, secret=secret, now=NOW)
    services.note_token_use(street_officer, secret=secret, now=NOW + timedelta(minutes=59))
    assert ApiToken.objects.get().last_used_at == NOW


def test_scopes_offered_are_those_held(clerk):
    offered = queries.grantable_scopes(clerk)
    assert "accounts:account:link_person" in offered
    assert "accounts:post:appoint" not in offered
    assert clerk.roles == {Role.CLERK}


# ── the page ───────────────────────────────────────────────────────────────
def test_page_shows_the_secret_once(client_for, street_officer):
    browser = client_for(street_officer)
    given: dict[str, Any] = {"name": "report", "scopes": [READ], "days": "90"}
    issued = browser.post("/account/tokens/", given)
    assert b"linli_" in issued.content
    assert b"linli_" not in browser.get("/account/tokens/").content


def test_page_keeps_answers_of_a_fault(client_for, street_officer):
    answer = client_for(street_officer).post("/account/tokens/", {"name": "kept", "days": "90"})
    assert answer.status_code == 422
    assert b"kept" in answer.content


def test_page_is_for_signed_in_people(client, db):
    assert client.get("/account/tokens/").status_code == 302
