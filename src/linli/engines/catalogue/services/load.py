"""Brings the catalogue to what a checked pack says; the packs room holds the transaction."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING, Any

from linli.engines.catalogue.models import Epoch, Item, Parameter, Topic
from linli.engines.catalogue.queries.memory import forget
from linli.engines.catalogue.services.read_parameters import parameter_rows
from linli.engines.catalogue.services.resolve import digest_of, resolved, shared_pieces, text_of
from linli.foundation.packs.values import Act, Change

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from linli.foundation.packs.values import Pack


def load_items(pack: Pack, now: datetime) -> tuple[Change, ...]:
    """Publish what is new or changed, and take back what the pack no longer holds."""
    pieces = shared_pieces(pack)
    wanted = {
        document.value.item: resolved(document, pieces)[0].definition
        for document in pack.of("items")
    }
    held = {item.code: item for item in Item.objects.select_for_update().order_by("pk")}
    changes = [
        _publish(held.get(code), code, definition, now) for code, definition in wanted.items()
    ]
    gone = [item for code, item in held.items() if code not in wanted and item.current_id]
    for item in gone:
        item.current = None
        item.save(update_fields=["current"])
        changes.append(Change("items", item.code, Act.REMOVED))
    return _noted(changes)


def _publish(item: Item | None, code: str, definition: dict[str, Any], now: datetime) -> Change:
    act = Act.ADDED if item is None else Act.CHANGED
    item = item or Item.objects.create(code=code)
    text = text_of(definition)
    digest = digest_of(text)
    version = item.versions.filter(digest=digest).first()
    if version is not None and item.current_id == version.pk:
        return Change("items", code, Act.UNCHANGED)
    if version is None:
        last = item.versions.order_by("-number").values_list("number", flat=True).first() or 0
        version = item.versions.create(
            number=last + 1, digest=digest, definition=text, published_at=now
        )
    item.current = version
    item.save(update_fields=["current"])
    return Change("items", code, act)


def load_parameters(pack: Pack, now: datetime) -> tuple[Change, ...]:  # noqa: ARG001
    """Make the dated values those of the pack."""
    wanted = {
        (row["name"], row["division_code"], row["valid_from"]): row for row in parameter_rows(pack)
    }
    held = {(row.name, row.division_code, row.valid_from): row for row in Parameter.objects.all()}
    return _noted(_synchronised("parameters", Parameter, held, wanted))


def load_topics(pack: Pack, now: datetime) -> tuple[Change, ...]:  # noqa: ARG001
    """Make categories and events of life those of the pack."""
    wanted: dict[Any, dict[str, Any]] = {}
    for document in pack.of("topics"):
        for kind, topics in (
            ("category", document.value.categories),
            ("life_event", document.value.life_events),
        ):
            for position, (code, topic) in enumerate(topics.items()):
                wanted[kind, code] = {
                    "kind": kind,
                    "code": code,
                    "name_zh": topic.name.zh,
                    "name_en": topic.name.en,
                    "icon": topic.icon,
                    "position": position,
                }
    held = {(row.kind, row.code): row for row in Topic.objects.all()}
    return _noted(_synchronised("topics", Topic, held, wanted))


def _synchronised(
    section: str, model: Any, held: dict[Any, Any], wanted: dict[Any, dict[str, Any]]
) -> list[Change]:
    """Delete first: what closes a range makes room for what opens the next."""
    changes: list[Change] = []
    for key, row in held.items():
        if key not in wanted:
            row.delete()
            changes.append(Change(section, _said(key), Act.REMOVED))
    closed_first = sorted(wanted.items(), key=lambda pair: pair[1].get("valid_to") is None)
    for key, values in closed_first:
        row = held.get(key)
        if row is None:
            model.objects.create(**values)
            changes.append(Change(section, _said(key), Act.ADDED))
        elif any(getattr(row, name) != value for name, value in values.items()):
            model.objects.filter(pk=row.pk).update(**values)
            changes.append(Change(section, _said(key), Act.CHANGED))
    return changes


def _said(key: Iterable[Any]) -> str:
    return " ".join(str(part) for part in key if part)


def _noted(changes: list[Change]) -> tuple[Change, ...]:
    """Change the epoch if anything changed, so that every process reads anew."""
    if any(change.act is not Act.UNCHANGED for change in changes):
        Epoch.objects.update_or_create(pk=1, defaults={"token": token_hex(16)})
        forget()
    return tuple(changes)
