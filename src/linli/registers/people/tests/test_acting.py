"""Acting for others: by which right, for how long, and what the log keeps of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from linli.foundation.actors.values import Proof, Role
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.registers.accounts.tests.factories import staff
from linli.registers.people import queries, services
from linli.registers.people.models import Mandate, Person, Relation
from linli.registers.people.tests.factories import NOW, TODAY, child, signed_in, somebody
from linli.registers.people.values import WHOLE_SCOPE, CapacityError, CodeError, RelationKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(city):
    return somebody("张秀兰", living=city.community)


@pytest.fixture
def son(city):
    return somebody("李建国", living=city.community)


def grant(person, **more):
    return services.grant_mandate(signed_in(person), **({"from_on": TODAY} | more), now=NOW)


def accept(actor, code, now=NOW):
    return services.accept_mandate(actor, code=code, now=now)


def acting(actor):
    return (
        queries.principals(actor, today=TODAY),
        queries.acting_for(actor, today=TODAY),
    )


def test_below_proven_nobody_acts_by_an_old_mandate(mother, son):
    accept(signed_in(son), grant(mother).code)
    assert acting(signed_in(son)) == ((mother.id,), ((mother.id, "", WHOLE_SCOPE),))
    assert acting(signed_in(son, Proof.PHONE)) == ((), ())


def test_a_revoked_mandate_opens_neither_list(mother, son):
    mandate = accept(signed_in(son), grant(mother).code)
    services.revoke_mandate(signed_in(mother), mandate_id=mandate, now=NOW)
    assert acting(signed_in(son)) == ((), ())


def test_nobody_acts_for_the_dead(clerk, mother, son, city):
    accept(signed_in(son), grant(mother).code)
    ward = child(living=city.community)
    services.add_guardianship(clerk, guardian_id=son.id, ward_id=ward.id, from_on=TODAY, now=NOW)
    assert acting(signed_in(son))[0] == (mother.id, ward.id)
    Person.objects.filter(pk__in=(mother.id, ward.id)).update(died_on=TODAY)
    assert acting(signed_in(son)) == ((), ())


def test_a_relative_who_is_no_guardian_acts_for_nobody(clerk, mother, son):
    older = somebody("李老", born=date(1950, 1, 1))
    services.add_relation(
        clerk, person_id=son.id, other_id=mother.id, kind=RelationKind.SIBLING, now=NOW
    )
    Relation.objects.update(from_on=TODAY)  # what makes a guardianship begin is not enough
    assert acting(signed_in(son)) == acting(signed_in(mother)) == acting(signed_in(older))
    assert acting(signed_in(son)) == ((), ())


def test_the_code_of_a_mandate_that_has_ended_is_refused(mother, son):
    code = grant(mother, to_on=TODAY + timedelta(days=1)).code
    with pytest.raises(CodeError):
        accept(signed_in(son), code, NOW + timedelta(days=2))


def test_somebody_underage_accepts_nothing_online_or_at_the_counter(city, clerk, mother):
    young = somebody("李小弟", living=city.community, born=date(2010, 1, 1))
    with pytest.raises(CapacityError):
        accept(signed_in(young), grant(mother).code)
    with pytest.raises(CapacityError):
        services.grant_mandate(
            clerk, principal_id=mother.id, agent_id=young.id, from_on=TODAY, now=NOW
        )
    assert not Mandate.objects.exclude(agent=None).exists()


def test_who_turns_eighteen_today_may_be_an_agent(mother):
    grown = somebody("李大", born=date(2008, 11, 20))
    accept(signed_in(grown), grant(mother).code)
    assert acting(signed_in(grown))[0] == (mother.id,)


def test_a_token_without_the_scope_accepts_nothing(mother, son):
    narrowed = replace(signed_in(son), scopes=frozenset({"people:family:read"}))
    with pytest.raises(ForbiddenError):
        accept(narrowed, grant(mother).code)


def test_ending_is_for_both_sides_proven_and_staff_in_reach(mother, son, other_clerk, clerk):
    mandate = accept(signed_in(son), grant(mother).code)
    for actor in (other_clerk, signed_in(mother, Proof.PHONE)):
        with pytest.raises(NotFoundError):
            services.revoke_mandate(actor, mandate_id=mandate, now=NOW)
    services.revoke_mandate(clerk, mandate_id=mandate, now=NOW)
    assert Mandate.objects.get().revoked_at == NOW


def test_a_mandate_holds_from_its_first_day_to_its_last(mother, son):
    accept(signed_in(son), grant(mother, to_on=TODAY + timedelta(days=2)).code)
    first = [queries.principals(signed_in(son), today=TODAY + timedelta(n)) for n in (-1, 0, 2, 3)]
    assert first == [(), (mother.id,), (mother.id,), ()]


def test_a_mandate_for_one_service_opens_the_record_for_that_service_only(mother, son, offered):
    agent = signed_in(son)
    accept(agent, grant(mother, item_code="B3.21-22").code)
    for read in (queries.person, queries.prefill):
        assert read(agent, person_id=mother.id, now=NOW, item_code="B3.21-22")
        for item_code in (None, "B5.02"):
            with pytest.raises(NotFoundError):
                read(agent, person_id=mother.id, now=NOW, item_code=item_code)


def test_staff_who_act_privately_still_see_what_their_post_shows(clerk, mother, son, city):
    services.add_relation(
        clerk, person_id=son.id, other_id=mother.id, kind=RelationKind.SIBLING, now=NOW
    )
    private = replace(clerk, person_id=son.id, proof=Proof.COUNTER)
    accept(private, grant(mother).code)
    assert queries.file_page(private, person_id=mother.id, now=NOW).relations
    at_home = replace(private, holdings=())
    assert not queries.file_page(at_home, person_id=mother.id, now=NOW).relations


def test_staff_who_fill_in_for_themselves_leave_no_look_in_the_log(clerk, mother):
    queries.prefill(
        replace(clerk, person_id=mother.id, proof=Proof.COUNTER), person_id=mother.id, now=NOW
    )
    assert not AuditEntry.objects.filter(act="people.person.prefilled").exists()


def test_each_step_of_a_mandate_stands_in_the_log(mother, son):
    mandate = accept(signed_in(son), grant(mother).code)
    services.revoke_mandate(signed_in(mother), mandate_id=mandate, now=NOW)
    acts = AuditEntry.objects.filter(act__startswith="people.mandate").order_by("pk")
    assert list(acts.values_list("act", "subject")) == [
        (f"people.mandate.{act}", str(mother.public_id))
        for act in ("granted", "accepted", "revoked")
    ]


def test_approval_is_for_one_child(clerk, street_officer, city):
    one, other = child(living=city.community), child("李小贝", living=city.community)
    asked = services.request_minor_reading(clerk, person_id=one.id, reason="走访", now=NOW)
    services.approve_minor_reading(street_officer, approval_id=asked, now=NOW)
    assert queries.person(clerk, person_id=one.id, now=NOW)
    with pytest.raises(ForbiddenError):
        queries.person(clerk, person_id=other.id, now=NOW)


def test_an_officer_who_reads_may_not_prefill_or_serve(civil_affairs_officer, mother):
    assert queries.person(civil_affairs_officer, person_id=mother.id, now=NOW)
    assert not queries.may_serve(civil_affairs_officer, person_id=mother.id, now=NOW)
    with pytest.raises(ForbiddenError):
        queries.prefill(civil_affairs_officer, person_id=mother.id, now=NOW)


def test_an_agent_who_takes_in_may_not_search_or_merge(city, mother, son):
    agent = staff("代丁", Role.AGENT, city.office, city.street)
    with pytest.raises(ForbiddenError):
        queries.find(agent, text="张秀兰", now=NOW)
    with pytest.raises(ForbiddenError):
        services.merge(agent, kept_id=mother.id, dropped_id=son.id, reason="x", now=NOW)
