"""Check digits, dates, ages: no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.formspec.values import DocumentType as Type
from linli.registers.people import rules
from linli.registers.people.values import (
    CapacityError,
    IdentityError,
    ImpossibleDateError,
    SelfRelationError,
    Sex,
    UnderageGuardianError,
)

TODAY = date(2026, 11, 20)
births = st.dates(date(1900, 1, 1), TODAY)
orders = st.integers(0, 999)
provinces = st.sampled_from(sorted(rules.PROVINCES))
regions = st.builds(lambda first, rest: f"{first}{rest:04d}", provinces, st.integers(0, 9999))


def refusal(document_type, number):
    with pytest.raises(IdentityError) as caught:
        rules.check_identity(document_type, number, TODAY)
    return caught.value.code


@given(regions, births, orders)
def test_made_number_is_accepted_and_says_what_went_in(region, birth_date, order):
    number = rules.make_resident_number(region, birth_date, order)
    facts = rules.check_identity(Type.RESIDENT_ID, number, TODAY)
    assert (facts.number[:6], facts.birth_date, facts.is_male) == (
        region,
        birth_date,
        order % 2 == 1,
    )


@given(regions, births, orders, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_character_is_caught(region, birth_date, order, place, character):
    number = rules.make_resident_number(region, birth_date, order)
    wrong = number[:place] + character + number[place + 1 :]
    if wrong != number:
        refusal(Type.RESIDENT_ID, wrong)


@given(regions, births, orders, st.integers(0, 15))
def test_neighbours_swapped_are_caught(region, birth_date, order, place):
    number = rules.make_resident_number(region, birth_date, order)
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if wrong != number:
        refusal(Type.RESIDENT_ID, wrong)


@pytest.mark.parametrize("county", ["120221", "120222", "120223", "120224", "120225"])
@given(birth_date=st.dates(date(1900, 1, 1), date(1981, 12, 31)), order=orders)
def test_people_of_the_former_counties_born_before_1982_exist(county, birth_date, order):
    number = rules.make_resident_number(county, birth_date, order)
    assert rules.check_identity(Type.RESIDENT_ID, number, TODAY).number == number


@pytest.mark.parametrize("district", ["120114", "120115", "120116", "120117", "120118", "120119"])
def test_people_born_before_their_district_exist(district):
    number = rules.make_resident_number(district, date(1931, 1, 1), 7)
    assert rules.check_identity(Type.RESIDENT_ID, number, TODAY).number == number


def test_published_example_of_the_standard():
    # GB 11643, appendix: 11010519491231002X
    facts = rules.check_identity(Type.RESIDENT_ID, "11010519491231002X", TODAY)
    assert (facts.birth_date, facts.sex) == (date(1949, 12, 31), Sex.FEMALE)


@pytest.mark.parametrize(
    "typed",
    ["11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ"],
)
def test_number_may_be_typed_in_many_ways(typed):
    assert rules.check_identity(Type.RESIDENT_ID, typed, TODAY).number == "11010519491231002X"


@pytest.mark.parametrize("region", ["810000", "820000", "830000"])
@given(birth_date=births)
def test_residence_permits_of_three_regions(region, birth_date):
    number = rules.make_resident_number(region, birth_date, 12)
    facts = rules.check_identity(Type.HMT_RESIDENCE, number, TODAY)
    assert facts.birth_date == birth_date
    assert refusal(Type.RESIDENT_ID, number) == "identity_other_type_hmt"


def test_resident_card_is_no_residence_permit():
    number = rules.make_resident_number("120101", date(1990, 1, 1), 1)
    assert refusal(Type.HMT_RESIDENCE, number) == "identity_region"


@given(st.integers(0, 10**16 - 1))
def test_new_foreigners_card(digits):
    first = f"9{digits:016d}"
    number = first + rules.check_character(first)
    assert rules.check_identity(Type.FOREIGN_PERMANENT, number, TODAY).number == number
    assert refusal(Type.RESIDENT_ID, number) == "identity_other_type_foreign"


@given(st.integers(0, 10**16 - 1), st.integers(1, 17), st.integers(1, 9))
def test_wrong_digit_of_a_new_foreigners_card_is_caught(digits, place, by):
    first = f"9{digits:016d}"
    number = first + rules.check_character(first)
    if number[place] != "X":
        wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
        refusal(Type.FOREIGN_PERMANENT, wrong)


@pytest.mark.parametrize(
    ("document_type", "number"),
    [
        (Type.FOREIGN_PERMANENT, "CAN110105198001"),
        (Type.PASSPORT, "E12345678"),
        (Type.PASSPORT, "g-1234567"),
        (Type.HOME_RETURN, "H12345678"),
        (Type.HOME_RETURN, "M1234567801"),
        (Type.TAIWAN_PERMIT, "12345678"),
    ],
)
def test_other_documents_by_pattern(document_type, number):
    if document_type == Type.FOREIGN_PERMANENT:
        number = "CAN110105800101"
    assert rules.check_identity(document_type, number, TODAY).birth_date is None


@pytest.mark.parametrize(
    ("document_type", "number", "code"),
    [
        (Type.RESIDENT_ID, "", "identity_empty"),
        ("library_card", "1", "identity_type_unknown"),
        (Type.RESIDENT_ID, "110105491231002", "identity_length"),
        (Type.RESIDENT_ID, "1101051949123100AX", "identity_characters"),
        (Type.RESIDENT_ID, "110105194912310021", "identity_check_digit"),
        (Type.RESIDENT_ID, "99", "identity_length"),
        (Type.FOREIGN_PERMANENT, "CA1110105800101", "identity_pattern"),
        (Type.FOREIGN_PERMANENT, "11010519491231002X", "identity_pattern"),
        (Type.PASSPORT, "E12", "identity_pattern"),
        (Type.HOME_RETURN, "X12345678", "identity_pattern"),
        (Type.HOME_RETURN, "H123456789", "identity_pattern"),
        (Type.TAIWAN_PERMIT, "1234567", "identity_pattern"),
    ],
)
def test_refusal_says_why(document_type, number, code):
    assert refusal(document_type, number) == code


@pytest.mark.parametrize("digits", ["20261121", "19000230", "18000101", "19991301"])
def test_impossible_birth_date_is_refused(digits):
    first = f"120101{digits}001"
    number = first + rules.check_character(first)
    assert refusal(Type.RESIDENT_ID, number) == "identity_birth_date"


def test_region_that_is_none_is_refused():
    assert (
        refusal(Type.RESIDENT_ID, rules.make_resident_number("170101", date(1990, 1, 1), 1))
        == "identity_region"
    )


@given(st.text(max_size=30))
def test_whatever_is_typed_gets_an_answer(text):
    for document_type in Type:
        rules.identity_problems(document_type, text, TODAY)


def test_form_hook_names_the_part():
    hmt = rules.make_resident_number("810000", date(1990, 1, 1), 1)
    assert [p.path for p in rules.identity_problems(Type.RESIDENT_ID, hmt, TODAY)] == ["type"]
    assert [p.path for p in rules.identity_problems(Type.RESIDENT_ID, "1", TODAY)] == ["number"]


@given(births, births)
def test_age_grows_by_one_at_a_birthday(birth_date, day):
    if day >= birth_date:
        assert rules.age_on(birth_date, day) in {
            day.year - birth_date.year,
            day.year - birth_date.year - 1,
        }
        assert rules.age_on(birth_date, day + timedelta(days=366)) > rules.age_on(birth_date, day)


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2026, 2, 27), 17), (date(2026, 2, 28), 18), (date(2026, 3, 1), 18)],
)
def test_born_on_leap_day_turns_18_on_the_months_last_day(day, age):
    assert rules.age_on(date(2008, 2, 29), day) == age


@pytest.mark.parametrize(
    ("birth_date", "is_sheltered"), [(date(2012, 11, 21), True), (date(2012, 11, 20), False)]
)
def test_sheltered_until_the_fourteenth_birthday(birth_date, is_sheltered):
    assert rules.is_sheltered(birth_date, TODAY) is is_sheltered


CARD_OF_2019 = rules.make_resident_number("120101", date(2019, 3, 4), 7)


def test_who_is_born_late_in_a_month_is_sheltered_to_that_day():
    assert rules.sheltered_until(date(2012, 5, 31)) == date(2026, 5, 31)


def test_child_of_a_leap_day_is_sheltered_until_the_last_of_february():
    assert rules.sheltered_until(date(2012, 2, 29)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("answers", "born"),
    [
        ({"applicant": {"name": "李小敏", "birth_date": "1980-05-06"}}, date(1980, 5, 6)),
        (
            {
                "applicant": {"birth_date": "1980-05-06"},
                "household": [{"birth_date": "2016-05-06"}, {"birth_date": "2014-01-01"}],
            },
            date(2016, 5, 6),
        ),
        (
            {"child": {"document": {"type": "resident_id", "number": CARD_OF_2019}}},
            date(2019, 3, 4),
        ),
        ({"child": {"type": "resident_id", "number": "12010119"}, "birth_date": "soon"}, None),
        ({"amount": 3, "notes": ["2019-03-04"]}, None),
        ({}, None),
    ],
)
def test_youngest_person_that_answers_name(answers, born):
    assert rules.youngest(answers, TODAY) == born


def guardian(born=date(1980, 1, 1), died=None, pk=1):
    return (pk, born, died)


def ward(born=date(2016, 1, 1), died=None, pk=2):
    return (pk, born, died)


@pytest.mark.parametrize(
    ("sides", "from_on", "error"),
    [
        ((guardian(born=date(2008, 11, 21)), ward()), TODAY, UnderageGuardianError),
        ((guardian(), ward(pk=1)), TODAY, SelfRelationError),
        ((guardian(), ward()), date(2015, 12, 31), ImpossibleDateError),
        ((guardian(died=date(2020, 1, 1)), ward()), TODAY, ImpossibleDateError),
        ((guardian(), ward(died=date(2020, 1, 1))), TODAY, ImpossibleDateError),
    ],
)
def test_impossible_guardian_is_refused(sides, from_on, error):
    with pytest.raises(error):
        rules.check_guardian(guardian=sides[0], ward=sides[1], from_on=from_on)


def test_guardian_of_exactly_18_is_taken():
    rules.check_guardian(guardian=guardian(born=date(2008, 11, 20)), ward=ward(), from_on=TODAY)


def test_mandate_needs_two_adults():
    with pytest.raises(CapacityError):
        rules.check_mandate(
            principal_birth=date(1980, 1, 1),
            agent_birth=date(2010, 1, 1),
            from_on=TODAY,
            to_on=None,
        )


@pytest.mark.parametrize("died_on", [date(1979, 1, 1), date(2026, 11, 21)])
def test_impossible_death_is_refused(died_on):
    with pytest.raises(ImpossibleDateError):
        rules.check_life(date(1980, 1, 1), died_on, TODAY)
