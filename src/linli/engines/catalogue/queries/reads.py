"""Reads of items, topics, parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.engines.catalogue.queries.memory import Snapshot, snapshot, view_of_version
from linli.engines.catalogue.rules.parameters import in_force
from linli.engines.catalogue.values import Hit, ItemView, ListingView, ParameterView, Topic, Why
from linli.foundation.errors.values import NotFoundError
from linli.foundation.formspec.dictionary import dictionary as of_form

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from linli.foundation.formspec.values import DictionaryRow

MOST_HITS = 20


def published(code: str) -> ItemView:
    """Return the version of an item offered today. Raises `NotFoundError`."""
    try:
        return snapshot().items[code]
    except KeyError:
        raise NotFoundError from None


def version(version_id: int) -> ItemView:
    """Return one version, also one no longer offered: a case keeps its own.

    Raises `NotFoundError`.
    """
    found = view_of_version(version_id)
    if found is None:
        raise NotFoundError
    return found


def items(*, category: str = "", life_event: str = "", audience: str = "") -> tuple[ItemView, ...]:
    """Return the items offered today by code, narrowed by what is not empty."""
    return _items(snapshot(), category, life_event, audience)


def _items(
    current: Snapshot, category: str, life_event: str, audience: str
) -> tuple[ItemView, ...]:
    return tuple(
        item
        for item in current.items.values()
        if (not category or item.category == category)
        and (not life_event or life_event in item.life_events)
        and (not audience or item.audience == audience)
    )


def offered() -> tuple[tuple[str, str], ...]:
    """Return code and name of the items that can be applied for, in the language in force."""
    return tuple((item.code, str(item.name)) for item in items() if not item.is_guide_only)


def categories() -> tuple[Topic, ...]:
    """Return the categories in the pack's order."""
    return snapshot().categories


def life_events() -> tuple[Topic, ...]:
    """Return the events of life in the pack's order."""
    return snapshot().life_events


def search(text: str, *, limit: int = 10) -> tuple[Hit, ...]:
    """Return the items that fit what somebody typed, best first, each with the reason."""
    return _search(snapshot(), text, limit)


def _search(current: Snapshot, text: str, limit: int) -> tuple[Hit, ...]:
    return tuple(
        Hit(
            code=item.code,
            name=item.name,
            summary=item.summary,
            score=found.score,
            why=Why(found.kind, found.text),
            is_guide_only=item.is_guide_only,
        )
        for found in current.index.search(text, limit=limit)
        for item in (current.items[found.key],)
    )


def listing(*, text: str = "", category: str = "", life_event: str = "") -> ListingView:
    """Return what the page of services shows: what was asked for, and the ways to look further."""
    current = snapshot()
    topics = [one for one in current.categories if one.code == category]
    topics += [one for one in current.life_events if one.code == life_event]
    return ListingView(
        topic=topics[0] if topics else None,
        hits=_search(current, text, MOST_HITS) if text else (),
        items=() if text else _items(current, category, life_event, ""),
        categories=current.categories,
        life_events=current.life_events,
    )


def parameters(on: date, division_code: str = "") -> Mapping[str, Any]:
    """Return the values in force on a day in a division (12 digits; empty: the city's), in fen."""
    return in_force(snapshot().parameters, on=on, division_code=division_code)


def parameter_views() -> tuple[ParameterView, ...]:
    """Return every dated value, by name and day."""
    return snapshot().parameters


def dictionary(code: str) -> tuple[DictionaryRow, ...]:
    """Return what the version offered today asks, why, who reads it and how long it is kept.

    Raises `NotFoundError`.
    """
    return of_form(published(code).form)


def schema(code: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the answers to the version offered today.

    Raises `NotFoundError`.
    """
    from linli.foundation.formspec.jsonschema import schema as form_schema

    item = published(code)
    return form_schema(item.form, title=str(item.name))


def record_schema(item: ItemView, stage_id: str) -> dict[str, Any] | None:
    """Return the JSON Schema of what a stage writes down; None where it writes nothing."""
    from linli.foundation.formspec.jsonschema import schema as form_schema

    form = item.record_forms.get(stage_id)
    return form_schema(form, title=str(item.flow.stage(stage_id).name)) if form else None
