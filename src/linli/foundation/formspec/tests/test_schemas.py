from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError
from ruamel.yaml import YAML

from linli.foundation.formspec.dictionary import dictionary
from linli.foundation.formspec.expressions import Kind, Type
from linli.foundation.formspec.rules import definition_problems
from linli.foundation.formspec.schemas import Form
from linli.foundation.formspec.tests.factories import field, form, section, with_every_type
from linli.foundation.formspec.values import FieldType


def fault(*fields, **more):
    with pytest.raises(ValidationError) as caught:
        form(*fields, **more)
    return caught.value.errors()[0]


@pytest.mark.parametrize(
    "one",
    [
        field("x", "text", decimals=2),
        field("x", "text", colour="red"),
        field("x", "hologram"),
        field("X", "text"),
        field("from", "text"),
        field("class", "text"),
        field("today", "text"),
        field("x", "text", show="1 +"),
        field("x", "text", purpose="curiosity"),
        field("x", "text", readers="friends"),
        field("x", "text", keep="a while"),
        field("x", "text", ask={"en": "only English"}),
        field("x", "text", hint="see https://example.gov.cn/apply"),
        field("x", "text", help="[here](/apply)"),
        field("x", "text", format="anything"),
        field("x", "text", min=5, max=3),
        field("x", "choice"),
        field("x", "choice", options=[1, 1]),
        field("x", "choice", options=[1, "1"]),
        field("x", "choice", options=[True]),
        field("x", "choice", options_from="banks"),
        field("x", "consent", **{"from": "applicant.agreed"}),
        field("x", "consent", set="true"),
        field("x", "table"),
        field("x", "table", columns=[field("a", "consent")]),
        field("x", "table", columns=[field("a", "table", columns=[field("b", "text")])]),
        field("x", "table", columns=[field("a", "text"), field("a", "text")]),
        field("x", "table", of="text"),
        field("x", "person", parts=["shoe_size"]),
        field("x", "division", level="planet"),
        field("x", "identity", types=["library_card"]),
        field("x", "file", accept=["document"]),
        field("x", "file", accept=[]),
        field("x", "file", max_mb=11),
    ],
)
def test_definitions_with_a_fault_are_refused(one):
    assert fault(one)["loc"][:3] == ("sections", 0, "fields")


def test_fault_names_its_place():
    wrong = fault(field("ok", "text"), field("x", "text", show="card.grade <"))
    assert wrong["loc"] == ("sections", 0, "fields", 1, "show")
    assert "[syntax] 13:" in wrong["msg"]


@pytest.mark.plan("E4")
def test_every_field_says_why_who_and_how_long():
    bare = {"section": "a", "title": "一节", "fields": [field("x", "text")]}
    with pytest.raises(ValidationError) as caught:
        Form.model_validate([bare])
    assert {error["loc"][-1] for error in caught.value.errors()} == {"purpose", "readers", "keep"}


def test_section_says_purpose_once_and_a_field_may_differ():
    one = form(field("x", "text"), field("y", "text", readers="deciders"))
    assert [found.readers.value for found in one.sections[0].fields] == ["handlers", "deciders"]


@pytest.mark.parametrize(
    "sections",
    [
        [section(field("x", "text"), field("x", "text"))],
        [section(field("x", "text")), section(field("y", "text"))],
        [section()],
        [],
    ],
)
def test_ids_are_unique_and_nothing_is_empty(sections):
    with pytest.raises(ValidationError):
        Form.model_validate(sections)


def test_a_name_in_let_may_not_be_a_field():
    fault(field("x", "text"), let={"card.x": "true"})


def test_paths_of_parts_are_known():
    assert "card.carer.identity" in with_every_type().fields_by_path


def test_shape_is_told_to_editors_as_json_schema():
    schema = Form.model_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "from" in schema["$defs"]["Field"]["properties"]


def test_example_of_the_readme_is_a_form_with_every_type():
    text = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    example = YAML(typ="safe").load(text.split("```yaml")[1].split("```")[0])
    found = Form.model_validate(example)
    assert {one.type for one in found.sections[0].fields} == set(FieldType)
    known = {"living.due": Type(Kind.BOOLEAN)}
    assert definition_problems(found, more=known) == ()


@pytest.mark.plan("E4")
def test_dictionary_has_every_field_with_its_purpose():
    rows = {row.path: row for row in dictionary(with_every_type())}
    assert rows["card.family[].income"].readers == "deciders"
    assert rows["card.family[].income"].is_sensitive
    assert rows["card.carer.identity"].is_sensitive
    assert not rows["card.name"].is_sensitive
    assert all(row.purpose and row.readers and row.keep for row in rows.values())
