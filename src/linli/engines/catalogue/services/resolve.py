"""Puts shared pieces into a form and remembers from which line of which file each part came."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from linli.engines.catalogue.schemas.view import item_view
from linli.foundation.formspec.rules import IncludeError, resolve_includes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linli.engines.catalogue.values import ItemView
    from linli.foundation.packs.values import Document, Fault, Pack, Where


@dataclass(frozen=True)
class Resolved:
    """An item with its shared pieces.

    `origins[n]` is where section n of the whole form is written: what people fill in, then what
    each stage writes down.
    """

    document: Document
    definition: dict[str, Any]
    origins: tuple[tuple[Document, Where], ...]

    def fault(self, where: Where, message: str, mend: str) -> Fault:
        """Return a fault at a place of the definition, in the file in which it is written."""
        if len(where) > 1 and where[0] == "form" and isinstance(where[1], int):
            document, base = self.origins[where[1]]
            return document.fault((*base, *where[2:]), message, mend)
        return self.document.fault(where, message, mend)


def shared_pieces(pack: Pack) -> dict[str, Document]:
    """Return the shared pieces by the name of their file."""
    return {
        document.path.rpartition("/")[2].removesuffix(".yaml"): document
        for document in pack.of("shared")
    }


def resolved(document: Document, pieces: Mapping[str, Document]) -> tuple[Resolved, list[Fault]]:
    """Return the item with every `include` replaced by its sections."""
    faults: list[Fault] = []
    definition = {name: value for name, value in document.data.items() if name != "tests"}
    definition["form"], origins = _sections(document, ("form",), pieces, faults)
    stages = {}
    for name, stage in definition["flow"]["stages"].items():
        stages[name] = stage
        if stage.get("form"):
            where = ("flow", "stages", name, "form")
            sections, more = _sections(document, where, pieces, faults)
            stages[name] = {**stage, "form": sections}
            origins += more
    definition["flow"] = {**definition["flow"], "stages": stages}
    return Resolved(document, plain(definition), tuple(origins)), faults


def _sections(
    document: Document, where: Where, pieces: Mapping[str, Document], faults: list[Fault]
) -> tuple[list[Any], list[tuple[Document, Where]]]:
    """Return the sections of a form with its includes, and where each is written."""
    form: list[Any] = []
    origins: list[tuple[Document, Where]] = []
    shared = {name: piece.data for name, piece in pieces.items()}
    written: Any = document.data
    for step in where:
        written = written[step]
    for number, part in enumerate(written):
        try:
            sections = resolve_includes([part], shared)
        except IncludeError as error:
            mend = _("use one of %(choices)s") % {"choices": ", ".join(sorted(pieces))}
            faults.append(document.fault((*where, number), str(error), mend))
            continue
        form += sections
        piece = pieces.get(str(part["include"])) if set(part) == {"include"} else None
        if piece is not None and len(piece.data) == len(sections):
            origins += [(piece, (place,)) for place in range(len(sections))]
        else:
            origins += [(document, (*where, number))] * len(sections)
    return form, origins


def plain(value: Any) -> Any:
    """Return a value as JSON knows it; exact numbers and dates as text."""
    if isinstance(value, dict):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return str(value) if isinstance(value, date | Decimal) else value


def text_of(definition: Mapping[str, Any]) -> str:
    """Return a definition as it is kept: JSON in the order written; stages and buttons have one."""
    return json.dumps(definition, ensure_ascii=False, separators=(",", ":"))


def digest_of(text: str) -> str:
    """Return the SHA-256 of a definition as it is kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def pack_items(pack: Pack) -> dict[str, ItemView]:
    """Return the items of a pack by code, those left out that have faults of their own."""
    pieces = shared_pieces(pack)
    found = {}
    for document in pack.of("items"):
        item, faults = resolved(document, pieces)
        if faults:
            continue
        with suppress(ValidationError):
            found[document.value.item] = item_view(item.definition)
    return found
