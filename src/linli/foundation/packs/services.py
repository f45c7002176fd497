"""Check a pack, and load it as a whole or not at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from linli.foundation.audit import services as audit
from linli.foundation.packs import reader, registry
from linli.foundation.packs.schemas import validated
from linli.foundation.packs.values import Act, Change, Fault, Pack, PackError, PackPermission

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from linli.foundation.actors.values import Actor
    from linli.foundation.packs.registry import Section
    from linli.foundation.packs.values import Document


def check(root: Path) -> tuple[Fault, ...]:
    """Return everything wrong with a pack, by file and line; needs no database."""
    return _checked(root)[1]


def page(root: Path, name: str) -> str:
    """Return a page that a room makes from a pack; raises `PackError` where the pack has faults."""
    pack, faults = _checked(root)
    if faults:
        raise PackError(faults)
    return registry.pages()[name](pack)


@transaction.atomic
def load(actor: Actor, *, root: Path, now: datetime) -> tuple[Change, ...]:
    """Bring the database to what the pack says and report what changed.

    Raises `PackError` (nothing is loaded), `ForbiddenError`. The same pack again changes nothing.
    """
    actor.require(PackPermission.LOAD)
    pack, faults = _checked(root)
    if faults:
        raise PackError(faults)
    changes = [change for section in registry.sections() for change in section.load(pack, now)]
    done = tuple(change for change in changes if change.act is not Act.UNCHANGED)
    if done:
        _note(actor, root, done, now)
    return done


def _note(actor: Actor, root: Path, changes: tuple[Change, ...], now: datetime) -> None:
    """Write into the audit log who loaded what."""
    counts = Counter(f"{change.section} {change.act.value}" for change in changes)
    audit.record(
        actor, act="pack.loaded", kind="pack", subject=root.name, data=dict(counts), now=now
    )


def _checked(root: Path) -> tuple[Pack, tuple[Fault, ...]]:
    faults: list[Fault] = []
    documents: dict[str, tuple[Document, ...]] = {}
    for section in registry.sections():
        documents[section.name] = tuple(_read(section, root, faults))
    faults += _strangers(root)
    pack = Pack(root, documents)
    for section in registry.sections():
        faults += section.check(pack)
    return pack, tuple(sorted(set(faults)))


def _read(section: Section, root: Path, faults: list[Fault]) -> list[Document]:
    found: list[Document] = []
    for file in sorted(root.glob(section.glob)):
        document, wrong = reader.read(file, root=root)
        faults += wrong
        if document is None:
            continue
        if section.schema is not None:
            value, wrong = validated(document, section.schema)
            faults += wrong
            if wrong:
                continue
            document = replace(document, value=value)
        found.append(document)
    return found


def _strangers(root: Path) -> list[Fault]:
    known = {file for section in registry.sections() for file in root.glob(section.glob)}
    strangers = sorted(
        file for ending in ("*.yaml", "*.yml") for file in root.rglob(ending) if file not in known
    )
    mend = _("correct its name or folder, or take it away")
    return [
        Fault(file.relative_to(root).as_posix(), 1, "-", _("is read by nobody"), mend)
        for file in strangers
    ] + _missing(root)


def _missing(root: Path) -> list[Fault]:
    if (root / "pack.yaml").is_file():
        return []
    return [Fault("pack.yaml", 1, "-", _("is missing"), _("say whose city this pack is"))]
