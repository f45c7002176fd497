"""Two records of one person become one."""

import pytest

from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.formspec.values import DocumentType as Type
from linli.registers.people import queries, registry, services
from linli.registers.people.models import HouseholdMember, Mandate, Person, Relation
from linli.registers.people.tests import factories
from linli.registers.people.tests.factories import NOW, TODAY, child, signed_in, somebody
from linli.registers.people.values import (
    Kinship,
    ReasonMissingError,
    RelationKind,
    SelfRelationError,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(city):
    return somebody("约翰", living=city.community)


@pytest.fixture
def dropped(clerk):
    made = factories.with_passport()
    queries.find_exact(clerk, document_type=Type.PASSPORT, number="E1234567", now=NOW)
    services.change(clerk, person_id=made.id, changes={"phone": "13812343210"}, now=NOW)
    return made


def merge(clerk, kept, dropped, reason="同一人"):
    services.merge(clerk, kept_id=kept.id, dropped_id=dropped.id, reason=reason, now=NOW)


def test_both_numbers_lead_to_the_kept_record(clerk, kept, dropped):
    merge(clerk, kept, dropped)
    found = queries.find_exact(clerk, document_type=Type.PASSPORT, number="E1234567", now=NOW)
    assert found.id == kept.id
    assert len(queries.person(clerk, person_id=kept.id, now=NOW).documents) == 2


def test_old_id_leads_on(clerk, kept, dropped):
    merge(clerk, kept, dropped)
    assert queries.person(clerk, person_id=dropped.public_id, now=NOW).id == kept.id
    assert queries.current_id(dropped.id) == kept.id


def test_the_old_id_is_served_at_the_counter_too(community_worker, clerk, kept, dropped):
    merge(clerk, kept, dropped)
    assert queries.may_serve(community_worker, person_id=dropped.id, now=NOW)


def test_a_record_that_went_into_another_is_listed_nowhere(clerk, kept, city):
    double = somebody("约翰", living=city.community)
    merge(clerk, kept, double)
    assert [row.id for row in queries.find(clerk, text="约翰", now=NOW)] == [kept.id]


def test_gaps_are_filled_and_readable_again(clerk, kept, dropped):
    merge(clerk, kept, dropped)
    assert services.unmask_phone(clerk, person_id=kept.id, reason="核对", now=NOW) == "13812343210"


def test_dropped_record_is_not_found_by_name(clerk, kept, dropped, city):
    merge(clerk, kept, dropped)
    assert queries.find(clerk, text="John", now=NOW) == ()


def test_of_two_records_in_reach_only_the_kept_one_is_found(clerk, kept, city):
    twin = somebody("约翰", living=city.community)
    merge(clerk, kept, twin)
    assert [row.id for row in queries.find(clerk, text="约翰", now=NOW)] == [kept.id]


def test_mandate_between_both_records_ends(clerk, kept, city):
    twin = somebody("约翰", living=city.community)
    code = services.grant_mandate(signed_in(kept), from_on=TODAY, now=NOW).code
    services.accept_mandate(signed_in(twin), code=code, now=NOW)
    merge(clerk, kept, twin)
    assert Mandate.objects.get().revoked_at == NOW


def test_chain_of_merges_stays_one_step(clerk, kept, dropped, city):
    third = somebody("约翰", living=city.community)
    merge(clerk, kept, dropped)
    merge(clerk, third, kept)
    assert queries.current_id(dropped.id) == third.id


def test_household_relations_and_mandates_move(clerk, kept, dropped, city):
    kid = child(living=city.community)
    services.add_guardianship(clerk, guardian_id=dropped.id, ward_id=kid.id, from_on=TODAY, now=NOW)
    services.open_household(clerk, head_id=dropped.id, now=NOW)
    granted = services.grant_mandate(signed_in(dropped), from_on=TODAY, now=NOW)
    merge(clerk, kept, dropped)
    assert Relation.objects.get(other=kid.id).person_id == kept.id
    assert HouseholdMember.objects.get(left_on=None).person_id == kept.id
    assert Mandate.objects.get(public_id=granted.public_id).principal_id == kept.id


def test_two_households_become_one(clerk, kept, dropped):
    services.open_household(clerk, head_id=kept.id, now=NOW)
    services.open_household(clerk, head_id=dropped.id, now=NOW)
    merge(clerk, kept, dropped)
    assert HouseholdMember.objects.get(left_on=None).person_id == kept.id


def test_dropped_head_of_the_same_household_leaves_the_head_to_the_kept(clerk, kept, dropped):
    home = services.open_household(clerk, head_id=dropped.id, now=NOW)
    services.add_member(clerk, household_id=home, person_id=kept.id, kinship=Kinship.OTHER, now=NOW)
    merge(clerk, kept, dropped)
    assert HouseholdMember.objects.get(left_on=None).kinship == Kinship.HEAD


def test_relation_between_both_is_ended_and_doubles_too(clerk, kept, dropped, city):
    kid = child(living=city.community)
    for guardian in (kept, dropped):
        services.add_guardianship(
            clerk, guardian_id=guardian.id, ward_id=kid.id, from_on=TODAY, now=NOW
        )
    services.add_relation(
        clerk, person_id=kept.id, other_id=dropped.id, kind=RelationKind.SIBLING, now=NOW
    )
    merge(clerk, kept, dropped)
    open_rows = Relation.objects.filter(to_on=None)
    assert [(row.person_id, row.other_id) for row in open_rows] == [(kept.id, kid.id)]


def test_rooms_above_are_told_in_the_same_transaction(clerk, kept, dropped, monkeypatch):
    told = []
    monkeypatch.setattr(registry, "_merge_handlers", [])
    registry.on_merge(lambda **pair: told.append((pair["kept_id"], pair["dropped_id"])))
    merge(clerk, kept, dropped)
    assert told == [(kept.id, dropped.id)]


def test_reason_is_needed_and_nothing_happens_without(clerk, kept, dropped):
    with pytest.raises(ReasonMissingError):
        merge(clerk, kept, dropped, reason=" ")
    assert Person.objects.get(pk=dropped.id).merged_into is None


def test_record_is_not_merged_with_itself(clerk, kept):
    with pytest.raises(SelfRelationError):
        merge(clerk, kept, kept)


def test_other_record_must_be_in_reach(clerk, kept, city):
    with pytest.raises(NotFoundError):
        merge(clerk, kept, somebody(living=city.village))


def test_community_worker_may_not_merge(community_worker, kept, dropped):
    with pytest.raises(ForbiddenError):
        merge(community_worker, kept, dropped)
