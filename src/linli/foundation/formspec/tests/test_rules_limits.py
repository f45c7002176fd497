"""What stands exactly at a limit is taken: a day, a character, a fen further is not."""

import pytest

from linli.foundation.formspec.rules import check, reading, with_consents
from linli.foundation.formspec.rules.reading import RefusedError
from linli.foundation.formspec.schemas import Form
from linli.foundation.formspec.tests.factories import PROOF, context, field, form, section

USCC = "91110000600037341L"
TABLE = [field("a", "text")]


def given(one, value):
    return check(form(one), {"card": {"x": value}}, context=context())


FILES = [f"{PROOF[:-2]}{number:02}" for number in range(1, 11)]


@pytest.mark.parametrize(
    ("more", "value"),
    [
        ({"type": "text"}, "字" * 100),
        ({"type": "text", "min": 3}, "abc"),
        ({"type": "text", "format": "uscc"}, USCC),
        ({"type": "number", "min": 0, "max": 5}, 0),
        ({"type": "number", "min": 0, "max": 5}, 5),
        ({"type": "money", "max": 1000}, 100_000),
        ({"type": "money"}, 0),
        ({"type": "money"}, 10**15),
        ({"type": "money", "min": -10}, -1000),
        ({"type": "date", "not_before": "2020-01-01"}, "2020-01-01"),
        ({"type": "date", "not_after": "today"}, "2026-11-23"),
        ({"type": "choices", "options": [1, 2, 3], "min": 2, "max": 2}, [1, 2]),
        ({"type": "choices", "options": ["a", {"value": "none", "alone": True}]}, ["none"]),
        ({"type": "file", "min": 2, "max": 2}, FILES[:2]),
        ({"type": "file"}, FILES),
        ({"type": "period"}, {"start": "2026-01-01", "end": "2026-01-01"}),
        ({"type": "period", "open_end": True}, {"start": "2026-01-01"}),
        ({"type": "division"}, {"code": "120101001001", "detail": "一" * 200}),
        ({"type": "table", "columns": TABLE, "min": 2, "max": 2}, [{"a": "b"}, {"a": "c"}]),
    ],
)
def test_at_the_limit_it_is_taken(more, value):
    checked = given(field("x", more.pop("type"), **more), value)
    assert checked.problems == ()
    assert checked.answers == {"card": {"x": value}}


@pytest.mark.parametrize(
    ("more", "value", "code"),
    [
        ({"type": "text", "format": "uscc"}, USCC[:-1] + "M", "format_uscc"),
        ({"type": "money"}, 10**15 + 1, "money"),
        ({"type": "file", "min": 2}, FILES[:1], "too_few_files"),
        ({"type": "date"}, "2026/01/01", "date"),
        ({"type": "period"}, {"end": "2026-01-01"}, "required"),
        ({"type": "division"}, {"code": "120101001001", "detail": "一" * 201}, "too_long"),
        ({"type": "division", "level": "street"}, {"code": "120101001001"}, "division"),
        (
            {"type": "identity", "types": ["passport"]},
            {"type": "resident_id", "number": "12010119600229123X"},
            "document_type",
        ),
    ],
)
def test_beyond_it_is_refused(more, value, code):
    problems = given(field("x", more.pop("type"), **more), value).problems
    assert code in [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("text", "fen"), [("3.5", 350), ("3.50000", 350), ("3.", 300), ("-0.05", -5)]
)
def test_tenths_are_tenths(text, fen):
    assert reading.fen(text) == fen


@pytest.mark.parametrize("text", ["2999-12-31", "1800-01-01"])
def test_years_that_people_live_in(text):
    assert reading.day(text) == text


@pytest.mark.parametrize("text", ["3000-01-01", "1799-12-31"])
def test_years_that_nobody_does(text):
    with pytest.raises(RefusedError):
        reading.day(text)


@pytest.mark.parametrize(
    ("text", "kept"), [("400-123-4567", "4001234567"), ("0755 2345 6789", "075523456789")]
)
def test_free_numbers_keep_their_form_and_areas_their_zero(text, kept):
    assert reading.phone(text) == kept


def test_a_number_with_an_extension_is_refused():
    with pytest.raises(RefusedError):
        reading.phone("022-23456789 ext. 12")


def test_half_a_step_of_a_worked_out_number_is_rounded_up():
    one = form(field("a", "number", decimals=1), field("x", "number", set="card.a"))
    for given_, kept in ((2.5, 3), (3.5, 4), (2.4, 2)):
        checked = check(one, {"card": {"a": given_}}, context=context())
        assert checked.answers["card"]["x"] == kept


def test_unknown_neither_shows_nor_requires():
    one = form(
        field("a", "yes_no", require=False),
        field("shown", "text", show="card.a"),
        field("wanted", "text", require="card.a"),
    )
    checked = check(one, {"card": {"shown": "x"}}, context=context())
    assert (checked.answers, checked.problems) == ({}, ())
    assert "card.shown" not in checked.visible


def test_an_unknown_section_is_not_shown():
    two = Form.model_validate(
        [
            section(field("a", "yes_no", require=False)),
            section(field("b", "text"), name="more", show="card.a"),
        ]
    )
    checked = check(two, {}, context=context())
    assert "more.b" not in checked.visible


def test_with_consents_takes_nothing_but_consents():
    one = form(field("a", "text"), field("ok", "consent"))
    assert with_consents(one, {"card": {}}, {"card": {"a": "x"}}) == {"card": {}}
    assert with_consents(one, {"card": {}}, {"card": {"ok": True}}) == {"card": {"ok": True}}
