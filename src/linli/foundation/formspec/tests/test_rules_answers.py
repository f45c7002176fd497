import pytest

from linli.foundation.errors.values import Problem
from linli.foundation.formspec.rules import check
from linli.foundation.formspec.tests.factories import (
    PROOF,
    answers,
    context,
    field,
    form,
    with_every_type,
)
from linli.foundation.formspec.values import Registers

EVERY = with_every_type()


def found(one, value):
    """Return the codes that a value of the single field `x` gives."""
    checked = check(form(one), {"card": {"x": value}}, context=context())
    return [(problem.path, problem.code) for problem in checked.problems]


def codes(one, value):
    return [code for _path, code in found(one, value)]


def kept(one, value):
    checked = check(form(one), {"card": {"x": value}}, context=context())
    assert not checked.problems
    return checked.answers["card"]["x"]


def test_right_answers_are_kept_as_they_are():
    checked = check(EVERY, answers(), context=context())
    assert checked.problems == ()
    assert checked.answers == answers()


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("text", "a\ud800", "surrogate"),
        ("text", "a\x00b", "control_character"),
        ("text", "a\x1bb", "control_character"),
        ("text", "a\u202eb", "bidi"),
        ("text", "a\u2066b", "bidi"),
        ("text", "a\nb", "line_break"),
        ("text", "字" * 101, "too_long"),
        ("text", 5, "type"),
        ("text", True, "type"),
        ("long_text", "a\x00", "control_character"),
        ("number", True, "number"),
        ("number", float("nan"), "number"),
        ("number", float("inf"), "number"),
        ("number", 1.5, "whole_number"),
        ("number", "12", "type"),
        ("number", "twelve", "number"),
        ("number", 10**30, "number"),
        ("money", 18.6, "money"),
        ("money", True, "money"),
        ("money", "1860", "type"),
        ("money", "1860.555", "money_cents"),
        ("money", "很多", "money"),
        ("money", -1, "too_small"),
        ("date", "2026-02-30", "no_such_date"),
        ("date", {"year": "2026", "month": "2", "day": "30"}, "no_such_date"),
        ("date", {"year": "2026", "month": "13", "day": "1"}, "month"),
        ("date", {"year": "2026", "month": "", "day": "1"}, "date_incomplete"),
        ("date", {"year": "26", "month": "1", "day": "1"}, "year"),
        ("date", {"year": "二", "month": "1", "day": "1"}, "date"),
        ("date", "2026年1月1日", "date"),
        ("date", 20260101, "date"),
        ("yes_no", 1, "yes_no"),
        ("yes_no", "yes", "yes_no"),
        ("phone", "12345", "phone"),
        ("phone", 13812345678, "phone"),
        ("consent", False, "required_consent"),
        ("consent", "true", "required_consent"),
        ("file", ["../etc"], "file"),
        ("file", [PROOF.upper()], "file"),
        ("file", [PROOF, PROOF], "repeated"),
        ("file", [PROOF[:-2] + str(n) for n in range(10, 21)], "too_many_files"),
        ("period", {"start": "2026-01-02", "end": "2026-01-01"}, "period_order"),
        ("period", {"start": "2026-01-02"}, "required"),
        ("identity", {"type": "resident_id", "number": "1"}, "document_number"),
        ("identity", {"type": "library_card", "number": "1"}, "document_type"),
        ("identity", {"type": "passport", "number": "E1234567", "x": 1}, "unknown_field"),
        ("division", {"code": "120101000000", "detail": "1"}, "division"),
        ("division", {"code": "120101001009", "detail": "1"}, "no_such_division"),
        ("division", {"code": "120101001001"}, "required"),
        ("person", {"name": "a"}, "required"),
    ],
)
def test_wrong_answers_say_exactly_why(kind, value, code):
    assert code in codes(field("x", kind), value)


@pytest.mark.parametrize(
    ("more", "value", "code"),
    [
        ({"type": "text", "min": 3}, "ab", "too_short"),
        ({"type": "text", "format": "email"}, "a@b", "format_email"),
        ({"type": "text", "format": "digits"}, "12a", "format_digits"),
        ({"type": "text", "format": "uscc"}, "91120000100023456X", "format_uscc"),
        ({"type": "number", "max": 5}, 6, "too_big"),
        ({"type": "number", "decimals": 1}, 1.25, "decimals"),
        ({"type": "number", "decimals": 1}, "１", "type"),
        ({"type": "money", "max": 1000}, 100001, "too_big"),
        ({"type": "date", "not_after": "today"}, "2026-11-24", "in_future"),
        ({"type": "date", "not_after": "2020-01-01"}, "2020-01-02", "too_late"),
        ({"type": "date", "not_before": "2020-01-01"}, "2019-12-31", "too_early"),
        ({"type": "choice", "options": [1, 2]}, True, "not_an_option"),
        ({"type": "choice", "options": [1, 2]}, "1", "not_an_option"),
        ({"type": "choice", "options": ["abc"]}, "none", "not_an_option"),
        ({"type": "choices", "options": [1, 2]}, [1, 1], "repeated"),
        ({"type": "choices", "options": [1, 2, 3], "max": 2}, [1, 2, 3], "too_many_choices"),
        (
            {"type": "choices", "options": ["a", {"value": "none", "alone": True}]},
            ["a", "none"],
            "alone",
        ),
        ({"type": "choices", "options": [1, 2], "min": 2}, [1], "too_few_choices"),
        ({"type": "table", "columns": [field("a", "text")], "max": 1}, [{}, {}], "too_many_rows"),
        (
            {"type": "table", "columns": [field("a", "text")], "min": 2},
            [{"a": "b"}],
            "too_few_rows",
        ),
        ({"type": "file", "min": 2}, [PROOF], "too_few_files"),
        ({"type": "file", "max": 1}, [PROOF, PROOF[:-1] + "2"], "too_many_files"),
    ],
)
def test_limits_of_the_definition_are_kept(more, value, code):
    assert codes(field("x", more.pop("type"), **more), value) == [code]


@pytest.mark.parametrize(
    ("more", "value", "expected"),
    [
        ({"type": "text"}, "  𠮷\u3000", "𠮷"),
        ({"type": "text"}, "👨‍👩‍👧", "👨‍👩‍👧"),
        ({"type": "text"}, "ﬁ１", "ﬁ１"),
        ({"type": "text", "format": "bank_account"}, "６２２２ 0200 1234", "622202001234"),
        ({"type": "long_text"}, "a\r\nb\tc", "a\nb\tc"),
        ({"type": "phone"}, "138 1234-5678", "13812345678"),
        ({"type": "phone"}, "０２２－２３４５６７８９", "02223456789"),
        ({"type": "phone"}, "+852 2345 6789", "+85223456789"),
        ({"type": "number", "decimals": 2}, 0.1, "0.1"),
        ({"type": "number", "decimals": 2}, "3.50", "3.5"),
        (
            {"type": "identity"},
            {"type": "passport", "number": "ｅ1234 5678"},
            {"type": "passport", "number": "E12345678"},
        ),
        ({"type": "choice", "options": ["abc"]}, "abc", "abc"),
    ],
)
def test_what_is_kept_is_plain(more, value, expected):
    assert kept(field("x", more.pop("type"), **more), value) == expected


@pytest.mark.parametrize("empty", [None, "", "  ", [], {}, {"year": "", "month": "", "day": ""}])
def test_empty_is_absent_and_asked_for(empty):
    assert (
        check(
            form(field("x", "text", require=False)), {"card": {"x": empty}}, context=context()
        ).answers
        == {}
    )
    assert codes(field("x", "text"), empty) == ["required"]


def test_fields_and_sections_that_the_form_does_not_have_are_named():
    given_ = {"card": {"x": "a", "y": 1}, "other": {}, "\ud800": 1}
    checked = check(form(field("x", "text")), given_, context=context())
    assert [problem.path for problem in checked.problems] == ["other", "\\ud800", "card.y"]


def test_problems_in_a_table_name_row_and_column():
    one = field("x", "table", columns=[field("a", "number")])
    assert found(one, [{"a": 1}, {"a": "b", "c": 1}]) == [
        ("card.x.1.c", "unknown_field"),
        ("card.x.1.a", "number"),
    ]


def test_number_of_a_document_is_judged_by_the_register_plugged_in():
    def refuse(kind, number, today):
        return [Problem("number", "check_digit", f"{kind} {number} {today}")]

    checked = check(
        form(field("x", "identity")),
        {"card": {"x": {"type": "resident_id", "number": "12010119600229123x"}}},
        context=context(registers=Registers(identity_check=refuse)),
    )
    assert checked.problems == (
        Problem("card.x.number", "check_digit", "resident_id 12010119600229123X 2026-11-23"),
    )
