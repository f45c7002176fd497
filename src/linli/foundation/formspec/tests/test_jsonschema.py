import json

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.foundation.formspec.jsonschema import schema
from linli.foundation.formspec.rules import check
from linli.foundation.formspec.tests.factories import answers, context, field, form, with_every_type
from linli.foundation.formspec.values import Localised

EVERY = with_every_type()
SCHEMA = schema(EVERY, title=Localised("申请", "Application"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
SIMPLE = form(
    field("name", "text", min=2, max=8),
    field("rooms", "number", min=-3, max=99),
    field("area", "number", decimals=2, min=0, max=1000),
    field("rent", "money", max=100000),
    field("born", "date"),
    field("grade", "choice", options=[1, 2, "x"]),
    field("needs", "choices", options=["ramp", "lift"], max=1),
    field("works", "yes_no"),
    field("post", "text", format="postcode"),
)
SIMPLE_VALIDATOR = jsonschema.Draft202012Validator(schema(SIMPLE, title="简单"))


def test_schema_is_valid_and_plain_json():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    json.dumps(SCHEMA, allow_nan=False)


def test_titles_stand_in_both_languages():
    assert (SCHEMA["title"], SCHEMA["x-title-en"]) == ("申请", "Application")
    grade = SCHEMA["properties"]["card"]["properties"]["grade"]
    assert (grade["title"], grade["x-title-en"], grade["x-purpose"]) == (
        "问grade",
        "Ask grade",
        "decide",
    )


def test_right_answers_fit():
    VALIDATOR.validate(answers())


@pytest.mark.parametrize("name", sorted(answers()["card"]))
def test_each_field_must_be_there_and_of_its_kind(name):
    without = {"card": {key: value for key, value in answers()["card"].items() if key != name}}
    assert not VALIDATOR.is_valid(without)
    assert not VALIDATOR.is_valid({"card": {**answers()["card"], name: {"no": 1}}})


def test_condition_is_said_and_the_field_not_required():
    one = schema(
        form(field("a", "yes_no"), field("b", "text", show="card.a", require="card.a")), title="t"
    )
    card = one["properties"]["card"]
    assert card["required"] == ["a"]
    assert (card["properties"]["b"]["x-show"], card["properties"]["b"]["x-require"]) == (
        "card.a",
        "card.a",
    )


VALUES = {
    "name": st.text(min_size=1, max_size=10),
    "rooms": st.integers(-5, 120) | st.booleans() | st.floats(),
    "area": st.floats(0, 1100) | st.integers(-1, 1100) | st.decimals(0, 1100, places=2).map(str),
    "rent": st.integers(-5, 2 * 10**7) | st.floats(0, 10),
    "born": st.dates().map(str) | st.text(max_size=10),
    "grade": st.sampled_from([1, 2, 3, "x", "1", True]),
    "needs": st.lists(st.sampled_from(["ramp", "lift", "no"]), max_size=2),
    "works": st.booleans() | st.integers(0, 1),
    "post": st.from_regex(r"\A\d{6}\Z") | st.text(max_size=7),
}


RIGHT = {
    "name": "甲乙",
    "rooms": 1,
    "area": "1",
    "rent": 1,
    "born": "2020-01-01",
    "grade": 1,
    "needs": ["ramp"],
    "works": True,
    "post": "300000",
}


@settings(deadline=None, max_examples=300)
@given(st.fixed_dictionaries(VALUES))
def test_what_the_check_keeps_fits_the_schema(card):
    kept = check(SIMPLE, {"card": card}, context=context()).answers.get("card", {})
    SIMPLE_VALIDATOR.validate({"card": RIGHT | kept})


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(sorted(VALUES)), st.data())
def test_a_value_that_the_check_accepts_unchanged_in_kind_fits_as_it_was_sent(name, data):
    value = data.draw(VALUES[name])
    kept = check(SIMPLE, {"card": {name: value}}, context=context()).answers.get("card", {})
    if name in kept and (not isinstance(value, str) or kept[name] == value):
        SIMPLE_VALIDATOR.validate({"card": RIGHT | {name: value}})


def test_files_are_told_by_id_kind_size_and_number():
    one = schema(form(field("proof", "file", accept=["pdf"], max_mb=2, max=3)), title="t")
    proof = one["properties"]["card"]["properties"]["proof"]
    assert (proof["minItems"], proof["maxItems"]) == (1, 3)
    assert (proof["x-accept"], proof["x-max-bytes"]) == (["application/pdf"], 2 * 1024 * 1024)
    assert proof["items"]["format"] == "uuid"
