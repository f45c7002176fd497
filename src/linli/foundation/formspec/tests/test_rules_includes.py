import pytest

from linli.foundation.formspec.rules import IncludeError, resolve_includes
from linli.foundation.formspec.tests.factories import field, section

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
