import pytest

from linli.foundation.formspec.expressions import Kind, Type
from linli.foundation.formspec.rules import definition_problems
from linli.foundation.formspec.tests.factories import field, form, with_every_type

EVERY = with_every_type()


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


def test_definitions_that_work_are_not_refused():
    assert definition_problems(EVERY) == ()
    one = form(field("a", "text", show="applicant.age > 60"))
    assert definition_problems(one, more={"applicant.*": Type(Kind.ANY)}) == ()
