"""The translations of the house: what each room says, what is missing, and the compiled catalogues.

Babel reads and writes the catalogues, so no machine needs GNU gettext.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

HOUSE = Path(__file__).resolve().parents[1]
CATALOGUE = Path("locale", "zh_Hans", "LC_MESSAGES", "django.po")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACE = re.compile(r"%\((\w+)\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%[sd]")
HEADER = """# What this room says in Chinese.
msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

Key = tuple[str, str]  # context, msgid


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the messages of one room."""

    room: str
    kind: str
    msgid: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.room}: {self.kind}: {self.msgid!r}"


def rooms(house: Path = HOUSE) -> list[Path]:
    """Return the folder of every room that is an app, and of `config`."""
    return sorted(path.parent for path in house.rglob("apps.py"))


def said(room: Path) -> dict[Key, Message]:
    """Return every message that code and templates of a room say."""
    found: dict[Key, Message] = {}
    for path, source in _sources(room):
        for line, texts, _comments, context in extract(
            "python", io.BytesIO(source), keywords=KEYWORDS, options={"encoding": "utf-8"}
        ):
            plain = texts if isinstance(texts, str) else tuple(texts)
            first = plain if isinstance(plain, str) else plain[0]
            place = [(path.relative_to(room.parent).as_posix(), line)]
            if first:
                found.setdefault(
                    (context or "", first), Message(plain, locations=place, context=context)
                )
    return found


def catalogue(room: Path) -> Catalog:
    """Return a room's Chinese catalogue; an empty one where there is none."""
    path = room / CATALOGUE
    if not path.exists():
        return Catalog(locale="zh_Hans", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans", charset="utf-8")


def faults(house: Path = HOUSE) -> list[Fault]:
    """Return every message that is missing, empty, fuzzy, unused or unlike its English."""
    return [fault for room in rooms(house) for fault in faults_of(room)] + quarrels(house)


def update(room: Path) -> int:
    """Add what a room says and its catalogue lacks, untranslated; return how many."""
    book, wanted = catalogue(room), said(room)
    new = [message for key, message in wanted.items() if _find(book, key) is None]
    for message in new:
        book.add(message.id, string="", context=message.context)
    if new:
        path = room / CATALOGUE
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(HEADER.encode())  # Babel's own names people, times and tools
            write_po(file, book, width=110, omit_header=True, include_lineno=False)
    return len(new)


def compile_all(house: Path = HOUSE) -> int:
    """Write each catalogue's `.mo` beside it where it is older; return how many were written."""
    stale = [path for room in rooms(house) if _is_stale(path := room / CATALOGUE)]
    for path in stale:
        draft = path.with_suffix(".mo.draft")
        with path.open("rb") as source, draft.open("wb") as target:
            write_mo(target, read_po(source, locale="zh_Hans", charset="utf-8"))
        draft.replace(path.with_suffix(".mo"))
    return len(stale)


def _is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    if not path.exists():
        return False
    return not compiled.exists() or compiled.stat().st_mtime_ns < path.stat().st_mtime_ns


def _sources(room: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(room.rglob("*")):
        if {"tests", "migrations", "static", "locale"} & set(path.relative_to(room).parts):
            continue
        if path.suffix == ".py":
            yield path, path.read_bytes()
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            # Within brackets the tokenizer does not mind how a template is indented.
            text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            yield path, f"({text}\n)".encode()


def faults_of(room: Path) -> Iterator[Fault]:
    """Say what is wrong with the messages of one room."""
    name, wanted, book = room.name, said(room), catalogue(room)
    for key, message in wanted.items():
        translated = _find(book, key)
        if translated is None:
            yield Fault(name, "missing", key[1])
        elif not all(_strings(translated)):
            yield Fault(name, "empty", key[1])
        elif translated.fuzzy:
            yield Fault(name, "fuzzy", key[1])
        elif any(_places(text) != _places_of(message) for text in _strings(translated)):
            yield Fault(name, "other places than the English", key[1])
    for message in book:
        if message.id and (message.context or "", _first(message)) not in wanted:
            yield Fault(name, "unused", _first(message))


def quarrels(house: Path) -> list[Fault]:
    """Return messages that two rooms translate differently: Django would keep only one of them."""
    known: dict[Key, tuple[str, tuple[str, ...]]] = {}
    found = []
    for room in rooms(house):
        for message in catalogue(room):
            key = (message.context or "", _first(message))
            if not key[1]:
                continue
            other, strings = known.setdefault(key, (room.name, _strings(message)))
            if strings != _strings(message):
                found.append(Fault(room.name, f"translated otherwise in {other}", key[1]))
    return found


def _find(book: Catalog, key: Key) -> Message | None:
    return book.get(key[1], key[0] or None)


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _places(text: str) -> set[str]:
    return {match.group(0) for match in PLACE.finditer(text.replace("%%", ""))}


def _places_of(message: Message) -> set[str]:
    """Return the places of the fullest English form: Chinese has one form for all numbers."""
    return _places(message.id if isinstance(message.id, str) else message.id[-1])
