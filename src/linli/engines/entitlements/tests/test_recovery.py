"""Sums that were paid too much, asked back after the end."""

from datetime import date

import pytest
from django.utils import translation

from linli.engines.entitlements import queries, services
from linli.engines.entitlements.models import Claim, Receipt
from linli.engines.entitlements.tests import factories as make
from linli.engines.entitlements.values import NotRunningError
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(city):
    return make.office(city)


@pytest.fixture
def row(city, resident, people):
    """Paid for September and October, and died on the last day of August."""
    row = make.granted(resident, city, people)["living"]
    make.listed(people, make.SEPTEMBER, now=make.at(9, 20))
    make.listed(people, make.OCTOBER, now=make.at(10, 20))
    services.stop(
        people.civil,
        entitlement_id=row.public_id,
        ended_on=date(2026, 9, 30),
        reason=make.REASON,
        now=make.at(11, 1),
    )
    row.refresh_from_db()
    return row


def claimed(people, row, *, instalments=3):
    claim_id = services.claim_back(
        people.civil,
        entitlement_id=row.public_id,
        due_on=date(2027, 1, 31),
        instalments=instalments,
        reason="停发后多发一个月",
        now=make.at(11, 2),
    )
    return Claim.objects.get(public_id=claim_id)


def repaid(people, claim, fen, number="收据001"):
    services.record_repayment(
        people.civil, claim_id=claim.public_id, amount_fen=fen, number=number, now=make.at(12, 1)
    )
    claim.refresh_from_db()


def balance(row, resident):
    return queries.my_one(resident, entitlement_id=row.public_id, now=make.at(12, 2)).balance_fen


@pytest.mark.plan("E2")
def test_what_lists_paid_after_the_end_is_overpaid(row, resident):
    assert balance(row, resident) == -30000


def test_it_is_asked_back_in_parts(row, resident, people):
    claimed(people, row)
    found = queries.my_one(resident, entitlement_id=row.public_id, now=make.at(12, 2))
    assert found.claims[0].instalments == (10000, 10000, 10000)


def test_what_came_in_settles_it(row, resident, people):
    claim = claimed(people, row)
    repaid(people, claim, 10000)
    assert (balance(row, resident), claim.closed_at) == (-20000, None)
    repaid(people, claim, 20000, "收据002")
    assert balance(row, resident) == 0
    assert claim.closed_at is not None


def test_a_receipt_counts_once(row, people):
    claim = claimed(people, row)
    repaid(people, claim, 10000)
    with pytest.raises(NotRunningError):
        repaid(people, claim, 10000)
    assert Receipt.objects.count() == 1


def test_more_than_what_is_open_is_refused(row, people):
    claim = claimed(people, row)
    with pytest.raises(InvalidError):
        repaid(people, claim, 30001)
    assert not Receipt.objects.exists()


def test_one_claim_is_open_at_a_time(row, people):
    claimed(people, row)
    with pytest.raises(NotRunningError):
        claimed(people, row)


def test_nothing_is_asked_back_while_it_runs(city, resident, people):
    row = make.granted(resident, city, people)["care"]
    with pytest.raises(NotRunningError):
        claimed(people, row)


def test_the_superior_waives_the_rest(row, resident, people, district_leader):
    claim = claimed(people, row)
    services.waive(district_leader, claim_id=claim.public_id, reason="家庭困难", now=make.at(12, 1))
    claim.refresh_from_db()
    assert balance(row, resident) == 0
    assert claim.closed_at is not None


def test_the_superior_reads_the_office_in_the_language_of_the_page(row, people, district_leader):
    claimed(people, row)
    office = row.organisation
    office.name_en = "Heping District Civil Affairs Bureau"
    office.save()
    assert queries.open_claims(district_leader)[0].office == office.name
    with translation.override("en"):
        assert queries.open_claims(district_leader)[0].office == office.name_en


def test_the_office_itself_waives_nothing(row, people):
    claim = claimed(people, row)
    with pytest.raises(ForbiddenError):
        services.waive(people.civil, claim_id=claim.public_id, reason="困难", now=make.at(12, 1))


def test_a_leader_elsewhere_finds_no_claim(city, row, people):
    from linli.foundation.actors.values import Role
    from linli.registers.accounts.tests import factories as accounts

    claim = claimed(people, row)
    elsewhere = accounts.staff("高远", Role.STREET_OFFICER, city.other_office, city.other_street)
    with pytest.raises(NotFoundError):
        services.waive(elsewhere, claim_id=claim.public_id, reason="困难", now=make.at(12, 1))
