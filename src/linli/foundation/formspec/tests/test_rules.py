import contextlib
import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.foundation.errors.values import Problem
from linli.foundation.formspec.expressions import UNKNOWN, Kind, Type, parse
from linli.foundation.formspec.rules import (
    IncludeError,
    check,
    definition_problems,
    names,
    reading,
    resolve_includes,
    with_consents,
    without_consents,
)
from linli.foundation.formspec.rules.reading import RefusedError
from linli.foundation.formspec.schemas import Form
from linli.foundation.formspec.tests.factories import (
    OPTIONS,
    answers,
    context,
    field,
    form,
    section,
    with_every_type,
)
from linli.foundation.formspec.values import Registers

EVERY = with_every_type()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=4) | st.sampled_from(["code", "type", "number", "year", "start"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def found(one, value):
    """Return the codes that a value of the single field `x` gives."""
    checked = check(form(one), {"card": {"x": value}}, context=context(choices=OPTIONS))
    return [(problem.path, problem.code) for problem in checked.problems]


def codes(one, value):
    return [code for _path, code in found(one, value)]


def kept(one, value):
    checked = check(form(one), {"card": {"x": value}}, context=context(choices=OPTIONS))
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
        ("file", ["a", "a"], "repeated"),
        ("file", [str(n) for n in range(11)], "too_many_files"),
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
        ({"type": "choice", "options_from": "banks"}, "none", "not_an_option"),
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
        ({"type": "choice", "options_from": "banks"}, "abc", "abc"),
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


HIDING = form(
    field("grade", "choice", options=[1, 2, 3]),
    field("injury", "yes_no", show="card.grade <= 2"),
    field("since", "date", show="card.injury"),
)


def test_hidden_field_is_absent_even_if_something_was_sent():
    sent = {"card": {"grade": 3, "injury": True, "since": "nonsense"}}
    checked = check(HIDING, sent, context=context())
    assert (checked.answers, checked.problems) == ({"card": {"grade": 3}}, ())
    assert checked.visible == {"card.grade"}


def test_what_depends_on_a_wrong_answer_is_not_asked_yet():
    checked = check(HIDING, {"card": {"grade": 9, "injury": True}}, context=context())
    assert [problem.path for problem in checked.problems] == ["card.grade"]


def test_hidden_section_is_absent():
    two = Form.model_validate(
        [section(field("a", "yes_no")), section(field("b", "text"), name="more", show="card.a")]
    )
    checked = check(two, {"card": {"a": False}, "more": {"b": "x"}}, context=context())
    assert checked.answers == {"card": {"a": False}}


def test_required_only_when_the_condition_holds():
    one = form(field("a", "yes_no"), field("b", "text", require="card.a"))
    assert check(one, {"card": {"a": False}}, context=context()).is_valid
    assert not check(one, {"card": {"a": True}}, context=context()).is_valid


def test_computed_value_wins_over_what_was_sent():
    one = form(
        field("rows", "table", columns=[field("fee", "money")]),
        field("total", "money", set="sum(card.rows.fee)"),
    )
    sent = {"card": {"rows": [{"fee": 100}, {"fee": 250}], "total": 1}}
    assert check(one, sent, context=context()).answers["card"]["total"] == 350


def test_computed_value_that_is_unknown_is_absent():
    one = form(field("n", "number", require=False), field("d", "number", set="card.n / 2"))
    assert check(one, {"card": {}}, context=context()).answers == {}


def test_column_may_look_at_the_columns_before_it():
    one = form(
        field(
            "rows",
            "table",
            columns=[field("works", "yes_no"), field("pay", "money", show="row.works")],
        )
    )
    sent = {"card": {"rows": [{"works": False, "pay": 5}, {"works": True, "pay": 5}]}}
    assert check(one, sent, context=context()).answers["card"]["rows"] == [
        {"works": False},
        {"works": True, "pay": 5},
    ]


def test_named_expressions_facts_and_parameters_are_read():
    one = form(
        field("a", "text", show="poor.due and applicant.age >= parameter.from_age"),
        let={"poor.due": "'dibao' in household.relief"},
    )
    known = context(
        facts={"household.relief": ["dibao"], "applicant": {"age": 60}}, parameters={"from_age": 60}
    )
    assert check(one, {}, context=known).visible == {"card.a"}
    assert check(one, {}, context=context()).visible == frozenset()


def test_one_section_is_judged_alone_and_keeps_no_consent():
    two = Form.model_validate(
        [
            section(field("a", "text"), field("ok", "consent")),
            section(field("b", "text"), name="more"),
        ]
    )
    sent = {"card": {"a": "x", "ok": True}, "more": {"stray": 1}}
    checked = check(two, sent, context=context(), section="card")
    assert (checked.answers, checked.problems) == ({"card": {"a": "x"}}, ())
    assert without_consents(two, sent) == {"card": {"a": "x"}, "more": {}}


def test_consent_of_a_draft_is_not_taken_but_that_of_this_request():
    one = form(field("a", "text"), field("ok", "consent"))
    draft = {"card": {"a": "x", "ok": True}}
    assert with_consents(one, draft, {}) == {"card": {"a": "x"}}
    given_now = {"card": {"a": "other", "ok": True}}
    assert with_consents(one, draft, given_now) == {"card": {"a": "x", "ok": True}}


@settings(deadline=None)
@given(JSON)
def test_any_json_is_judged_without_raising(sent):
    assert check(EVERY, sent, context=context()).problems


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(sorted(field.id for field in EVERY.sections[0].fields)), JSON)
)
def test_any_json_in_any_field_is_judged_and_what_is_kept_is_kept_again(sent):
    checked = check(EVERY, {"card": sent}, context=context())
    json.dumps(checked.answers, allow_nan=False)
    again = check(EVERY, checked.answers, context=context())
    assert again.answers == checked.answers


def test_very_deep_and_very_wide_json_is_refused():
    deep: object = "x"
    for _ in range(900):
        deep = {"a": [deep]}
    wide = {str(number): number for number in range(100_000)}
    for sent in ({"card": {"carer": deep, "family": [deep], "name": deep}}, wide, {"card": wide}):
        assert 0 < len(check(EVERY, sent, context=context()).problems) <= 100


@given(st.text())
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


def test_names_give_typed_answers_to_other_rules():
    found_ = names(EVERY, answers(), context=context())
    assert parse("age(card.born) >= 60 and card.rent > 100000").evaluate(found_) is True
    assert parse("sum(card.family.income)").evaluate(found_) == 100050
    assert parse("card.nothing").evaluate(found_) is UNKNOWN
    assert set(found_) >= {"today", "card.born"}


@pytest.mark.parametrize(
    ("fields", "path", "code"),
    [
        ([field("a", "text", show="card.b == 1")], "card.a.show", "unknown_name"),
        ([field("a", "number", show="card.a")], "card.a.show", "type"),
        ([field("a", "number", set="'x'")], "card.a.set", "type"),
        ([field("a", "number", set="1 / 0")], "card.a.set", "zero_divisor"),
        ([field("a", "date", not_after="5")], "card.a.not_after", "type"),
        (
            [field("a", "yes_no", show="card.b"), field("b", "yes_no", show="card.a")],
            "card.a",
            "ring",
        ),
        (
            [field("a", "table", columns=[field("x", "text", show="row.y"), field("y", "yes_no")])],
            "card.a.x.show",
            "unknown_name",
        ),
    ],
)
def test_definitions_that_cannot_work_are_refused(fields, path, code):
    problems = definition_problems(form(*fields))
    assert (problems[0].path, problems[0].code) == (path, code)


def test_types_of_named_expressions_are_told_through_one_another():
    one = form(
        field("a", "number", show="b.two"),
        let={"b.two": "b.one + 1", "b.one": "card.a"},
    )
    assert definition_problems(one)[0].path == "card.a.show"


def test_lists_that_the_pack_does_not_have_are_named():
    one = form(field("a", "choice", options_from="banks"))
    assert definition_problems(one, choices={"banks"}) == ()
    assert definition_problems(one, choices=())[0].path == "card.a.options_from"


def test_definitions_that_work_are_not_refused():
    assert definition_problems(EVERY) == ()
    one = form(field("a", "text", show="applicant.age > 60"))
    assert definition_problems(one, more={"applicant.*": Type(Kind.ANY)}) == ()


SHARED = {
    "person": section(field("name", "text"), field("phone", "phone"), name="person"),
    "account": [field("bank", "text"), field("number", "text")],
    "ring": {"include": "ring"},
    "two": [section(field("a", "text"), name="a"), section(field("b", "text"), name="b")],
}


def ids(sections):
    return {one["section"]: [field["id"] for field in one["fields"]] for one in sections}


def test_shared_pieces_are_put_in():
    sections = [
        {
            "include": "person",
            "section": "applicant",
            "without": ["phone"],
            "fields": [{"include": "account"}],
        },
        section(field("x", "text"), {"include": "account", "without": ["bank"]}),
        {"include": "two"},
    ]
    assert ids(resolve_includes(sections, SHARED)) == {
        "applicant": ["name", "bank", "number"],
        "card": ["x", "number"],
        "a": ["a"],
        "b": ["b"],
    }


def test_sections_without_includes_stay_the_same_objects():
    one = section(field("x", "text"))
    assert resolve_includes([one], SHARED)[0] is one


@pytest.mark.parametrize(
    "entry",
    [
        {"include": "nothing"},
        {"include": "ring"},
        {"include": "person", "color": 1},
        {"include": "two", "title": "x"},
        {"include": []},
    ],
)
def test_includes_that_cannot_be_are_refused(entry):
    with pytest.raises(IncludeError):
        resolve_includes([entry], SHARED)
