"""What contradicts itself in a household, each with both sides; and what is only asked about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.cases.rules import members as rules
from linli.engines.cases.tests.factories import number_of
from linli.engines.cases.tests.families import DAUGHTER, HUSBAND, member

PATH = "members.people"
TODAY = date(2026, 11, 23)
CHIEF = {
    "name": "张秀英",
    "identity": {"type": "resident_id", "number": number_of()},
    "birth_date": "1956-03-08",
}


def found(*people, chief=CHIEF):
    answers = {"applicant": chief, "members": {"people": list(people)}}
    said = rules.contradictions(answers, PATH, today=TODAY)
    return [(one.code, one.path, one.one, one.other) for one in said]


def test_a_household_that_fits_is_left_alone():
    assert found(HUSBAND, DAUGHTER) == []


def test_one_document_twice_names_both():
    twin = DAUGHTER | {"name": "王小敏"}
    assert found(DAUGHTER, twin) == [("member_twice", f"{PATH}.1.identity", "王小敏", "王敏")]


def test_the_applicant_is_no_member():
    oneself = HUSBAND | {"identity": CHIEF["identity"], "relation": "other"}
    assert found(oneself) == [("member_is_applicant", f"{PATH}.0.identity", "王强", "张秀英")]


@pytest.mark.parametrize(
    ("relation", "born", "code"),
    [
        ("child", "1950-01-01", "child_too_old"),
        ("child", "1967-03-01", "child_too_old"),
        ("grandchild", "1960-01-01", "child_too_old"),
        ("parent", "1980-01-01", "parent_too_young"),
        ("grandparent", "1955-01-01", "parent_too_young"),
    ],
)
def test_generations_are_read_from_the_documents(relation, born, code):
    person = member("王某", relation, born, 24)
    assert found(person) == [(code, f"{PATH}.0.relation", "王某", "张秀英")]


def test_a_parent_is_twelve_years_older_at_least():
    assert found(member("王某", "child", "1968-03-08", 24)) == []


def test_a_spouse_is_of_age():
    young = member("王某", "spouse", "2006-01-01", 21)
    assert [code for code, *_ in found(young)] == ["spouse_too_young"]
    assert found(member("王某", "spouse", "2004-11-23", 21)) == []


def test_a_spouse_of_the_same_sex_is_asked_about_with_both_names():
    person = member("李芳", "spouse", "1957-01-01", 22)
    assert found(person) == [("spouse_same_sex", f"{PATH}.0.relation", "李芳", "张秀英")]


def test_there_is_one_spouse():
    other = member("李四", "spouse", "1954-02-03", 25)
    assert found(HUSBAND, other) == [("two_spouses", f"{PATH}.1.relation", "李四", "王强")]


def test_an_income_like_fen_is_a_question():
    rich = HUSBAND | {"income": 100_000_01}
    answers = {"applicant": CHIEF, "members": {"people": [rich]}}
    said = rules.contradictions(answers, PATH, today=TODAY)
    assert [(one.code, one.is_question, one.amount_fen) for one in said] == [
        ("income_in_fen", True, 100_000_01)
    ]
    assert found(HUSBAND | {"income": 100_000_00}) == []


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["name", "identity", "relation", "birth_date", "income", "number"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_half_written_table_is_read(rows):
    answers = {"applicant": rows, "members": {"people": rows}}
    assert isinstance(rules.contradictions(answers, PATH, today=TODAY), tuple)
