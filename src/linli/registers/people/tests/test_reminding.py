"""Both sides are reminded before an end and told of it, once, whoever runs the job."""

from datetime import date, timedelta

import pytest

from linli.foundation.notices.models import Notice
from linli.registers.people import registry, services
from linli.registers.people.jobs import daily
from linli.registers.people.models import Mandate, Relation
from linli.registers.people.tests.factories import NOW, TODAY, signed_in, somebody

pytestmark = pytest.mark.django_db
LAST = TODAY + timedelta(days=100)


@pytest.fixture
def two(city, monkeypatch):
    found = somebody("张秀兰", living=city.community), somebody("李建国", living=city.community)
    accounts = {found[0].id: 9001, found[1].id: 9002}
    monkeypatch.setattr(registry, "_accounts", [accounts.get])
    return found


def mandate(two, to_on=LAST):
    made = services.grant_mandate(signed_in(two[0]), from_on=TODAY, to_on=to_on, now=NOW)
    services.accept_mandate(signed_in(two[1], account_id=9002), code=made.code, now=NOW)
    return made.public_id


def run(days):
    daily(now=NOW + timedelta(days=days))


def told(kind):
    rows = Notice.objects.filter(kind=kind).order_by("account_id")
    return list(rows.values_list("account_id", flat=True))


def test_both_are_told_when_it_begins_and_when_it_is_revoked(two):
    services.revoke_mandate(signed_in(two[0]), mandate_id=mandate(two), now=NOW)
    assert told("mandate.granted") == told("mandate.revoked") == [9001, 9002]


def test_reminded_thirty_days_before_and_only_once(two):
    mandate(two)
    run(69)
    assert told("mandate.ending") == []
    run(70)
    run(71)
    assert told("mandate.ending") == [9001, 9002]


def test_the_city_decides_how_many_days(two, monkeypatch):
    monkeypatch.setattr(registry, "_parameters", [lambda _: {"mandate_reminder_days": 10}])
    mandate(two)
    run(70)
    assert told("mandate.ending") == []
    run(90)
    assert told("mandate.ending") == [9001, 9002]


def test_a_short_term_is_not_reminded_of_but_its_end_is_told(two):
    mandate(two, to_on=TODAY + timedelta(days=7))
    run(3)
    assert told("mandate.ending") == []
    run(8)
    run(9)
    assert told("mandate.ended") == [9001, 9002]


def test_what_is_renewed_or_revoked_is_nobodys_news(two):
    renewed, revoked = mandate(two), mandate(two)
    principal = signed_in(two[0])
    services.renew_mandate(principal, mandate_id=renewed, to_on=LAST + timedelta(300), now=NOW)
    services.revoke_mandate(principal, mandate_id=revoked, now=NOW)
    run(80)
    run(101)
    assert told("mandate.ending") == told("mandate.ended") == []
    assert not Mandate.objects.exclude(reminded_at=None, end_told_at=None).exists()


@pytest.fixture
def teenager(city, clerk, two):
    """Somebody who turns 18 on 20 December 2026, and a parent."""
    ward = somebody("李小宝", living=city.community, born=date(2008, 12, 20))
    services.add_guardianship(
        clerk, guardian_id=two[1].id, ward_id=ward.id, from_on=date(2008, 12, 20), now=NOW
    )
    return ward


def test_a_guardian_is_reminded_before_childhood_ends_and_told_when_it_has(teenager):
    run(-1)
    assert told("guardian.ending") == []
    run(0)
    run(1)
    assert told("guardian.ending") == [9002]
    run(30)
    run(31)
    assert told("guardian.ended") == [9002]
    assert Relation.objects.get().to_on == date(2026, 12, 19)
