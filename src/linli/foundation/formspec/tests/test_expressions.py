import ast
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.formspec.expressions import (
    UNKNOWN,
    ExpressionError,
    Kind,
    Type,
    check_types,
    parse,
)
from linli.foundation.formspec.expressions.operators import conjunction, disjunction, negation

TODAY = date(2026, 11, 23)
NAMES = {
    "today": TODAY,
    "card": {"grade": 2, "until": "2030-01-31", "valid": True},
    "household.relief": ["dibao"],
    "parameter": {"care": {"1": 30000, "2": 20000}, "line": 101000},
    "home": {"people": [{"income": 100, "works": True}, {"income": 250, "works": False}]},
}
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.dates()
    | st.just(UNKNOWN)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)
TRUTH = st.sampled_from([True, False, UNKNOWN])


def value(text, names=NAMES):
    return parse(text).evaluate(names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("card.grade <= 2", True),
        ("not card.grade > 2", True),
        ("0 < card.grade <= 2", True),
        ("card.grade in [1, 2]", True),
        ("'dibao' in household.relief", True),
        ("'tekun' not in household.relief", True),
        ("parameter.care[card.grade]", Decimal(20000)),
        ("parameter.care[9]", UNKNOWN),
        ("sum(home.people.income) / count(home.people)", Decimal(175)),
        ("max(home.people.income)", Decimal(250)),
        ("min(3, 1, 2)", Decimal(1)),
        ("any(home.people.works)", True),
        ("all(home.people.works)", False),
        ("age('1966-11-23')", Decimal(60)),
        ("age('1966-11-24')", Decimal(59)),
        ("age('2008-02-29', '2026-02-28')", Decimal(18)),
        ("age('2030-01-01')", UNKNOWN),
        ("days_between(today, '2026-12-01')", Decimal(8)),
        ("today() < date('2027-01-01')", True),
        ("card.until >= today", True),
        ("coalesce(nobody.said, 5)", Decimal(5)),
        ("known(nobody.said)", False),
        ("known(card.grade)", True),
        ("len('邻里')", Decimal(2)),
        ("0.1 + 0.2 == 0.3", True),
        ("-card.grade * 1.5", Decimal(-3)),
        ("whole(7 / 2)", Decimal(3)),
        ("1 / 0", UNKNOWN),
        ("100 if card.valid else 0", Decimal(100)),
        ("100 if nobody.said else 0", UNKNOWN),
        ("nobody.said and false", False),
        ("nobody.said or true", True),
        ("nobody.said == 1", UNKNOWN),
        ("nobody.said in []", False),
        ("card.valid == 1", UNKNOWN),
        ("unknown", UNKNOWN),
    ],
)
def test_gives(text, expected):
    assert value(text) == expected
    assert type(value(text)) is type(expected)


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "syntax", 0),
        ("card.grade <=", "syntax", 13),
        ("'残疾' + @", "syntax", 7),
        ("'残疾' == f(x)", "function", 8),
        ("card.__class__", "name", 0),
        ("Card.grade", "name", 0),
        ("x.y.lower()", "function", 0),
        ("lambda: 1", "not_allowed", 0),
        ("[a for a in b]", "not_allowed", 0),
        ("x is y", "not_allowed", 0),
        ("2 ** 9", "not_allowed", 0),
        ("1e5", "not_allowed", 0),
        ("None", "not_allowed", 0),
        ("f'{x}'", "syntax", 2),
        ("age()", "arguments", 0),
        ("date('2026-02-30')", "date", 0),
        ("1 +" * 400 + " 1", "too_long", 1000),
        ("+".join(["1"] * 150), "too_deep", 0),
        ("[" + ",".join(["1"] * 201) + "]", "too_costly", 399),
        ("-" * 30 + "1", "too_deep", 20),
        ("(" * 300, "syntax", 200),
    ],
)
def test_refuses_with_code_and_position(text, code, position):
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert (caught.value.code, caught.value.position) == (code, position)


def test_names_what_it_depends_on():
    assert parse("parameter.x[card.grade] > 0 and age(born) < 3").names == {
        "parameter.x",
        "card.grade",
        "born",
    }


@given(TRUTH, TRUTH)
def test_de_morgan_holds_in_three_values(a, b):
    assert negation(conjunction([a, b])) == disjunction([negation(a), negation(b)])


@given(TRUTH, TRUTH, TRUTH)
def test_and_or_are_commutative_associative_and_absorb(a, b, c):
    for one in (conjunction, disjunction):
        assert one([a, b]) == one([b, a])
        assert one([a, one([b, c])]) == one([one([a, b]), c])
    assert conjunction([a, disjunction([a, b])]) == a


@given(TRUTH)
def test_double_negation_and_identities(a):
    assert negation(negation(a)) == a
    assert conjunction([a, True]) == a
    assert disjunction([a, False]) == a
    assert conjunction([a, False]) is False
    assert disjunction([a, True]) is True


@given(st.sampled_from(["and", "or"]), TRUTH, TRUTH, TRUTH)
def test_learning_more_never_turns_a_known_answer_round(operator, a, b, learnt):
    before = value(f"a {operator} b", {"a": a, "b": b})
    after = value(f"a {operator} b", {"a": learnt if a is UNKNOWN else a, "b": b})
    assert before is UNKNOWN or before == after


EVERYTHING = (
    "a + b, a - b, a * b, a / b, -a, a == b, a != b, a < b, a <= b, a in b, not a, a and b,"
    "a or b, a[b], a.x, a if b else a, a.x.y, sum(a.x), age(a, b), days_between(a, b), min(a, b),"
    "max(a), sum(a), count(a), len(a), coalesce(a, b), known(a), all(a), any(a), whole(a)"
)


def is_exact(found):
    if isinstance(found, list):
        return all(map(is_exact, found))
    return not isinstance(found, float | int) or isinstance(found, bool)


@given(JSON, JSON)
def test_never_raises_and_never_gives_a_float(a, b):
    for found in value(f"[{EVERYTHING}]", {"a": a, "b": b, "today": TODAY}):
        assert is_exact(found)


@given(
    st.decimals(allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False, allow_infinity=False),
)
def test_numbers_compare_the_same_both_ways(a, b):
    names = {"a": a, "b": b}
    assert value("a < b", names) == value("b > a", names)
    assert value("a <= b", names) == value("not a > b", names)


@given(st.dates(), st.dates())
def test_days_and_ages_are_exact(a, b):
    names = {"a": a, "b": b}
    assert value("days_between(a, b)", names) == (b - a).days
    years = value("age(a, b)", names)
    assert years is UNKNOWN if b < a else 0 <= years <= 9998


@given(st.text(max_size=60))
def test_any_text_parses_or_is_refused(text):
    assert 0 <= position_of_fault(text) <= len(text) + 1


def position_of_fault(text):
    try:
        parse(text)
    except ExpressionError as error:
        return error.position
    return 0


@given(st.text(alphabet="ab.()[]'\" 01+-*/<>=!,andornotif", max_size=40))
def test_what_parses_is_python_that_parses(text):
    try:
        parsed = parse(text)
    except ExpressionError:
        return
    ast.parse(text.strip(), mode="eval")
    parsed.evaluate({})


TYPES = {
    "card.grade": Type(Kind.NUMBER),
    "card.valid": Type(Kind.BOOLEAN),
    "card.until": Type(Kind.DATE),
    "card.name": Type(Kind.TEXT),
    "card.sum": Type(Kind.LIST, Kind.NUMBER),
    "parameter.*": Type(Kind.ANY),
}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("card.grade <= parameter.x", Kind.BOOLEAN),
        ("card.valid and not card.grade == 2", Kind.BOOLEAN),
        ("card.until > '2026-01-01'", Kind.BOOLEAN),
        ("sum(card.sum) / 2", Kind.NUMBER),
        ("max(card.sum)", Kind.NUMBER),
        ("coalesce(card.until, today)", Kind.DATE),
        ("parameter.x[card.grade]", Kind.ANY),
        ("age(card.until)", Kind.NUMBER),
        ("card.name in ['a']", Kind.BOOLEAN),
        ("1 if card.valid else 2", Kind.NUMBER),
    ],
)
def test_types_are_told(text, kind):
    assert check_types(parse(text), TYPES).kind is kind


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("card.nothing", "unknown_name", 0),
        ("card.valid and card.grade", "type", 15),
        ("card.grade == 'a'", "type", 0),
        ("card.grade + card.valid", "type", 13),
        ("card.grade / 0", "zero_divisor", 13),
        ("card.grade / (2 - 2)", "zero_divisor", 14),
        ("card.grade in card.name", "type", 14),
        ("card.name in card.sum", "type", 0),
        ("age(card.grade)", "type", 4),
        ("card.name[1]", "type", 0),
        ("card.valid < true", "type", 0),
    ],
)
def test_types_that_do_not_fit_are_refused(text, code, position):
    with pytest.raises(ExpressionError) as caught:
        check_types(parse(text), TYPES)
    assert (caught.value.code, caught.value.position) == (code, position)
