"""What is planned before anything is written."""

from datetime import UTC, date, datetime
from random import Random

import pytest

from linli.config.demo.days import LONGEST, Days
from linli.config.demo.neighbours import households
from linli.config.demo.papers import PDFS, PHOTOS, paper
from linli.config.demo.stories import stories
from linli.foundation.calendar.rules import Calendar
from linli.foundation.files.rules import type_of
from linli.foundation.files.values import FileType
from linli.registers.people.rules import age_on, check_identity

HOLIDAY = Calendar(off=frozenset({date(2026, 11, 20)}))
MOMENTS = [
    datetime(2026, 11, 23, 7, 0, tzinfo=UTC),  # Monday afternoon in Tianjin
    datetime(2026, 11, 23, 0, 31, tzinfo=UTC),  # Monday, offices have just opened
    datetime(2026, 11, 22, 20, 0, tzinfo=UTC),  # Monday, four in the morning
    datetime(2026, 11, 21, 7, 0, tzinfo=UTC),  # Saturday after a holiday
    datetime(2026, 11, 23, 14, 0, tzinfo=UTC),  # Monday night
]


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_moments_lie_in_the_past_on_working_days_in_order(now):
    days = Days(now, HOLIDAY)
    moments = [days.at(ago, part) for ago in range(LONGEST, -1, -1) for part in (0, 0.4, 1)]
    assert moments == sorted(moments)
    assert moments[-1] <= now
    assert all(HOLIDAY.is_working(days.on(ago)) for ago in range(LONGEST))


def test_nights_are_every_day_up_to_now():
    nights = list(Days(MOMENTS[0], HOLIDAY).nights(1))
    assert [night.day for night in nights] == [19, 20, 21, 22]  # in UTC: ten past midnight here


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2028, 2, 29), date(2031, 1, 1)])
def test_numbers_are_valid_and_each_is_somebodys(today):
    people = [who for home in households(today) for who in home]
    for who in people:
        facts = check_identity(who.document_type, who.number, today)
        assert facts.birth_date in {None, who.birth_date}
        assert who.age == age_on(who.birth_date, today)
    assert len({who.number for who in people}) == len({who.name for who in people}) == len(people)


def test_people_of_every_kind_are_there():
    people = [who for home in households(date(2026, 11, 23)) for who in home]
    assert {who.document_type for who in people} == {
        "resident_id",
        "hmt_residence",
        "foreign_permanent",
        "passport",
    }
    assert any(who.number.startswith("120221") and who.birth_date.year < 1982 for who in people)
    assert any("𠮷" in who.name for who in people)


def test_stories_end_today_at_the_latest():
    told = stories(Random(1))  # noqa: S311 - no secret
    assert min(step.ago for story in told for step in story.steps) == 0
    for story in told:
        order = [(-step.ago, step.part) for step in story.steps]
        assert order == sorted(order)


def test_stories_are_about_people_who_live_here():
    names = {who.name for home in households(date(2026, 11, 23)) for who in home}
    told = stories(Random(1))  # noqa: S311 - no secret
    assert {story.applicant for story in told} <= names
    assert {story.by for story in told} - {"portal", "desk", "agent"} <= names


@pytest.mark.parametrize("material", [*PHOTOS, *PDFS])
def test_papers_are_what_their_names_say(material):
    name, content = paper(material)
    assert type_of(content) == (FileType.PNG if name.endswith(".png") else FileType.PDF)
