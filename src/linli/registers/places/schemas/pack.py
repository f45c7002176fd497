"""Divisions in a pack: one CSV file a level, and what state of the world they show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field

from linli.foundation.packs.schemas import Shape
from linli.foundation.packs.values import Document, Fault, Pack
from linli.registers.places.values import CODE, Level, level_of, parent_code

SECTION = "divisions"
EDITION_SECTION = "divisions_edition"
FILES = {
    "city.csv": Level.CITY,
    "districts.csv": Level.DISTRICT,
    "streets.csv": Level.STREET,
    "communities.csv": Level.COMMUNITY,
}
SUCCESSORS = "successors.csv"  # code, successor
ENGLISH = "english.csv"  # code, name_en: where pinyin would be no name


class Edition(Shape):
    """`divisions/edition.yaml`: where the codes come from and on which day they were so."""

    source: Annotated[str, Field(min_length=2, max_length=60)]
    state_on: date


@dataclass(frozen=True)
class DivisionFile:
    """What a pack says about divisions."""

    edition: Edition
    names: dict[str, str]  # code → name
    successors: dict[str, str] = field(default_factory=dict)  # code no longer in force → its heir
    english: dict[str, str] = field(default_factory=dict)


def division_file(pack: Pack) -> DivisionFile | None:
    """Return the divisions of a checked pack; None if it has none."""
    editions = pack.of(EDITION_SECTION)
    if not editions:
        return None
    names: dict[str, str] = {}
    heirs: dict[str, str] = {}
    english: dict[str, str] = {}
    for document in pack.of(SECTION):
        if _file(document) == SUCCESSORS:
            heirs |= {row["code"]: row["successor"] for row in document.data}
        elif _file(document) == ENGLISH:
            english |= {row["code"]: row["name_en"].strip() for row in document.data}
        else:
            names |= {row["code"]: row["name"].strip() for row in document.data}
    return DivisionFile(editions[0].value, names, heirs, english)


def check(pack: Pack) -> Iterator[Fault]:
    """Find codes of another shape than their file, that stand twice, or hang in the air."""
    known = {
        row.get("code", "")
        for document in pack.of(SECTION)
        if _file(document) in FILES
        for row in document.data
    }
    seen: set[str] = set()
    for document in pack.of(SECTION):
        if _file(document) == SUCCESSORS:
            yield from _check_heirs(document, known)
        elif _file(document) == ENGLISH:
            yield from _check_english(document, known)
        elif (level := FILES.get(_file(document))) is None:
            yield document.fault((), _("is read by nobody"), _("name it after a level"))
        else:
            yield from _check_rows(document, level, known, seen)
    if known and not pack.of(EDITION_SECTION):
        path = pack.of(SECTION)[0].path.rpartition("/")[0] + "/edition.yaml"
        yield Fault(path, 1, "-", _("is missing"), _("say the source and the day of the codes"))


def _check_rows(
    document: Document, level: Level, known: set[str], seen: set[str]
) -> Iterator[Fault]:
    for number, row in enumerate(document.data):
        code, at = row.get("code", ""), (number, "code")
        if not CODE.fullmatch(code) or level_of(code) is not level:
            yield document.fault(
                at, _("“%(code)s” is no code of this level") % {"code": code}, _("see edition.yaml")
            )
        elif code in seen:
            yield document.fault(at, _("stands twice"), _("keep one of the two"))
        elif (above := parent_code(code)) and above not in known:
            yield document.fault(
                at, _("lies in %(above)s, which is not there") % {"above": above}, _("add it above")
            )
        if not row.get("name", "").strip():
            yield document.fault((number, "name"), _("is missing"), _("add it"))
        seen.add(code)


def _check_heirs(document: Document, known: set[str]) -> Iterator[Fault]:
    for number, row in enumerate(document.data):
        if row.get("code", "") in known:
            yield document.fault((number, "code"), _("is still in force"), _("take the row away"))
        if row.get("successor", "") not in known:
            yield document.fault(
                (number, "successor"), _("is not in force"), _("name a code of the pack")
            )


def _check_english(document: Document, known: set[str]) -> Iterator[Fault]:
    for number, row in enumerate(document.data):
        if row.get("code", "") not in known:
            mend = _("name a code of the pack")
            yield document.fault((number, "code"), _("is not in force"), mend)
        if not row.get("name_en", "").strip():
            yield document.fault((number, "name_en"), _("is missing"), _("add it"))


def _file(document: Document) -> str:
    return document.path.rpartition("/")[2]
