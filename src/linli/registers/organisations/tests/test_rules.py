import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.actors.values import Role
from linli.registers.organisations import rules
from linli.registers.organisations.rules import ALPHABET
from linli.registers.places.values import Level

SIGNS = st.sampled_from(ALPHABET)
BODY = st.builds(
    "{}{}{:06}{}".format,
    SIGNS,
    SIGNS,
    st.integers(0, 999_999),
    st.text(SIGNS, min_size=9, max_size=9),
)


@given(BODY)
def test_code_with_its_check_character_is_one(body):
    assert rules.is_uscc(body + rules.check_character(body))


@given(BODY, st.integers(0, 16), st.integers(1, 30))
def test_one_wrong_character_is_always_found(body, place, shift):
    code = body + rules.check_character(body)
    wrong = ALPHABET[(ALPHABET.index(code[place]) + shift) % 31]
    assert not rules.is_uscc(code[:place] + wrong + code[place + 1 :])


@given(BODY, st.integers(0, 15))
def test_two_swapped_characters_are_always_found(body, place):
    code = body + rules.check_character(body)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert swapped == code or not rules.is_uscc(swapped)


@given(BODY)
def test_spaces_and_small_letters_do_not_matter(body):
    code = body + rules.check_character(body)
    written = f" {code[:2].lower()}-{code[2:8]} {code[8:]} "
    assert rules.normalised_uscc(written) == code


# Public registration codes of well-known bodies.
@pytest.mark.parametrize("code", ["91110000600037341L", "91330100799655058B", "9144030071526726XG"])
def test_real_codes_are_codes(code):
    assert rules.is_uscc(code)


@given(st.sampled_from("NAY"), BODY)
def test_a_letter_may_stand_first(first, body):
    body = first + body[1:]
    assert rules.is_uscc(body + rules.check_character(body))


@pytest.mark.parametrize(
    "text", ["", "9111", "91110000600037341I", "９１１１００００６０００３７３４１Ｌ"]
)
def test_other_shapes_are_none(text):
    assert not rules.is_uscc(text)


@pytest.mark.parametrize(
    ("function", "level", "role"),
    [
        ("government", Level.CITY, Role.CITY_LEADER),
        ("government", Level.DISTRICT, Role.DISTRICT_LEADER),
        ("street_office", Level.STREET, Role.STREET_OFFICER),
        ("committee", Level.COMMUNITY, Role.COMMUNITY_WORKER),
        ("civil_affairs", Level.DISTRICT, Role.DEPARTMENT_OFFICER),
    ],
)
def test_who_leads(function, level, role):
    assert rules.leader_role(function, level) == role
