"""What a process keeps of the catalogue between requests."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from linli.engines.catalogue.models import Epoch, Item, ItemVersion, Parameter, Topic
from linli.engines.catalogue.schemas.view import item_view
from linli.engines.catalogue.values import ItemView, ParameterView
from linli.engines.catalogue.values import Topic as TopicView
from linli.foundation.formspec.values import Localised
from linli.foundation.search.index import Index
from linli.foundation.search.values import Entry, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True)
class Snapshot:
    """Everything published at one epoch."""

    token: str
    items: Mapping[str, ItemView] = field(default_factory=dict)
    categories: tuple[TopicView, ...] = ()
    life_events: tuple[TopicView, ...] = ()
    parameters: tuple[ParameterView, ...] = ()

    @cached_property
    def index(self) -> Index:
        """The search index, built at the first search."""
        return Index(_entry(item) for item in self.items.values())


_NOTHING = Snapshot("")
FRESH_SECONDS = 1.0  # a pack published by another process is seen this much later
_held: dict[str, Snapshot] = {"now": _NOTHING}
_asked: dict[str, float] = {}
_views: dict[str, ItemView] = {}  # by digest: a definition never changes
_versions: dict[int, ItemView] = {}  # by key: neither does a version


def snapshot() -> Snapshot:
    """Return what is published now: at most one statement a second while nothing has changed."""
    if time.monotonic() - _asked.get("at", -FRESH_SECONDS) < FRESH_SECONDS:
        return _held["now"]
    token = Epoch.objects.values_list("token", flat=True).first()
    if token != _held["now"].token:
        _held["now"] = _read(token) if token else _NOTHING
    _asked["at"] = time.monotonic()
    return _held["now"]


def forget() -> None:
    """Ask the database again at the next call: after a pack was loaded, and between tests."""
    _asked.clear()
    _versions.clear()


def view_of_version(version_id: int) -> ItemView | None:
    """Return one version, read once in the life of the process."""
    if version_id not in _versions:
        row = ItemVersion.objects.filter(pk=version_id).values_list("digest", flat=True).first()
        if row is None:
            return None
        _versions[version_id] = view_of(version_id, row)
    return _versions[version_id]


def view_of(version_id: int, digest: str, definition: str | None = None) -> ItemView:
    """Return the view of a version; its definition is read once in the life of the process."""
    if digest not in _views:
        if definition is None:
            definition = ItemVersion.objects.values_list("definition", flat=True).get(pk=version_id)
        _views[digest] = item_view(json.loads(definition), version_id=version_id, digest=digest)
    found = _views[digest]
    return found if found.version_id == version_id else replace(found, version_id=version_id)


def _read(token: str) -> Snapshot:
    rows = list(
        Item.objects.exclude(current=None)
        .order_by("code")
        .values_list("code", "current_id", "current__digest")
    )
    new = [version_id for _, version_id, digest in rows if digest not in _views]
    definitions = (
        dict(ItemVersion.objects.filter(pk__in=new).values_list("pk", "definition")) if new else {}
    )
    topics = list(Topic.objects.order_by("kind", "position"))
    return Snapshot(
        token,
        {code: view_of(pk, digest, definitions.get(pk)) for code, pk, digest in rows},
        _topics(topics, "category"),
        _topics(topics, "life_event"),
        tuple(_parameter(row) for row in Parameter.objects.order_by("name", "valid_from")),
    )


def _topics(rows: Iterable[Topic], kind: str) -> tuple[TopicView, ...]:
    return tuple(
        TopicView(row.code, Localised(row.name_zh, row.name_en), row.icon)
        for row in rows
        if row.kind == kind
    )


def _parameter(row: Parameter) -> ParameterView:
    return ParameterView(
        name=row.name,
        label=Localised(row.label_zh, row.label_en),
        unit=row.unit,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        division_code=row.division_code,
        value=row.value,
        source=row.source,
    )


def _entry(item: ItemView) -> Entry:
    texts = (
        *(Phrase(text, "name") for text in (item.name.zh, item.name.en, item.code)),
        *(Phrase(word, "word") for word in item.words),
        *(Phrase(text, "text") for text in (item.summary.zh, item.summary.en)),
    )
    return Entry(item.code, texts)
