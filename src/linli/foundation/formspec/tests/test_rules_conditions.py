from linli.foundation.formspec.expressions import UNKNOWN, parse
from linli.foundation.formspec.rules import check, names
from linli.foundation.formspec.schemas import Form
from linli.foundation.formspec.tests.factories import (
    answers,
    context,
    field,
    form,
    section,
    with_every_type,
)

EVERY = with_every_type()
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


def test_names_give_typed_answers_to_other_rules():
    found_ = names(EVERY, answers(), context=context())
    assert parse("age(card.born) >= 60 and card.rent > 100000").evaluate(found_) is True
    assert parse("sum(card.family.income)").evaluate(found_) == 100050
    assert parse("card.nothing").evaluate(found_) is UNKNOWN
    assert set(found_) >= {"today", "card.born"}
