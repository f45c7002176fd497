"""Items for programs: lists, guides, schemas, search. Open to everybody."""

from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.engines.catalogue import queries
from linli.engines.catalogue.schemas import replies as shapes
from linli.engines.catalogue.values import Audience, ItemView
from linli.foundation.calls import rules
from linli.foundation.calls.schemas import Limit, Text
from linli.foundation.calls.values import Call

router = Router(auth=None)


@router.get("/items", response=shapes.ItemPage, summary=_("Services offered today"))
def items(
    request: Call,
    category: Text = "",
    life_event: Text = "",
    audience: Audience | None = None,
    cursor: Text = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    found = queries.items(category=category, life_event=life_event, audience=audience or "")
    after = rules.place(cursor)
    rest = [item for item in found if item.code > after]
    more = rest[limit - 1].code if len(rest) > limit else ""
    return {"items": rest[:limit], "next": rules.cursor(more)}


@router.get("/items/{code}", response=shapes.ItemOut, summary=_("One service with its whole guide"))
def item(request: Call, code: str) -> ItemView:
    return queries.published(code)


@router.get(
    "/items/{code}/schema",
    response=dict[str, Any],
    summary=_("JSON Schema (2020-12) of the answers"),
)
def item_schema(request: Call, code: str) -> dict[str, Any]:
    return queries.schema(code)


@router.get(
    "/items/{code}/dictionary",
    response=shapes.DictionaryOut,
    summary=_("What is asked, why, who reads it and how long it is kept"),
)
def item_dictionary(request: Call, code: str) -> dict[str, Any]:
    return {"items": queries.dictionary(code)}


@router.get(
    "/items/{code}/notes",
    response=shapes.NotesOut,
    summary=_("What others say of a service, as how residents rated it"),
)
def item_notes(request: Call, code: str) -> dict[str, Any]:
    return {"items": queries.notes(code)}


@router.get("/search", response=shapes.Hits, summary=_("Find services by any words"))
def search(request: Call, text: Text, limit: Limit = 10) -> dict[str, Any]:
    return {"items": queries.search(text, limit=limit)}


@router.get("/topics", response=shapes.TopicsOut, summary=_("Categories and events of life"))
def topics(request: Call) -> dict[str, Any]:
    return {"categories": queries.categories(), "life_events": queries.life_events()}


@router.get(
    "/parameters",
    response=shapes.ParametersOut,
    summary=_("Amounts, ages and limits with the days from which they hold"),
)
def parameters(request: Call) -> dict[str, Any]:
    return {"items": queries.parameter_views()}
