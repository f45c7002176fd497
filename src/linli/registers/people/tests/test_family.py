"""Households, guardians, relatives, and for whom somebody may act."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from linli.foundation.errors.values import NotFoundError
from linli.registers.people import queries, services
from linli.registers.people.models import Household, HouseholdMember, Relation
from linli.registers.people.tests.factories import NOW, TODAY, child, signed_in, somebody
from linli.registers.people.values import (
    HeadLeavesLastError,
    HouseholdError,
    ImpossibleDateError,
    Kinship,
    ReasonMissingError,
    RelationExistsError,
    RelationKind,
    SelfRelationError,
    UnderageGuardianError,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def parent(city):
    return somebody("李建国", living=city.community)


@pytest.fixture
def kid(city):
    return child(living=city.community)


@pytest.fixture
def home(clerk, parent):
    return services.open_household(clerk, head_id=parent.id, now=NOW)


def household_in(page):
    assert page.household is not None
    return page.household


def add(clerk, home, person, kinship=Kinship.CHILD):
    services.add_member(clerk, household_id=home, person_id=person.id, kinship=kinship, now=NOW)


def guard(clerk, guardian, ward, **more):
    days = {"from_on": TODAY} | more
    return services.add_guardianship(
        clerk, guardian_id=guardian.id, ward_id=ward.id, **days, now=NOW
    )


def test_household_shows_head_and_members(clerk, parent, kid, home):
    add(clerk, home, kid)
    view = household_in(queries.family(signed_in(parent), now=NOW))
    assert [(m.name, m.kinship) for m in view.members] == [
        ("李建国", Kinship.HEAD),
        ("李小宝", Kinship.CHILD),
    ]


def test_child_is_covered_for_staff(clerk, parent, kid, home):
    add(clerk, home, kid)
    view = household_in(queries.file_page(clerk, person_id=parent.id, now=NOW))
    assert [m.name for m in view.members] == ["李建国", "李*宝"]


def test_second_head_is_refused(clerk, home, city):
    with pytest.raises(HouseholdError):
        add(clerk, home, somebody(living=city.community), Kinship.HEAD)
    assert HouseholdMember.objects.count() == 1


def test_person_is_in_one_household_at_a_time(clerk, home, kid, city):
    add(clerk, home, kid)
    second = services.open_household(clerk, head_id=somebody(living=city.community).id, now=NOW)
    with pytest.raises(HouseholdError):
        add(clerk, second, kid)


def test_database_holds_one_household_and_one_head(clerk, home, kid, parent, city):
    add(clerk, home, kid)
    other = Household.objects.create(created_at=NOW)
    for household, person, kinship in (
        (other.pk, kid.id, Kinship.CHILD),
        (Household.objects.get(public_id=home).pk, somebody().id, Kinship.HEAD),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            HouseholdMember.objects.create(
                household_id=household, person_id=person, kinship=kinship, joined_on=TODAY
            )


def test_who_left_may_join_another(clerk, home, kid, city):
    add(clerk, home, kid)
    services.leave_household(clerk, person_id=kid.id, now=NOW)
    second = services.open_household(clerk, head_id=somebody(living=city.community).id, now=NOW)
    add(clerk, second, kid)
    assert HouseholdMember.objects.filter(person=kid.id).count() == 2


def test_head_leaves_last_and_closes_the_household(clerk, home, parent, kid):
    add(clerk, home, kid)
    with pytest.raises(HeadLeavesLastError):
        services.leave_household(clerk, person_id=parent.id, now=NOW)
    services.leave_household(clerk, person_id=kid.id, now=NOW)
    services.leave_household(clerk, person_id=parent.id, now=NOW)
    assert Household.objects.get(public_id=home).closed_on == TODAY


def test_head_changes(clerk, home, parent, city):
    wife = somebody("王芳", living=city.community)
    add(clerk, home, wife, Kinship.SPOUSE)
    services.change_head(clerk, person_id=wife.id, former_is=Kinship.SPOUSE, now=NOW)
    view = household_in(queries.family(signed_in(wife), now=NOW))
    assert {m.name: m.kinship for m in view.members} == {
        "李建国": Kinship.SPOUSE,
        "王芳": Kinship.HEAD,
    }


def test_household_out_of_scope_is_not_found(other_clerk, home, city):
    with pytest.raises(NotFoundError):
        add(other_clerk, home, somebody(living=city.other_community))


def test_guardian_may_act_for_the_ward(clerk, parent, kid):
    guard(clerk, parent, kid)
    assert queries.principals(signed_in(parent), today=TODAY) == (kid.id,)
    assert queries.principals(signed_in(kid), today=TODAY) == ()


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=11)])
def test_guardianship_holds_on_its_days_only(clerk, parent, kid, day):
    guard(clerk, parent, kid, to_on=TODAY + timedelta(days=10))
    assert queries.principals(signed_in(parent), today=day) == ()


def test_underage_guardian_is_refused_with_the_reason(clerk, kid, city):
    brother = somebody("李小弟", living=city.community, born=date(2010, 1, 1))
    with pytest.raises(UnderageGuardianError) as caught:
        guard(clerk, brother, kid)
    assert caught.value.code == "guardian_underage"
    assert Relation.objects.count() == 0


def test_nobody_is_their_own_guardian(clerk, parent):
    with pytest.raises(SelfRelationError):
        guard(clerk, parent, parent)


def test_database_refuses_ones_own_guardian(parent):
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.create(
            person_id=parent.id, other_id=parent.id, kind=RelationKind.SPOUSE, created_at=NOW
        )


def test_database_refuses_an_undated_guardianship(parent, kid):
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.create(
            person_id=parent.id, other_id=kid.id, kind=RelationKind.GUARDIAN, created_at=NOW
        )


@pytest.mark.parametrize("days", [{"from_on": date(2016, 5, 5)}, {"to_on": date(2026, 11, 19)}])
def test_impossible_days_are_refused(clerk, parent, kid, days):
    with pytest.raises(ImpossibleDateError):
        guard(clerk, parent, kid, **days)


def test_same_guardianship_twice_is_refused(clerk, parent, kid):
    guard(clerk, parent, kid)
    with pytest.raises(RelationExistsError):
        guard(clerk, parent, kid)


def test_ended_guardianship_gives_nothing_any_more(clerk, parent, kid):
    relation = guard(clerk, parent, kid, from_on=date(2020, 1, 1))
    services.end_relation(
        clerk, relation_id=relation, to_on=date(2026, 11, 19), reason="变更", now=NOW
    )
    assert queries.principals(signed_in(parent), today=TODAY) == ()


def test_ending_needs_a_reason(clerk, parent, kid):
    relation = guard(clerk, parent, kid)
    with pytest.raises(ReasonMissingError):
        services.end_relation(clerk, relation_id=relation, to_on=TODAY, reason="", now=NOW)


def test_ward_out_of_reach_is_not_found(other_clerk, parent, kid):
    with pytest.raises(NotFoundError):
        guard(other_clerk, parent, kid)


def test_parent_is_older(clerk, parent, kid):
    with pytest.raises(ImpossibleDateError):
        services.add_relation(
            clerk, person_id=kid.id, other_id=parent.id, kind=RelationKind.PARENT, now=NOW
        )


def test_spouses_are_one_row_from_either_side(clerk, parent, city):
    wife = somebody("王芳", living=city.community)
    services.add_relation(
        clerk, person_id=wife.id, other_id=parent.id, kind=RelationKind.SPOUSE, now=NOW
    )
    with pytest.raises(RelationExistsError):
        services.add_relation(
            clerk, person_id=parent.id, other_id=wife.id, kind=RelationKind.SPOUSE, now=NOW
        )
