"""What every write leaves in the log, what needs a reason, and what is not shown."""

from datetime import date, timedelta

import pytest

from linli.foundation.actors.values import Proof
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ConflictError, InvalidError, NotFoundError
from linli.foundation.formspec.values import DocumentType as Type
from linli.registers.people import queries, services
from linli.registers.people.models import HouseholdMember, IdentityDocument, Person, Relation
from linli.registers.people.tests import factories
from linli.registers.people.tests.factories import NOW, TODAY, child, signed_in, somebody
from linli.registers.people.values import (
    HouseholdError,
    ImpossibleDateError,
    Kinship,
    ReasonMissingError,
    RelationKind,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def parent(city):
    return somebody("李建国", living=city.community)


@pytest.fixture
def kid(city):
    return child(living=city.community)


def acts():
    rows = AuditEntry.objects.exclude(act__in=("people.person.registered",)).order_by("pk")
    return list(rows.values_list("act", "reason"))


def home_of(clerk, parent, kid):
    home = services.open_household(clerk, head_id=parent.id, now=NOW)
    services.add_member(clerk, household_id=home, person_id=kid.id, kinship=Kinship.CHILD, now=NOW)
    return home


def test_households_and_relations_stand_in_the_log(clerk, parent, kid):
    home_of(clerk, parent, kid)
    services.leave_household(clerk, person_id=kid.id, now=NOW)
    relation = services.add_relation(
        clerk, person_id=parent.id, other_id=kid.id, kind=RelationKind.PARENT, now=NOW
    )
    services.end_relation(clerk, relation_id=relation, to_on=TODAY, reason="登记有误", now=NOW)
    assert acts() == [
        ("people.household.opened", ""),
        ("people.household.joined", ""),
        ("people.household.left", ""),
        ("people.relation.added", ""),
        ("people.relation.ended", "登记有误"),
    ]


def test_documents_and_phones_stand_in_the_log(clerk, city):
    made = somebody(living=city.community, phone="13812343210")
    passport = services.add_document(
        clerk, person_id=made.id, document_type=Type.PASSPORT, number="E7654321", now=NOW
    )
    services.confirm_identity(clerk, document_id=passport, proof=Proof.CARD, now=NOW)
    services.retire_document(clerk, document_id=passport, reason="换发", now=NOW)
    services.unmask_phone(clerk, person_id=made.id, reason="电话联系", now=NOW)
    services.change_contact(signed_in(made), phone="13912345678", email="", now=NOW)
    assert acts() == [
        ("people.document.added", ""),
        ("people.document.confirmed", ""),
        ("people.document.retired", "换发"),
        ("people.phone.unmasked", "电话联系"),
        ("people.person.changed", ""),
    ]


def test_registering_and_merging_stand_in_the_log(clerk, city, parent):
    twin = somebody("李建国", living=city.community)
    services.merge(clerk, kept_id=parent.id, dropped_id=twin.id, reason="同一人", now=NOW)
    assert acts() == [("people.person.merged", "同一人")]
    assert AuditEntry.objects.filter(act="people.person.registered").count() == 2


def test_without_a_reason_no_document_goes_and_no_phone_is_shown(clerk, city):
    made = somebody(living=city.community, phone="13812343210")
    passport = services.add_document(
        clerk, person_id=made.id, document_type=Type.PASSPORT, number="E7654321", now=NOW
    )
    with pytest.raises(ReasonMissingError):
        services.retire_document(clerk, document_id=passport, reason=" ", now=NOW)
    with pytest.raises(ReasonMissingError):
        services.unmask_phone(clerk, person_id=made.id, reason=" ", now=NOW)
    assert IdentityDocument.objects.filter(is_live=True).count() == 2


def test_a_document_of_somebody_else_is_not_added(clerk, city):
    made = somebody(living=city.community)
    with pytest.raises(InvalidError):
        services.add_document(
            clerk,
            person_id=made.id,
            document_type=Type.HMT_RESIDENCE,
            number=factories.number(date(1970, 1, 1), region="810000"),
            now=NOW,
        )


def test_one_number_on_two_kinds_of_document_is_two_people(clerk, city):
    first = somebody(living=city.community)
    second = somebody("王芳", living=city.community)
    for made, kind in ((first, Type.PASSPORT), (second, Type.HOME_RETURN)):
        services.add_document(
            clerk, person_id=made.id, document_type=kind, number="H12345678", now=NOW
        )
    found = queries.find_exact(clerk, document_type=Type.HOME_RETURN, number="H12345678", now=NOW)
    assert found.id == second.id


def test_a_retired_document_is_not_shown(clerk, city):
    made = somebody(living=city.community)
    passport = services.add_document(
        clerk, person_id=made.id, document_type=Type.PASSPORT, number="E7654321", now=NOW
    )
    services.retire_document(clerk, document_id=passport, reason="换发", now=NOW)
    assert len(queries.person(clerk, person_id=made.id, now=NOW).documents) == 1


def test_who_registered_somebody_from_elsewhere_may_go_on_that_day(clerk):
    made = services.register(
        clerk,
        name="王芳",
        document_type=Type.RESIDENT_ID,
        number=factories.number(date(1990, 1, 2)),
        now=NOW,
    )
    assert queries.person(clerk, person_id=made.id, now=NOW).name == "王芳"
    with pytest.raises(NotFoundError):
        queries.person(clerk, person_id=made.id, now=NOW + timedelta(days=1))


def test_a_phone_taken_away_finds_nobody(clerk, city):
    made = somebody(living=city.community, phone="13812343210")
    services.change_contact(signed_in(made), phone="", email="", now=NOW)
    assert queries.find(clerk, text="13812343210", now=NOW) == ()


def test_ones_own_phone_must_be_one(city):
    me = signed_in(somebody(living=city.community, phone="13812343210"))
    with pytest.raises(InvalidError):
        services.change_contact(me, phone="123", email="", now=NOW)
    assert queries.family(me, now=NOW).person.phone == "138****3210"


def test_phone_and_name_of_a_child_are_covered_in_lists_and_relations(clerk, parent, city):
    kid = somebody("李小宝", living=city.community, born=factories.CHILD, phone="13812343210")
    services.add_relation(
        clerk, person_id=parent.id, other_id=kid.id, kind=RelationKind.PARENT, now=NOW
    )
    row = queries.find(clerk, text="李小宝", now=NOW)[0]
    page = queries.file_page(clerk, person_id=parent.id, now=NOW)
    assert (row.phone, page.relations[0].other_name) == ("", "李*宝")


def test_what_has_ended_is_not_shown(clerk, parent, kid):
    home_of(clerk, parent, kid)
    relation = services.add_guardianship(
        clerk, guardian_id=parent.id, ward_id=kid.id, from_on=date(2020, 1, 1), now=NOW
    )
    services.leave_household(clerk, person_id=kid.id, now=NOW)
    services.end_relation(
        clerk, relation_id=relation, to_on=TODAY - timedelta(days=1), reason="变更", now=NOW
    )
    assert queries.family(signed_in(kid), now=NOW).household is None
    assert queries.family(signed_in(parent), now=NOW).relations == ()
    facts = queries.prefill(signed_in(parent), person_id=parent.id, now=NOW)
    assert facts["household.size"] == 1


@pytest.mark.parametrize("left_on", [TODAY + timedelta(days=1), TODAY - timedelta(days=1)])
def test_nobody_leaves_before_they_came_or_tomorrow(clerk, parent, kid, left_on):
    home_of(clerk, parent, kid)
    with pytest.raises(ImpossibleDateError):
        services.leave_household(clerk, person_id=kid.id, left_on=left_on, now=NOW)
    assert HouseholdMember.objects.filter(left_on=None).count() == 2


def test_a_household_keeps_one_head(clerk, parent, kid):
    home_of(clerk, parent, kid)
    with pytest.raises(HouseholdError):
        services.change_head(clerk, person_id=kid.id, former_is=Kinship.HEAD, now=NOW)


def test_a_relation_out_of_reach_is_not_ended_nor_before_it_began(clerk, other_clerk, parent, kid):
    relation = services.add_guardianship(
        clerk, guardian_id=parent.id, ward_id=kid.id, from_on=TODAY, now=NOW
    )
    with pytest.raises(NotFoundError):
        services.end_relation(other_clerk, relation_id=relation, to_on=TODAY, reason="x", now=NOW)
    with pytest.raises(ImpossibleDateError):
        services.end_relation(
            clerk, relation_id=relation, to_on=TODAY - timedelta(days=1), reason="x", now=NOW
        )
    assert Relation.objects.get().to_on is None


def test_guardians_do_not_slip_in_among_relatives(clerk, parent, kid):
    with pytest.raises(InvalidError):
        services.add_relation(
            clerk, person_id=parent.id, other_id=kid.id, kind=RelationKind.GUARDIAN, now=NOW
        )


def test_a_merge_keeps_the_best_proof_the_death_and_the_agent(clerk, city, parent):
    twin = somebody("李建国", living=city.community, proof=Proof.CARD)
    principal = somebody("张秀兰", living=city.community)
    code = services.grant_mandate(signed_in(principal), from_on=TODAY, now=NOW).code
    services.accept_mandate(signed_in(twin), code=code, now=NOW)
    between = services.grant_mandate(signed_in(parent), from_on=TODAY, now=NOW).code
    services.accept_mandate(signed_in(twin), code=between, now=NOW)
    services.change(clerk, person_id=twin.id, changes={"died_on": TODAY}, now=NOW)
    services.merge(clerk, kept_id=parent.id, dropped_id=twin.id, reason="同一人", now=NOW)
    row = Person.objects.get(pk=parent.id)
    assert (row.proof, row.died_on) == (Proof.CARD, TODAY)
    assert queries.principals(signed_in(parent), today=TODAY) == (principal.id,)


def test_age_stops_with_death(clerk, city):
    made = somebody(living=city.community)
    services.change(clerk, person_id=made.id, changes={"died_on": date(2000, 1, 1)}, now=NOW)
    assert queries.person(clerk, person_id=made.id, now=NOW).age == 19


def test_who_dies_on_the_day_of_birth_is_registered(clerk, city):
    made = somebody(living=city.community)
    services.change(clerk, person_id=made.id, changes={"died_on": factories.ADULT}, now=NOW)
    assert Person.objects.get(pk=made.id).died_on == factories.ADULT


def test_an_ended_relation_is_not_brought_back_by_ending_it_later(clerk, parent, kid):
    relation = services.add_guardianship(
        clerk, guardian_id=parent.id, ward_id=kid.id, from_on=date(2020, 1, 1), now=NOW
    )
    gone = TODAY - timedelta(days=1)
    services.end_relation(clerk, relation_id=relation, to_on=gone, reason="变更", now=NOW)
    with pytest.raises(ConflictError):
        services.end_relation(
            clerk, relation_id=relation, to_on=date(2030, 1, 1), reason="变更", now=NOW
        )
    assert queries.principals(signed_in(parent), today=TODAY) == ()
