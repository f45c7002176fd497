from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.numbering import rules
from linli.foundation.numbering.rules import ALPHABET

DAYS = st.dates(date(2026, 1, 1), date(2099, 12, 31))
PREFIXES = st.text(alphabet=ALPHABET[10:], min_size=1, max_size=6)
TOKENS = st.text(alphabet=ALPHABET, min_size=8, max_size=8)


@st.composite
def numbers(draw):
    try:
        return rules.receipt_number(prefix=draw(PREFIXES), on=draw(DAYS), token=draw(TOKENS))
    except rules.UnusableTokenError:
        return rules.new_receipt_number(draw(PREFIXES), draw(DAYS))


@given(PREFIXES, DAYS)
def test_a_new_number_is_well_formed_and_speakable(prefix, on):
    number = rules.new_receipt_number(prefix, on)
    assert rules.is_receipt_number(number)
    assert not rules.is_serial(number)
    assert set(number) <= set(ALPHABET)


@given(numbers(), st.data())
def test_any_single_wrong_character_is_found(number, data):
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from(sorted(set(ALPHABET) - {number[place]})))
    assert not rules.is_receipt_number(number[:place] + other + number[place + 1 :])


@given(numbers(), st.data())
def test_any_swap_of_neighbours_is_found(number, data):
    place = data.draw(st.integers(0, len(number) - 2))
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert rules.is_receipt_number(swapped) == (swapped == number)


@given(numbers())
def test_typed_by_hand_it_is_the_same(number):
    wide = "".join(chr(ord(character) + 0xFEE0) for character in number)
    typed = rules.grouped(number).lower().replace("0", "o").replace("1", "i")
    for text in (number, number.lower(), wide, typed, f"  {number[:4]}-{number[4:]} "):
        assert rules.normalise(text) == number
        assert rules.is_receipt_number(text)


@given(st.text())
def test_any_text_may_be_asked(text):
    assert rules.is_receipt_number(text) in {True, False}


def test_check_is_that_of_the_standard():
    assert rules.check_character("G123489654321") == "Y"


def test_a_serial_is_known_however_typed_and_is_no_receipt():
    serial = rules.new_serial("JG", date(2026, 11, 23))
    assert rules.is_serial(rules.grouped(serial).lower())
    assert not rules.is_receipt_number(serial)
    assert not rules.is_serial(rules.new_receipt_number("TJ", date(2026, 11, 23)))


def test_day_that_does_not_exist_is_refused():
    body = "TJ260231" + "ABCDEFG"
    numbers = [body + c + rules.check_character(body + c) for c in ALPHABET]
    assert not any(rules.is_receipt_number(number) for number in numbers)


@pytest.mark.parametrize("prefix", ["", "IO", "T1", "tj", "TIANJIN"])
def test_prefix_that_could_be_misread_is_refused(prefix):
    with pytest.raises(ValueError, match="prefix"):
        rules.new_receipt_number(prefix, date(2026, 11, 23))


def test_serial_is_no_receipt_number():
    serial = rules.new_serial("TJ", date(2026, 11, 23))
    assert rules.is_serial(serial)
    assert not rules.is_receipt_number(serial)


def test_grouped_as_printed():
    assert rules.grouped("TJ2611237K3QXW9CA") == "TJ 261123 7K3Q XW9C A"
