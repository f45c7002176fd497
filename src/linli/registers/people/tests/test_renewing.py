"""A mandate goes on behind its last day, when its principal says so."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ConflictError, ForbiddenError, NotFoundError
from linli.foundation.notices.models import Notice
from linli.registers.people import queries, registry, services
from linli.registers.people.models import Mandate
from linli.registers.people.tests.factories import NOW, TODAY, signed_in, somebody
from linli.registers.people.values import (
    EndedMandateError,
    ImpossibleDateError,
    Scope,
    TooLongError,
)

pytestmark = [pytest.mark.django_db, pytest.mark.plan("B7")]
LAST = TODAY + timedelta(days=30)
LATER = TODAY + timedelta(days=400)


@pytest.fixture
def mother(city):
    return somebody("张秀兰", living=city.community)


@pytest.fixture
def son(city):
    return somebody("李建国", living=city.other_community)


@pytest.fixture
def granted(mother, son, offered):
    made = services.grant_mandate(
        signed_in(mother),
        from_on=TODAY,
        to_on=LAST,
        item_code="B3.21-22",
        scope=[Scope.FOLLOW],
        now=NOW,
    )
    services.accept_mandate(signed_in(son, account_id=9002), code=made.code, now=NOW)
    return made.public_id


def renew(person, mandate, to_on=LATER, now=NOW):
    return services.renew_mandate(signed_in(person), mandate_id=mandate, to_on=to_on, now=now)


def held(person, day):
    return queries.acting_for(signed_in(person), today=day)


def test_the_new_term_begins_behind_the_old_one_with_the_same_scope(mother, son, granted):
    renew(mother, granted)
    old, new = Mandate.objects.order_by("pk")
    assert (old.to_on, new.from_on, new.to_on) == (LAST, LAST + timedelta(days=1), LATER)
    now, then = held(son, TODAY), held(son, LATER)
    assert now == then != ()
    assert held(son, LATER + timedelta(days=1)) == ()


def test_both_terms_stand_on_the_page(mother, granted):
    made = renew(mother, granted)
    page = queries.mandate(signed_in(mother), mandate_id=granted, now=NOW)
    assert page.mandate.is_renewed
    assert not page.may_renew
    assert [one.public_id for one in page.others] == [made]
    behind = queries.mandate(signed_in(mother), mandate_id=made, now=NOW)
    assert [one.public_id for one in behind.others] == [granted]


def test_without_a_day_it_goes_on_as_long_as_the_city_lets_it(mother, granted, monkeypatch):
    monkeypatch.setattr(registry, "_parameters", [lambda _: {"mandate_years": 2}])
    renew(mother, granted, to_on=None)
    assert Mandate.objects.latest("pk").to_on == date(2028, 11, 19)


@pytest.mark.parametrize(
    ("to_on", "error"),
    [(LAST, ImpossibleDateError), (date(2029, 11, 20), TooLongError)],
)
def test_a_day_before_the_end_or_beyond_the_limit_is_refused(mother, granted, to_on, error):
    with pytest.raises(error):
        renew(mother, granted, to_on=to_on)
    assert Mandate.objects.count() == 1


def test_what_is_over_or_revoked_is_not_renewed(mother, granted):
    with pytest.raises(EndedMandateError):
        renew(mother, granted, now=NOW + timedelta(days=31))
    services.revoke_mandate(signed_in(mother), mandate_id=granted, now=NOW)
    with pytest.raises(EndedMandateError):
        renew(mother, granted)
    assert Mandate.objects.count() == 1


def test_it_is_renewed_once(mother, granted):
    renew(mother, granted)
    with pytest.raises(ConflictError):
        renew(mother, granted)
    assert Mandate.objects.count() == 2


def test_the_database_refuses_a_second_renewal(mother, granted):
    renew(mother, granted)
    old, new = Mandate.objects.order_by("pk")
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(
            renews=old, principal=new.principal, from_on=new.from_on, created_at=NOW
        )


def test_the_agent_may_not_and_others_do_not_find_it(son, granted, city):
    with pytest.raises(ForbiddenError):
        renew(son, granted)
    with pytest.raises(NotFoundError):
        renew(somebody("别人", living=city.community), granted)
    assert Mandate.objects.count() == 1


def test_staff_renew_for_a_principal_in_reach_only(clerk, other_clerk, granted):
    with pytest.raises(NotFoundError):
        services.renew_mandate(other_clerk, mandate_id=granted, to_on=LATER, now=NOW)
    services.renew_mandate(clerk, mandate_id=granted, to_on=LATER, now=NOW)
    assert Mandate.objects.count() == 2


def test_revoking_ends_the_term_behind_it_too(mother, son, granted):
    renew(mother, granted)
    services.revoke_mandate(signed_in(mother), mandate_id=granted, now=NOW)
    assert not Mandate.objects.filter(revoked_at=None).exists()
    assert held(son, LATER) == ()


def test_a_renewal_taken_back_leaves_the_old_term_and_can_be_given_again(mother, son, granted):
    services.revoke_mandate(signed_in(mother), mandate_id=renew(mother, granted), now=NOW)
    assert held(son, TODAY) != ()
    assert held(son, LATER) == ()
    renew(mother, granted)
    assert held(son, LATER) != ()


def test_it_stands_in_the_log_and_both_are_told(mother, son, granted, monkeypatch):
    accounts = {mother.id: 9001, son.id: 9002}
    monkeypatch.setattr(registry, "_accounts", [accounts.get])
    renew(mother, granted)
    assert AuditEntry.objects.filter(act="people.mandate.renewed").count() == 1
    told = Notice.objects.filter(kind="mandate.renewed").order_by("account_id")
    assert [one.account_id for one in told] == [9001, 9002]
    assert "李*国" in told[0].title_zh
    assert "张*兰" in told[1].title_zh
