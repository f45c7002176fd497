"""What is left to see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.privacy.values import mask_name, mask_number, mask_phone


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"),
        ("李小敏", "李*敏"),
        ("欧阳锋", "欧阳*"),
        ("欧阳小敏", "欧阳*敏"),
        ("欧阳", "欧*"),
        ("张", "*"),
        ("", ""),
        ("阿卜杜拉·买买提", "阿*·买*"),
        ("John Smith", "J*** S***"),
        ("  John   Smith ", "J*** S***"),
        ("José García", "J*** G***"),
    ],
)
def test_name(name, shown):
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812343210", "138****3210"),
        ("02223456789", "*********89"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_phone(phone, shown):
    assert mask_phone(phone) == shown


@given(st.text("0123456789X", min_size=8, max_size=20))
def test_number_keeps_two_and_two(number):
    shown = mask_number(number)
    assert (shown[:2], shown[-2:], len(shown)) == (number[:2], number[-2:], len(number))
    assert set(shown[2:-2]) <= {"*"}


def test_short_number_is_covered_whole():
    assert mask_number("1234567") == "*******"
