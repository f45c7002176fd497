"""A child's guardian acts until it is 18; an adult's by a court's judgment only."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import InvalidError, NotFoundError
from linli.foundation.files import queries as files
from linli.registers.people import queries, rules, services
from linli.registers.people.models import Person, Relation
from linli.registers.people.tests.factories import ADULT, NOW, TODAY, number, signed_in, somebody
from linli.registers.people.values import (
    AdultWardError,
    Capacity,
    GuardianBasis,
    ImpossibleDateError,
    UnderGuardianError,
)

pytestmark = pytest.mark.django_db
EIGHTEENTH = date(2026, 12, 20)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
SAID: dict[str, Any] = {
    "court": "天津市和平区人民法院",
    "judgment_number": "（2025）津0101民特18号",
    "judged_on": date(2025, 3, 1),
    "capacity": Capacity.LIMITED,
}


@pytest.fixture
def father(city):
    return somebody("郑家和", living=city.community, born=date(1950, 1, 1))


@pytest.fixture
def teenager(city):
    return somebody("郑小宝", living=city.community, born=date(2008, 12, 20))


@pytest.fixture
def son(city):
    return somebody("郑晓东", living=city.community, document=number(ADULT, order=777))


def judged(clerk, father, son, **more):
    return services.add_court_guardianship(
        clerk, guardian_id=father.id, ward_id=son.id, **SAID | more, now=NOW
    )


def wards(person, day=TODAY):
    return queries.principals(signed_in(person), today=day)


@given(st.dates(date(1900, 1, 1), date(2080, 12, 31)), st.dates(date(1920, 1, 1), date(2099, 1, 1)))
def test_both_halves_of_the_rule_agree(born, day):
    is_adult = rules.age_on(born, day) >= 18
    assert is_adult is (born <= rules.adults_born_by(day)) is (day >= rules.adult_from(born))


def test_a_guardians_power_ends_on_the_day_the_child_is_18(clerk, father, teenager):
    services.add_guardianship(
        clerk, guardian_id=father.id, ward_id=teenager.id, from_on=TODAY, now=NOW
    )
    before = EIGHTEENTH - timedelta(days=1)
    assert [wards(father, day) for day in (before, EIGHTEENTH)] == [(teenager.id,), ()]
    assert Relation.objects.get().to_on is None  # no job was needed
    assert queries.family(signed_in(father), now=NOW).wards[0].to_on == before
    assert queries.family(signed_in(father), now=NOW + timedelta(days=30)).wards == ()


def test_an_adult_has_no_guardian_without_a_judgment_nor_a_child_with_one(
    clerk, father, son, teenager
):
    with pytest.raises(AdultWardError):
        services.add_guardianship(
            clerk, guardian_id=father.id, ward_id=son.id, from_on=TODAY, now=NOW
        )
    with pytest.raises(AdultWardError):
        services.add_guardianship(
            clerk,
            guardian_id=father.id,
            ward_id=teenager.id,
            basis=GuardianBasis.COURT,
            from_on=TODAY,
            now=NOW,
        )
    with pytest.raises(AdultWardError):
        judged(clerk, father, teenager)
    assert not Relation.objects.exists()


def test_a_judgment_makes_a_guardian_until_it_is_ended(clerk, father, son):
    relation = judged(clerk, father, son)
    assert wards(father) == (son.id,)
    services.end_relation(clerk, relation_id=relation, to_on=TODAY, reason="撤销监护判决", now=NOW)
    assert wards(father, TODAY + timedelta(days=1)) == ()


def test_a_guardian_of_the_child_can_be_that_of_the_adult(clerk, father, teenager):
    services.add_guardianship(
        clerk, guardian_id=father.id, ward_id=teenager.id, from_on=TODAY, now=NOW
    )
    later = NOW + timedelta(days=60)
    services.add_court_guardianship(
        clerk,
        guardian_id=father.id,
        ward_id=teenager.id,
        **SAID | {"judged_on": later.date()},
        now=later,
    )
    assert wards(father, later.date()) == (teenager.id,)
    old = Relation.objects.get(basis=GuardianBasis.LAW)
    assert old.to_on == EIGHTEENTH - timedelta(days=1)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"court": " "}, InvalidError),
        ({"judgment_number": ""}, InvalidError),
        ({"judged_on": TODAY + timedelta(days=1)}, ImpossibleDateError),
    ],
)
def test_a_judgment_names_court_number_and_a_day_that_was(clerk, father, son, more, error):
    with pytest.raises(error):
        judged(clerk, father, son, **more)
    assert not Relation.objects.exists()


def test_the_judgment_is_sealed_and_the_database_wants_one(clerk, father, son):
    judged(clerk, father, son)
    row = Relation.objects.get()
    assert "和平".encode() not in bytes(row.judgment or b"")
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.update(judgment=None)


def test_its_page_is_for_the_guardian_and_staff_in_reach_whose_look_is_logged(
    clerk, other_clerk, father, son
):
    relation = judged(clerk, father, son)
    page = queries.judgment(clerk, relation_id=relation, now=NOW)
    assert page.judgment.number == SAID["judgment_number"]
    assert queries.judgment(signed_in(father), relation_id=relation, now=NOW).ward == "郑晓东"
    looks = AuditEntry.objects.filter(act="people.judgment.read")
    assert [entry.account_id for entry in looks] == [clerk.account_id]
    for actor in (other_clerk, signed_in(son)):
        with pytest.raises(NotFoundError):
            queries.judgment(actor, relation_id=relation, now=NOW)


def test_its_photograph_is_read_by_the_same_and_logged(clerk, other_clerk, father, son):
    upload = SimpleUploadedFile("判决书.png", PNG, "image/png")
    relation = judged(clerk, father, son, paper=upload)
    file = queries.judgment(clerk, relation_id=relation, now=NOW).papers[0]
    assert files.content(clerk, public_id=file.public_id)[1] == PNG
    assert AuditEntry.objects.filter(act="people.judgment.paper_read").count() == 1
    with pytest.raises(NotFoundError):
        files.content(other_clerk, public_id=file.public_id)


def test_a_ward_by_judgment_neither_gives_nor_takes_a_mandate(clerk, father, son):
    judged(clerk, father, son)
    with pytest.raises(UnderGuardianError):
        services.grant_mandate(signed_in(son), from_on=TODAY, now=NOW)
    code = services.grant_mandate(signed_in(father), from_on=TODAY, now=NOW).code
    with pytest.raises(UnderGuardianError):
        services.accept_mandate(signed_in(son), code=code, now=NOW)


def test_a_ward_by_judgment_acts_for_nobody_any_more(clerk, father, son):
    code = services.grant_mandate(signed_in(father), from_on=TODAY, now=NOW).code
    services.accept_mandate(signed_in(son), code=code, now=NOW)
    assert wards(son) == (father.id,)
    judged(clerk, father, son)
    assert wards(son) == ()


def test_wards_are_recognised_by_their_number_and_only_ones_own(clerk, father, son):
    document = ("resident_id", number(ADULT, order=777))
    judged(clerk, father, son)

    def found(guardian_id):
        return queries.wards_by_judgment(guardian_id, documents=[document], today=TODAY)

    assert found(father.id) == {document}
    assert found(son.id) == frozenset()
    Person.objects.filter(pk=son.id).update(died_on=TODAY)
    assert found(father.id) == frozenset()
