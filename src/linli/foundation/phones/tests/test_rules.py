import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.phones import rules

MOBILE = st.sampled_from(["138", "139", "166", "170", "186", "192", "199"]).flatmap(
    lambda head: st.from_regex(head + r"[0-9]{8}", fullmatch=True)
)
NUMBER = st.one_of(
    MOBILE,
    st.from_regex(r"022[2-8][0-9]{7}", fullmatch=True),
    st.from_regex(r"\+852[2-9][0-9]{7}", fullmatch=True),
    st.from_regex(r"\+1650[2-9][0-9]{6}", fullmatch=True),
    st.text(max_size=20),
)


@given(MOBILE, st.sampled_from(["{}", "+86{}", "+86 {}", "0086{}", " {} "]))
def test_ways_of_writing_a_mobile_number_are_eleven_digits(phone, way):
    assert rules.normalised(way.format(phone)) == rules.mobile(way.format(phone)) == phone


@given(NUMBER)
def test_normalising_twice_is_once(text):
    once = rules.normalised(text)
    assert rules.normalised(once) == once
    assert rules.mobile(text) in {"", once}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("138 1234 3210", "13812343210"),
        ("+86-13812343210", "13812343210"),
        ("１３８１２３４３２１０", "13812343210"),
        ("022-23456789", "02223456789"),
        ("+86 22 2345 6789", "02223456789"),
        ("400-810-8888", "4008108888"),
        ("+852 2345 6789", "+85223456789"),
        ("00852 2345 6789", "+85223456789"),
        ("+1 (650) 253-0000", "+16502530000"),
        ("+39 06 698 12345", "+390669812345"),
    ],
)
def test_a_number_is_kept_in_one_way(typed, kept):
    assert rules.normalised(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "abc", "\ud800", "\0", "1" * 31),
        *("12345", "1381234321", "23456789", "85223456789"),
        *("02223456789-801", "022-23456789 ext. 12"),
    ],
)
def test_what_is_no_number_is_empty(typed):
    assert rules.normalised(typed) == rules.mobile(typed) == ""


@pytest.mark.parametrize("typed", ["022-23456789", "400-810-8888", "+852 2345 6789"])
def test_landline_receives_no_text_message(typed):
    assert rules.mobile(typed) == ""


def test_mobile_from_elsewhere_keeps_its_country():
    assert rules.mobile("+44 7911 123456") == "+447911123456"
