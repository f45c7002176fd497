"""The API as a page: drawn on the server from the OpenAPI document, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext as in_words  # of texts that rooms have marked
from ninja.openapi.docs import DocsBase

from linli.foundation.errors.values import LinliError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest, HttpResponse
    from ninja import NinjaAPI

METHODS = {"get": "quiet", "post": "good", "put": "info", "patch": "info", "delete": "warn"}


@dataclass(frozen=True)
class FieldRow:
    """A parameter or a field of a body."""

    name: str
    kind: str
    place: str
    is_required: bool
    note: str


@dataclass(frozen=True)
class OperationView:
    """One operation as the page shows it."""

    id: str
    method: str
    tone: str
    path: str
    summary: str
    note: str
    fields: tuple[FieldRow, ...]
    answer: str
    is_public: bool


@dataclass(frozen=True)
class GroupView:
    """The operations under one heading."""

    id: str
    heading: str
    operations: tuple[OperationView, ...]


@dataclass(frozen=True)
class ProblemRow:
    """A code that an answer may carry, its status and its sentence."""

    code: str
    status: int
    sentence: str


class Docs(DocsBase):
    """Our own page instead of ninja's: no script, no CDN, nothing that our CSP would refuse."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Return the page."""
        document = api.get_openapi_schema(path_params=kwargs)
        context = {
            "groups": groups(document),
            "problems": problem_rows(),
            "openapi_url": self.get_openapi_url(api, kwargs),
        }
        return render(request, "api/docs.html", context)


def groups(document: Mapping[str, Any]) -> tuple[GroupView, ...]:
    """Return all operations under the headings of their rooms."""
    found: dict[str, list[OperationView]] = {tag["name"]: [] for tag in document["tags"]}
    schemas = document["components"]["schemas"]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            found[operation["tags"][0]].append(_operation(path, method, operation, schemas))
    return tuple(
        GroupView(tag["name"], in_words(tag["description"]), tuple(found[tag["name"]]))
        for tag in document["tags"]
    )


def problem_rows() -> tuple[ProblemRow, ...]:
    """Return every code of the house's errors, by code."""
    kinds = {kind.code: kind for kind in _kinds(LinliError)}
    return tuple(
        ProblemRow(code, kind.status, str(kind.message)) for code, kind in sorted(kinds.items())
    )


def _kinds(kind: type[LinliError]) -> Iterator[type[LinliError]]:
    for below in kind.__subclasses__():
        yield from _kinds(below)
        yield below  # a parent's own sentence wins over that of a child without a code of its own


def _operation(
    path: str, method: str, operation: Mapping[str, Any], schemas: Mapping[str, Any]
) -> OperationView:
    return OperationView(
        id=operation["operationId"],
        method=method.upper(),
        tone=METHODS[method],
        path=path,
        summary=in_words(operation["summary"]),
        note=operation.get("description", ""),
        fields=(*_parameters(operation, schemas), *_body(operation, schemas)),
        answer=_answer(operation),
        is_public=not operation.get("security"),
    )


def _parameters(operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[FieldRow]:
    places = {"path": _("address"), "query": _("query"), "header": _("header")}
    for given in operation.get("parameters", ()):
        yield FieldRow(
            given["name"],
            _kind(given["schema"], schemas),
            places[given["in"]],
            given.get("required", False),
            _note(given),
        )


def _body(operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[FieldRow]:
    for content in operation.get("requestBody", {}).get("content", {}).values():
        shape = content["schema"]
        if "$ref" in shape:
            shape = schemas[_name(shape)]
        required = shape.get("required", ())
        for name, field in shape.get("properties", {}).items():
            yield FieldRow(name, _kind(field, schemas), _("body"), name in required, _note(field))


def _answer(operation: Mapping[str, Any]) -> str:
    for status, answer in operation["responses"].items():
        if status != "default":
            kinds = [_kind(found["schema"]) for found in answer.get("content", {}).values()]
            return f"{status} {' '.join(kinds)}".strip()
    return ""


def _note(shape: Mapping[str, Any]) -> str:
    """Return what is said about a field, in the reader's language; gettext("") is a header."""
    return in_words(shape["description"]) if shape.get("description") else ""


def _kind(shape: Mapping[str, Any], schemas: Mapping[str, Any] | None = None) -> str:
    """Return a shape in one line: choices as they are sent, other shapes by name."""
    if "$ref" in shape:
        target = (schemas or {}).get(_name(shape), {})
        return _kind(target) if "enum" in target else _name(shape)
    if "anyOf" in shape or "allOf" in shape:
        options = [_kind(one, schemas) for one in shape.get("anyOf", shape.get("allOf", ()))]
        return " | ".join(option for option in options if option != "null")
    if shape.get("type") == "array":
        return f"[{_kind(shape.get('items', {}), schemas)}]"
    if "enum" in shape:
        return " | ".join(str(value) for value in shape["enum"])
    return str(shape.get("format") or shape.get("type", "JSON"))


def _name(shape: Mapping[str, Any]) -> str:
    return str(shape["$ref"]).rsplit("/", 1)[-1]
