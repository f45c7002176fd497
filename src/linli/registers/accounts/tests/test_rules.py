import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.actors.values import SEPARATED_DUTIES, Role
from linli.registers.accounts import rules

MOBILE = st.sampled_from(["138", "139", "166", "170", "186", "192", "199"]).flatmap(
    lambda head: st.from_regex(head + r"[0-9]{8}", fullmatch=True)
)


@given(MOBILE)
def test_chinese_mobile_is_eleven_digits(phone):
    assert rules.normalised_phone(phone) == phone


@given(MOBILE, st.sampled_from(["+86{}", "+86 {}", "0086{}", " {} "]))
def test_ways_of_writing_are_one_number(phone, way):
    assert rules.normalised_phone(way.format(phone)) == phone


@given(st.text(max_size=20))
def test_normalising_twice_is_once(text):
    once = rules.normalised_phone(text)
    assert rules.normalised_phone(once) == once


@pytest.mark.parametrize(
    "text", ["", "12345", "022-23456789", "1380013800", "abc", "13800138000x0"]
)
def test_what_is_no_mobile_is_empty(text):
    assert rules.normalised_phone(text) in {"", "13800138000"}


def test_mobile_from_elsewhere_keeps_its_country():
    assert rules.normalised_phone("+44 7911 123456") == "+447911123456"


@pytest.mark.parametrize("role", Role)
def test_three_roles_are_kept_apart(role):
    assert bool(rules.separated_duty(role)) == (role in SEPARATED_DUTIES)
