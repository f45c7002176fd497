import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from linli.engines.cases.tests import factories
from linli.faces.api.tests.programs import Program


@pytest.fixture(autouse=True)
def _pack(db):
    factories.load_catalogue()


def test_anybody_reads_items_page_by_page():
    first = Program().get("/items", {"limit": 1}).json()
    second = Program().get("/items", {"limit": 100, "cursor": first["next"]}).json()
    codes = [row["code"] for row in first["items"] + second["items"]]
    assert codes == sorted(codes)
    assert factories.ALLOWANCES in codes
    assert second["next"] == ""


def test_item_has_its_guide_in_both_languages():
    item = Program().get(f"/items/{factories.ALLOWANCES}").json()
    assert item["name"] == {
        "zh": "残疾人两项补贴",
        "en": "Two allowances for disabled people",
    }
    assert item["materials"]
    assert item["stages"][0]["outcomes"]
    assert len(item["digest"]) >= 32


@pytest.mark.plan("E4")
def test_schema_is_json_schema_and_takes_good_answers(city):
    schema = Program().get(f"/items/{factories.ALLOWANCES}/schema").json()
    Draft202012Validator.check_schema(schema)
    answers = factories.allowances(city.community)
    assert list(Draft202012Validator(schema).iter_errors(answers)) == []


def test_dictionary_names_every_question_with_purpose_and_readers():
    rows = Program().get(f"/items/{factories.ALLOWANCES}/dictionary").json()["items"]
    grade = next(row for row in rows if row["path"] == "card.grade")
    assert (grade["type"], grade["purpose"], grade["readers"], grade["keep"]) == (
        "choice",
        "decide",
        "handlers",
        "item",
    )
    assert grade["label"]["en"]


def test_search_says_why():
    found = Program().get("/search", {"text": "残疾人"}).json()["items"]
    assert found[0]["code"] == factories.ALLOWANCES
    assert found[0]["why"]["kind"]


def test_topics_and_parameters_are_read():
    topics = Program().get("/topics").json()
    assert "disability" in {topic["code"] for topic in topics["categories"]}
    assert "disability" in {topic["code"] for topic in topics["life_events"]}
    rows = Program().get("/parameters").json()["items"]
    assert [row["value"] for row in rows if row["name"] == "care_allowance"] == [20000]


def test_unknown_item_is_not_found():
    for path in ("/items/NO", "/items/NO/schema", "/items/NO/dictionary", "/items/%00"):
        assert Program().get(path).status_code == 404


def test_unchanged_item_is_not_sent_again():
    at = f"/items/{factories.ALLOWANCES}"
    tag = Program().get(at)["ETag"]
    assert Program().get(at, **{"If-None-Match": tag}).status_code == 304


def test_narrowing_by_a_kind_that_is_none_is_told():
    refused = Client().get("/api/v1/items", {"audience": "cats"})
    assert refused.json()["errors"][0]["path"] == "audience"
