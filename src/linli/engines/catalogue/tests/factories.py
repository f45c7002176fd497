"""Items for tests: the city's own pack, loaded, and changes of it."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from functools import lru_cache
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from linli.engines.catalogue import queries, services
from linli.engines.catalogue.models import Epoch, Item, ItemVersion
from linli.engines.catalogue.queries import memory
from linli.engines.catalogue.services.resolve import digest_of, text_of
from linli.foundation.packs import services as packs
from linli.foundation.packs.values import Pack

if TYPE_CHECKING:
    from pathlib import Path

    from linli.engines.catalogue.values import ItemView

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
ALLOWANCES, DOCTOR, LEGAL_AID = "B3.21-22", "B2.02", "B5.02"
OF_THE_ROOM = ("parameters", "topics", "shared", "items")


def city_pack(root: Path | None = None) -> Pack:
    """Return the city's pack as read, only this room's sections."""
    return _city_pack(root or settings.PACK)


@lru_cache(maxsize=4)
def _city_pack(root: Path) -> Pack:
    pack, faults = packs._checked(root)
    mine = [fault for fault in faults if fault.file.split("/")[0] in {"items", "shared"}]
    assert not mine, mine
    return Pack(pack.root, {name: pack.of(name) for name in OF_THE_ROOM})


@transaction.atomic
def load_catalogue(root: Path | None = None) -> None:
    """Load items, parameters and topics of the city's pack, as `linli packs load` does."""
    pack = city_pack(root)
    services.load_parameters(pack, NOW)
    services.load_topics(pack, NOW)
    services.load_items(pack, NOW)


def allowances() -> ItemView:
    """Return 残疾人两项补贴, loaded: street counter, federation, civil affairs."""
    load_catalogue()
    return queries.published(ALLOWANCES)


def copy_of_pack(folder: Path) -> Path:
    """Copy what the room reads of the city's pack, to break it."""
    root = folder / "pack"
    root.mkdir()
    for name in ("pack.yaml", "papers.yaml", "parameters.yaml", "registers.yaml", "topics.yaml"):
        shutil.copy(settings.PACK / name, root / name)
    for name in ("items", "shared"):
        shutil.copytree(settings.PACK / name, root / name)
    return root


def guide_only(code: str = "B1.08") -> ItemView:
    """Return an item with a limit that nobody knows, published."""
    load_catalogue()
    definition = definition_of(ALLOWANCES)
    definition["item"] = code
    definition["limits"] = {"statutory": "unknown", "promised": "unknown"}
    return publish(definition)


def definition_of(code: str) -> dict[str, Any]:
    """Return what an item's file says, shared pieces put in, to publish a change of it."""
    version = ItemVersion.objects.get(pk=queries.published(code).version_id)
    found: dict[str, Any] = json.loads(version.definition)
    return found


def publish(definition: dict[str, Any]) -> ItemView:
    """Publish a definition without a pack."""
    item, _ = Item.objects.get_or_create(code=definition["item"])
    text = text_of(definition)
    item.current = ItemVersion.objects.create(
        item=item,
        number=item.versions.count() + 1,
        digest=digest_of(text),
        definition=text,
        published_at=NOW,
    )
    item.save()
    Epoch.objects.update_or_create(pk=1, defaults={"token": token_hex(16)})
    memory.forget()
    return queries.published(item.code)
