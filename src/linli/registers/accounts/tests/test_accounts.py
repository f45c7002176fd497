from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from linli.foundation.actors.values import SYSTEM, Proof
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.notices import registry as notices
from linli.registers.accounts import queries, services
from linli.registers.accounts.models import Account
from linli.registers.accounts.tests import factories
from linli.registers.accounts.values import AccountLinkedError, AccountTakenError, PhoneTakenError

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def person(proven_resident):
    """A person whose account is taken away, as if there were none."""
    Account.objects.filter(pk=proven_resident.account_id).update(person=None)
    return proven_resident.person_id


def test_link_at_the_counter_proves(clerk, resident, person):
    services.link_person(clerk, account_id=resident.account_id, person_id=person, now=NOW)
    linked = queries.actor_for_account(resident.account_id, today=factories.TODAY)
    assert linked.is_proven
    assert AuditEntry.objects.filter(act="account.person_linked").count() == 1


def test_residents_do_not_link(resident, person):
    with pytest.raises(ForbiddenError):
        services.link_person(resident, account_id=resident.account_id, person_id=person, now=NOW)


def test_nobody_proves_themselves(clerk, person):
    with pytest.raises(AccountLinkedError):
        services.link_person(clerk, account_id=clerk.account_id, person_id=person, now=NOW)


def test_a_person_has_one_account(clerk, resident, proven_resident):
    with pytest.raises(AccountLinkedError):
        services.link_person(
            clerk,
            account_id=resident.account_id,
            person_id=proven_resident.person_id,
            now=NOW,
        )
    assert Account.objects.get(pk=resident.account_id).person_id is None


def test_unlinked_account_falls_back_to_its_phone(clerk, proven_resident):
    services.unlink_person(clerk, account_id=proven_resident.account_id, reason="lost", now=NOW)
    actor = queries.actor_for_account(proven_resident.account_id, today=factories.TODAY)
    assert (actor.person_id, actor.proof) == (None, Proof.PHONE)


@pytest.mark.parametrize("said", ["13800138001", "+86 138 0013 8001", " 138-0013-8001 "])
def test_account_is_found_by_its_whole_phone(clerk, resident, said):
    found = queries.account_found(clerk, email_or_phone=said)
    assert found is not None
    assert found.id == resident.account_id


@pytest.mark.parametrize("said", ["1380013800", "13800138009", "resident", "@", ""])
def test_account_is_not_found_by_less(clerk, resident, said):
    assert queries.account_found(clerk, email_or_phone=said) is None


def test_unconfirmed_phone_finds_nothing(clerk, resident):
    Account.objects.filter(pk=resident.account_id).update(phone_verified_at=None)
    assert queries.account_found(clerk, email_or_phone="13800138001") is None


def test_residents_find_nobody(resident):
    with pytest.raises(ForbiddenError):
        queries.account_found(resident, email_or_phone="13800138001")


def test_phone_is_not_readable_in_the_database(resident):
    row = Account.objects.get(pk=resident.account_id)
    assert b"138" not in bytes(row.phone_sealed or b"") + bytes(row.phone_index or b"")
    assert queries.phone_of(row) == "13800138001"


def test_confirmed_phone_belongs_to_one_account(resident, db):
    second = factories.account("second")
    with pytest.raises(PhoneTakenError):
        services.confirm_phone(SYSTEM, account_id=second.pk, phone="13800138001", now=NOW)


def test_unconfirmed_phone_blocks_nobody(resident):
    second = factories.account("second")
    services.set_phone(SYSTEM, account_id=second.pk, phone="13800138001", now=NOW)
    found = queries.by_phone("13800138001")
    assert found is not None
    assert found.pk == resident.account_id


def test_database_refuses_the_same_confirmed_phone(resident):
    second = factories.account("second")
    index = Account.objects.get(pk=resident.account_id).phone_index
    second.phone_index, second.phone_verified_at = index, NOW
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_nobody_sets_the_phone_of_another(resident, other_resident):
    with pytest.raises(NotFoundError):
        services.set_phone(
            resident, account_id=other_resident.account_id, phone="13800138009", now=NOW
        )


def test_contact_has_confirmed_addresses_only(security_administrator, resident):
    opened = services.open_account(
        security_administrator, email="He@Example.cn", name="何静", now=NOW
    )
    found = queries.contact(opened.id)
    assert (found.email, found.phone, found.name) == ("he@example.cn", "", "何静")
    assert queries.contact(resident.account_id).phone == "13800138001"
    assert queries.contact(resident.account_id).email == ""


def test_notices_ask_us_for_contacts(resident):
    assert notices.contact_of(resident.account_id).phone == "13800138001"


def test_contact_of_nobody_is_empty(db):
    assert queries.contact(4711) == queries.contact(4712)


def test_one_account_an_address(security_administrator):
    services.open_account(security_administrator, email="he@example.cn", name="何", now=NOW)
    with pytest.raises(AccountTakenError):
        services.open_account(security_administrator, email="HE@example.cn", name="何", now=NOW)


def test_names_of_several_accounts_are_one_statement(clerk, other_clerk, django_assert_num_queries):
    ids = [clerk.account_id, other_clerk.account_id]
    with django_assert_num_queries(1):
        assert queries.display_names(ids) == dict(zip(ids, ["赵敏", "钱进"], strict=True))
