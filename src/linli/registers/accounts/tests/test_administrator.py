"""`linli administrator`: whoever comes first gets in, and nobody after them this way."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from linli.foundation.actors.values import Role
from linli.foundation.audit.models import AuditEntry
from linli.registers.accounts.management.commands import administrator
from linli.registers.accounts.models import Account, Post, PostHolding
from linli.registers.accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
ROLE, EMAIL = "security_administrator", "security@city.example"


@pytest.fixture
def typed(monkeypatch):
    """What is typed at the password prompts, in turn."""
    lines = [PASSWORD, PASSWORD]
    monkeypatch.setattr(administrator, "getpass", lambda _prompt: lines.pop(0))
    return lines


def appoint(role=ROLE, email=EMAIL):
    call_command("administrator", role, email, "安全管理员")


def test_first_one_signs_in_and_may_appoint(city, typed):
    appoint()
    browser = Client()
    answer = browser.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    assert answer.status_code == 302
    assert browser.get(reverse("desk:accounts:staff")).status_code == 200
    held = PostHolding.objects.get()
    assert (held.post.role, held.post.organisation_id) == (ROLE, city.government)
    assert AuditEntry.objects.filter(act="post.appointed").exists()


def test_second_one_is_appointed_on_a_page(city, typed, security_administrator):
    with pytest.raises(CommandError, match="already"):
        appoint()
    assert not Account.objects.filter(email=EMAIL).exists()


def test_duties_are_two_accounts(city, typed):
    appoint()
    typed += [PASSWORD, PASSWORD]
    with pytest.raises(CommandError):
        appoint("operator")
    assert PostHolding.objects.count() == 1


def test_each_duty_has_its_own_first_one(city, typed):
    appoint()
    typed += [PASSWORD, PASSWORD]
    appoint("operator", "operator@city.example")
    assert set(PostHolding.objects.values_list("post__role", flat=True)) == {ROLE, "operator"}


def test_whoever_left_is_followed_this_way_too(city, typed, security_administrator):
    PostHolding.objects.update(ended_at=NOW)
    appoint()
    held = PostHolding.objects.get(ended_at=None)
    assert held.post_id == security_administrator.holdings[0].post_id


@pytest.mark.parametrize(
    "change", [{"closed_on": NOW.date()}, {"organisation": "office"}, {"role": Role.AUDITOR}]
)
def test_only_an_open_post_of_that_duty_at_the_citys_government_is_filled(
    city, typed, security_administrator, change
):
    if "organisation" in change:
        change = {"organisation_id": city.office}
    PostHolding.objects.update(ended_at=NOW)
    Post.objects.update(**change)
    appoint()
    held = PostHolding.objects.get(ended_at=None)
    assert held.post_id != security_administrator.holdings[0].post_id
    assert (held.post.role, held.post.organisation_id, held.post.closed_on) == (
        ROLE,
        city.government,
        None,
    )


@pytest.mark.parametrize("lines", [[PASSWORD, PASSWORD + "x"], ["12345678", "12345678"]])
def test_password_is_typed_twice_and_not_guessed(city, typed, lines):
    typed[:] = lines
    with pytest.raises(CommandError):
        appoint()
    assert not Account.objects.exists()


@pytest.mark.parametrize(("role", "email"), [("clerk", EMAIL), (ROLE, "security")])
def test_role_and_address_are_checked_first(city, role, email):
    with pytest.raises(CommandError):
        appoint(role, email)


def test_city_without_its_pack_is_said(db, typed):
    with pytest.raises(CommandError):
        appoint()
