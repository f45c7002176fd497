"""The contract of the API: what it says of itself, and that it changes only on purpose."""

import json
import os
import typing
from collections import defaultdict
from enum import Enum
from pathlib import Path

import pytest
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import BaseModel

from linli.config import messages
from linli.faces.api.root import ROOMS, api

SNAPSHOT = Path(__file__).with_name("openapi.json")
OPEN = {
    "catalogue_items",
    "catalogue_item",
    "catalogue_item_dictionary",
    "catalogue_item_notes",
    "catalogue_item_schema",
    "catalogue_search",
    "catalogue_topics",
    "catalogue_parameters",
    "places_children",
    "places_named",
    "places_division",
    "cases_verified",
    "cases_notice_paper",
    "cases_public_notice",
    "cases_public_notices",
    "notices_unsubscribe",  # the signed link is who may
    "cases_checked",
    "cases_published_keys",
    "cases_asked",  # by the link of a family member, and a code
    "cases_send_code",
    "cases_answer_by_code",
}


@pytest.fixture(scope="module")
def document():
    return json.loads(json.dumps(api.get_openapi_schema()))


def operations(document):
    return [operation for path in document["paths"].values() for operation in path.values()]


@pytest.mark.plan("E4")
def test_document_equals_its_snapshot(document):
    """LINLI_SNAPSHOT=1 writes it anew; the difference belongs into the changelog."""
    text = json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if os.environ.get("LINLI_SNAPSHOT"):
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert SNAPSHOT.read_text(encoding="utf-8") == text


def test_document_is_openapi_3_1(document):
    assert document["openapi"] == "3.1.0"
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_document_is_served(db):
    answer = Client().get("/api/v1/openapi.json")
    assert answer["Content-Type"].startswith("application/json")
    assert answer.json()["info"]["title"] == "Linli"


def test_operations_have_ids_of_their_own(document):
    ids = [operation["operationId"] for operation in operations(document)]
    assert len(set(ids)) == len(ids)


def test_nothing_but_public_facts_is_open(document):
    assert {one["operationId"] for one in operations(document) if not one.get("security")} == OPEN


def test_every_operation_may_answer_with_a_problem(document):
    assert all("default" in operation["responses"] for operation in operations(document))


def test_every_heading_and_summary_is_marked_for_translation(document):
    said = {key[1] for room in messages.rooms() for key in messages.said(room)}
    texts = {operation["summary"] for operation in operations(document)}
    assert texts | {heading for _tag, heading, _room in ROOMS} <= said


def test_shapes_of_different_rooms_have_different_names():
    """Ninja keeps them by name: of two alike one would vanish."""
    seen: dict[str, set[type]] = defaultdict(set)
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                for model in (*operation.models, *operation.response_models.values()):
                    for field in getattr(model, "model_fields", {}).values():
                        walk(field.annotation, seen)
    assert {name for name, kinds in seen.items() if len(kinds) > 1} == set()


def walk(kind, seen):
    if isinstance(kind, type) and issubclass(kind, BaseModel | Enum):
        if kind in seen[kind.__name__]:
            return
        seen[kind.__name__].add(kind)
        for field in getattr(kind, "model_fields", {}).values():
            walk(field.annotation, seen)
    for inner in typing.get_args(kind):
        walk(inner, seen)


def test_bodies_refuse_unknown_fields(document):
    for operation in operations(document):
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if content:
            name = content["schema"]["$ref"].rsplit("/", 1)[-1]
            shape = document["components"]["schemas"][name]
            assert shape.get("additionalProperties") is False, name
