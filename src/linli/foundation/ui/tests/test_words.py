"""Days and amounts as people say them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from linli.foundation.ui import words

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        ("zh-hans", date(2026, 11, 20), "11月20日（周五）"),
        ("zh-hans", date(2025, 12, 25), "2025年12月25日（周四）"),
        ("en", date(2026, 11, 20), "Friday 20 November"),
        ("en", date(2025, 12, 25), "Thursday 25 December 2025"),
    ],
)
def test_a_day(language, day, said):
    with translation.override(language):
        assert words.day_words(day, today=TODAY) == said


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("zh-hans", "1958年1月28日", "1958年1月"),
        ("en", "28 January 1958", "January 1958"),
    ],
)
def test_a_day_of_a_life_has_its_year_and_no_weekday(language, day, month):
    with translation.override(language):
        assert words.date_words(date(1958, 1, 28)) == day
        assert words.month_words(date(1958, 1, 28)) == month


def test_a_moment_is_said_in_the_time_of_the_site():
    with translation.override("zh-hans"):
        moment = datetime(2026, 11, 20, 17, 5, tzinfo=UTC)
        assert words.time_words(moment, today=TODAY) == "11月21日（周六） 01:05"


@pytest.mark.parametrize(
    ("fen", "chinese", "english"),
    [
        (186000, "1,860元", "¥1,860"),
        (186050, "1,860.50元", "¥1,860.50"),
        (5, "0.05元", "¥0.05"),
        (0, "0元", "¥0"),
        (-5000, "-50元", "-¥50"),
    ],
)
def test_an_amount(fen, chinese, english):
    with translation.override("zh-hans"):
        assert words.yuan_words(fen) == chinese
    with translation.override("en"):
        assert words.yuan_words(fen) == english
