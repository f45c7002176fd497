"""What somebody has been given: for whom it is shown, and for whom there is no trace."""

from dataclasses import replace

import pytest

from linli.engines.cases.tests.factories import number_of
from linli.engines.entitlements import queries
from linli.engines.entitlements.models import Entitlement
from linli.engines.entitlements.tests import factories as make
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError, NotFoundError

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(city):
    return make.office(city)


@pytest.fixture
def rows(city, resident, people):
    return make.granted(resident, city, people)


def by_number(actor):
    return queries.of_number(
        actor, document_type="resident_id", number=number_of(), now=make.at(10)
    )


def with_compartment(actor, name):
    held = tuple(replace(one, compartments=frozenset({name})) for one in actor.holdings)
    return replace(actor, holdings=held)


@pytest.mark.plan("E2")
def test_one_number_finds_everything(rows, community_worker):
    found = by_number(community_worker)
    assert sorted((row.amount_fen, row.number) for row in found) == [(20000, ""), (30000, "")]


def test_each_look_is_logged(rows, community_worker):
    by_number(community_worker)
    entry = AuditEntry.objects.get(act="entitlements.person.looked_up")
    assert (entry.account_id, entry.data) == (community_worker.account_id, {"found": 2})


def test_a_resident_looks_nobody_up(rows, other_resident):
    with pytest.raises(ForbiddenError):
        by_number(other_resident)


def test_of_a_sealed_one_there_is_no_trace(rows, community_worker, people):
    Entitlement.objects.update(compartment="hiv")
    assert by_number(community_worker) == ()
    assert queries.office(people.civil) == ((), None)
    assert len(by_number(with_compartment(community_worker, "hiv"))) == 2


def test_a_child_is_not_found_by_number(rows, community_worker):
    Entitlement.objects.update(sheltered_until=make.at(12).date())
    assert by_number(community_worker) == ()


def test_one_receives_ones_own_and_no_others(rows, resident, other_resident):
    assert len(queries.mine(resident, now=make.at(10))) == 2
    assert queries.mine(other_resident, now=make.at(10)) == ()


def test_somebody_elses_is_not_there(rows, other_resident):
    with pytest.raises(NotFoundError):
        queries.my_one(other_resident, entitlement_id=rows["care"].public_id, now=make.at(10))


def test_small_counts_are_not_told(rows, district_leader):
    assert {(row.count, row.monthly_fen) for row in queries.totals(district_leader)} == {
        (None, None)
    }


def test_five_are_told(rows, district_leader):
    row = rows["living"]
    for number in range(4):
        row.pk, row.grant_id = None, f"more{number}"
        row.public_id = Entitlement._meta.get_field("public_id").default()
        row.save(force_insert=True)
    found = queries.totals(district_leader)
    assert [(one.count, one.monthly_fen) for one in found] == [(6, 170000)]
