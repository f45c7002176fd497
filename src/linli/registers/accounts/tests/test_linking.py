"""Linking an account with a person: who may, whom, and what stays as it was."""

from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress

from linli.foundation.actors.values import SYSTEM, Proof, Role
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.registers.accounts import queries, services
from linli.registers.accounts.adapter import MfaAdapter
from linli.registers.accounts.models import Account
from linli.registers.accounts.tests import factories
from linli.registers.accounts.values import AccountLinkedError, Contact
from linli.registers.people.tests.factories import somebody

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def person(city):
    return somebody(living=city.community).id


def link(actor, account, person_id, **more):
    services.link_person(actor, account_id=account.account_id, person_id=person_id, **more, now=NOW)


def close(actor):
    Account.objects.filter(pk=actor.account_id).update(is_active=False)


def test_a_person_out_of_reach_is_not_linked(other_clerk, resident, person):
    with pytest.raises(NotFoundError):
        link(other_clerk, resident, person)
    assert Account.objects.get(pk=resident.account_id).person_id is None


def test_a_closed_account_is_not_linked(clerk, resident, person):
    close(resident)
    with pytest.raises(NotFoundError):
        link(clerk, resident, person)


def test_an_account_is_not_moved_from_one_person_to_another(clerk, proven_resident, person):
    with pytest.raises(AccountLinkedError):
        link(clerk, proven_resident, person)
    row = Account.objects.get(pk=proven_resident.account_id)
    assert row.person_id == proven_resident.person_id


def test_a_better_proof_is_not_lowered(clerk, resident, person):
    Account.objects.filter(pk=resident.account_id).update(proof=Proof.CARD)
    link(clerk, resident, person)
    assert Account.objects.get(pk=resident.account_id).proof == Proof.CARD


def test_a_new_phone_lowers_no_proof(proven_resident):
    services.confirm_phone(
        SYSTEM, account_id=proven_resident.account_id, phone="13900139001", now=NOW
    )
    assert Account.objects.get(pk=proven_resident.account_id).proof == Proof.COUNTER


def test_an_agent_who_may_take_in_may_not_unlink(city, proven_resident):
    agent = factories.staff("代丁", Role.AGENT, city.office, city.street)
    with pytest.raises(ForbiddenError):
        services.unlink_person(agent, account_id=proven_resident.account_id, reason="x", now=NOW)
    assert Account.objects.get(pk=proven_resident.account_id).person_id is not None


def test_unlinking_and_confirming_stand_in_the_log(clerk, proven_resident):
    account_id = proven_resident.account_id
    services.confirm_phone(SYSTEM, account_id=account_id, phone="13900139001", now=NOW)
    services.unlink_person(clerk, account_id=account_id, reason="认错了人", now=NOW)
    entries = AuditEntry.objects.filter(kind="account").order_by("pk")
    assert [(entry.act, entry.reason) for entry in entries] == [
        ("account.phone_confirmed", ""),
        ("account.person_unlinked", "认错了人"),
    ]


@pytest.mark.parametrize("who", ["operator", "clerk", "resident"])
def test_only_security_administrators_open_accounts(who, request):
    with pytest.raises(ForbiddenError):
        services.open_account(
            request.getfixturevalue(who), email="he@example.cn", name="何", now=NOW
        )
    assert not Account.objects.filter(name="何").exists()


def test_opening_an_account_stands_in_the_log(security_administrator):
    services.open_account(security_administrator, email="he@example.cn", name="何", now=NOW)
    assert AuditEntry.objects.filter(act="account.opened").count() == 1


def test_a_closed_account_acts_nowhere_and_is_told_nothing(resident):
    close(resident)
    with pytest.raises(NotFoundError):
        queries.actor_for_account(resident.account_id, today=factories.TODAY)
    assert queries.contact(resident.account_id) == Contact()


def test_unconfirmed_ways_are_neither_used_nor_found(clerk, resident):
    row = Account.objects.get(pk=resident.account_id)
    Account.objects.filter(pk=row.pk).update(phone_verified_at=None)
    EmailAddress.objects.create(user=row, email="mine@example.cn", verified=False)
    found = queries.contact(row.pk)
    assert (found.phone, found.email) == ("", "")
    assert queries.account_found(clerk, email_or_phone="mine@example.cn") is None


def test_secrets_of_one_time_codes_are_kept_encrypted():
    kept = MfaAdapter().encrypt("JBSWY3DP")
    assert "JBSWY3DP" not in kept
    assert kept != "SkJTV1kzRFA="  # nor merely written in base 64
    assert MfaAdapter().decrypt(kept) == "JBSWY3DP"
