import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.calls.tests.texts import any_text
from linli.foundation.formspec.rules import reading
from linli.foundation.formspec.rules.reading import RefusedError


@given(any_text())
def test_reading_gives_a_value_or_a_reason(text):
    for read in (reading.fen, reading.day, reading.phone, lambda text: reading.number(text, 2)):
        with contextlib.suppress(RefusedError):
            assert read(text) is not None


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,860.50", 186050),
        ("1860元", 186000),
        ("１，８６０．５", 186050),
        ("¥ 20", 2000),
        ("-3.00", -300),
        ("0.05", 5),
    ],
)
def test_amounts_are_read_as_people_write_them(text, fen):
    assert reading.fen(text) == fen


@pytest.mark.parametrize("text", ["1,86", "1.234", "1 2", "１２三", "", "1e5"])
def test_amounts_that_could_mean_two_things_are_not(text):
    with pytest.raises(RefusedError):
        reading.fen(text)


@given(st.integers(-(10**14), 10**14))
def test_amount_survives_being_written_in_yuan(fen):
    sign = "-" if fen < 0 else ""
    assert reading.fen(f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}元") == fen


@given(
    st.dates(
        min_value=date(1800, 1, 1),
        max_value=date(2999, 12, 31),
    )
)
def test_day_survives_being_written(day):
    boxes = {"year": str(day.year), "month": str(day.month), "day": str(day.day)}
    assert (
        reading.day(boxes)
        == reading.day(f"{day.year}年{day.month}月{day.day}日")
        == day.isoformat()
    )
