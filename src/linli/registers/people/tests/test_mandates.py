"""Mandates: by a one-time code online, by staff at the counter."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from linli.foundation.actors.values import ANONYMOUS, Proof
from linli.foundation.errors.values import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
)
from linli.registers.people import queries, services
from linli.registers.people.models import Mandate
from linli.registers.people.tests.factories import NOW, TODAY, child, signed_in, somebody
from linli.registers.people.values import (
    CapacityError,
    CodeError,
    ImpossibleDateError,
    NotProvenError,
    Scope,
    SelfRelationError,
    TooLongError,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(city):
    return somebody("张秀兰", living=city.community)


@pytest.fixture
def son(city):
    return somebody("李建国", living=city.other_community)


def grant(person, **more):
    return services.grant_mandate(signed_in(person), **({"from_on": TODAY} | more), now=NOW)


def accept(person, code, now=NOW, proof=Proof.COUNTER):
    return services.accept_mandate(signed_in(person, proof, 9002), code=code, now=now)


def may_act(person, **more):
    return queries.principals(signed_in(person), **({"today": TODAY} | more))


@pytest.mark.plan("B7")
def test_code_makes_the_agent(mother, son):
    granted = grant(mother)
    assert may_act(son) == ()
    accept(son, granted.code)
    assert may_act(son) == (mother.id,)
    assert queries.person(signed_in(son), person_id=mother.id, now=NOW).name == "张秀兰"


def test_code_is_kept_nowhere_in_plain(mother):
    granted = grant(mother)
    row = Mandate.objects.get(public_id=granted.public_id)
    assert granted.code.encode() not in bytes(row.code_index or b"")


@pytest.mark.parametrize(
    "typed",
    [str.lower, lambda code: f" {code[:5]} {code[5:]} ", lambda code: f"{code[:5]}-{code[5:]}"],
)
def test_code_may_be_typed_with_spaces_or_small(mother, son, typed):
    accept(son, typed(grant(mother).code))
    assert may_act(son) == (mother.id,)


def test_code_is_good_once(mother, son):
    granted = grant(mother)
    accept(son, granted.code)
    with pytest.raises(CodeError):
        accept(somebody("别人"), granted.code)


def test_old_wrong_own_and_revoked_codes_are_refused_alike(mother, son):
    granted = grant(mother)
    for person, code, now in (
        (son, "ABCDEFGHJK", NOW),
        (mother, granted.code, NOW),
        (son, granted.code, NOW + timedelta(days=7)),
    ):
        with pytest.raises(CodeError):
            accept(person, code, now)
    services.revoke_mandate(signed_in(mother), mandate_id=granted.public_id, now=NOW)
    with pytest.raises(CodeError):
        accept(son, granted.code)
    assert may_act(son) == ()


@pytest.mark.parametrize("proof", [Proof.NONE, Proof.PHONE])
def test_unproven_neither_grants_nor_accepts(mother, son, proof):
    with pytest.raises(NotProvenError):
        services.grant_mandate(signed_in(mother, proof), from_on=TODAY, now=NOW)
    with pytest.raises(NotProvenError):
        accept(son, grant(mother).code, proof=proof)


def test_nobody_signed_in_is_refused():
    with pytest.raises(ForbiddenError):
        services.grant_mandate(ANONYMOUS, from_on=TODAY, now=NOW)


@pytest.mark.plan("B7")
def test_mandate_for_one_item_is_for_that_item_only(mother, son, offered):
    accept(son, grant(mother, item_code="B3.21-22").code)
    assert may_act(son) == ()
    assert may_act(son, item_code="B3.01") == ()
    assert may_act(son, item_code="B3.21-22") == (mother.id,)
    assert (
        queries.prefill(signed_in(son), person_id=mother.id, now=NOW, item_code="B3.21-22")[
            "applicant.name"
        ]
        == "张秀兰"
    )
    with pytest.raises(NotFoundError):
        queries.prefill(signed_in(son), person_id=mother.id, now=NOW)


def test_item_that_is_not_offered_is_refused_at_its_field(clerk, mother, city, offered):
    neighbour = somebody("邻居", living=city.community)
    with pytest.raises(InvalidError) as by_code:
        grant(mother, item_code="B3.01")
    with pytest.raises(InvalidError) as at_the_counter:
        services.grant_mandate(
            clerk,
            principal_id=mother.id,
            agent_id=neighbour.id,
            item_code="B3.01",
            from_on=TODAY,
            now=NOW,
        )
    for refused in (by_code, at_the_counter):
        problems = [(one.path, one.code) for one in refused.value.problems]
        assert problems == [("item_code", "item_unknown")]
    assert not Mandate.objects.exists()


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=31)])
def test_mandate_holds_on_its_days_only(mother, son, day):
    accept(son, grant(mother, to_on=TODAY + timedelta(days=30)).code)
    assert may_act(son, today=day) == ()


@pytest.mark.plan("B7")
def test_mandate_opens_the_person_and_not_their_family(mother, son, city, clerk):
    daughter = somebody("张小妹", living=city.community)
    ward = child(living=city.community)
    services.add_guardianship(clerk, guardian_id=mother.id, ward_id=ward.id, from_on=TODAY, now=NOW)
    for person in (daughter, son):
        accept(person, grant(mother).code)

    def page(actor):
        return queries.file_page(actor, person_id=mother.id, now=NOW)

    shown = page(signed_in(son))
    assert shown.person.name == "张秀兰"
    assert (shown.household, shown.relations) == (None, ())
    assert [row.agent for row in shown.mandates] == ["李建国"]
    for whole in (page(signed_in(mother)), page(clerk)):
        assert len(whole.relations) == 1
        assert len(whole.mandates) == 2


@pytest.mark.parametrize("who", ["mother", "son"])
def test_either_side_ends_it(mother, son, who, request):
    mandate = accept(son, grant(mother).code)
    services.revoke_mandate(signed_in(request.getfixturevalue(who)), mandate_id=mandate, now=NOW)
    assert may_act(son) == ()


def test_stranger_does_not_find_it(mother, son):
    mandate = accept(son, grant(mother).code)
    with pytest.raises(NotFoundError):
        services.revoke_mandate(signed_in(somebody("别人")), mandate_id=mandate, now=NOW)
    assert may_act(son) == (mother.id,)


def test_ended_mandate_is_not_ended_again(mother):
    granted = grant(mother)
    services.revoke_mandate(signed_in(mother), mandate_id=granted.public_id, now=NOW)
    with pytest.raises(ConflictError):
        services.revoke_mandate(signed_in(mother), mandate_id=granted.public_id, now=NOW)


def test_somebody_underage_grants_nothing():
    with pytest.raises(CapacityError):
        grant(somebody(born=date(2010, 1, 1)))


def test_end_before_start_is_refused(mother):
    with pytest.raises(ImpossibleDateError):
        grant(mother, to_on=TODAY - timedelta(days=1))


@pytest.mark.plan("B7")
def test_at_the_counter_it_holds_at_once(clerk, mother, city):
    neighbour = somebody("邻居", living=city.community)
    services.grant_mandate(
        clerk, principal_id=mother.id, agent_id=neighbour.id, from_on=TODAY, now=NOW
    )
    assert may_act(neighbour) == (mother.id,)


def test_counter_names_both(clerk, mother):
    with pytest.raises(NotFoundError):
        services.grant_mandate(clerk, principal_id=mother.id, from_on=TODAY, now=NOW)
    with pytest.raises(SelfRelationError):
        services.grant_mandate(
            clerk, principal_id=mother.id, agent_id=mother.id, from_on=TODAY, now=NOW
        )


def test_resident_cannot_name_an_agent_by_number(mother, son):
    with pytest.raises(ForbiddenError):
        services.grant_mandate(
            signed_in(mother), principal_id=mother.id, agent_id=son.id, from_on=TODAY, now=NOW
        )


def test_database_refuses_ones_own_mandate(mother):
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(
            principal_id=mother.id,
            agent_id=mother.id,
            from_on=TODAY,
            accepted_at=NOW,
            created_at=NOW,
        )


def test_a_mandate_holds_three_years_at_most(mother, son):
    last = date(2029, 11, 19)
    with pytest.raises(TooLongError):
        grant(mother, to_on=last + timedelta(days=1))
    assert not Mandate.objects.exists()
    accept(son, grant(mother, to_on=last).code)
    assert Mandate.objects.get().to_on == last


def test_without_a_last_day_it_ends_after_three_years(mother):
    grant(mother)
    assert Mandate.objects.get().to_on == date(2029, 11, 19)


def test_who_may_only_follow_does_not_open_the_record(mother, son):
    accept(son, grant(mother, scope=["follow"]).code)
    (one,) = queries.acting_for(signed_in(son), today=TODAY)
    assert one.scope == {Scope.FOLLOW}
    assert may_act(son) == ()
    with pytest.raises(NotFoundError):
        queries.person(signed_in(son), person_id=mother.id, now=NOW)


def test_a_mandate_for_nothing_is_refused(mother):
    with pytest.raises(InvalidError):
        grant(mother, scope=[])
    assert not Mandate.objects.exists()


def test_database_refuses_a_mandate_for_nothing(mother):
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(
            principal_id=mother.id,
            from_on=TODAY,
            created_at=NOW,
            may_file=False,
            may_follow=False,
            may_collect=False,
        )
