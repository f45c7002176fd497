"""Cursors, ETags, and texts that no database takes: pure."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from typing import TYPE_CHECKING, Any

from linli.foundation.calls.values import SENTENCES
from linli.foundation.errors.values import InvalidError, NotFoundError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINE_ENDS = frozenset("\t\n\r")
LARGEST = 2**63 - 1  # of a key column


def cursor(place: object) -> str:
    """Return an opaque cursor for a place in a list; empty for none."""
    if place in {None, ""}:
        return ""
    return base64.urlsafe_b64encode(str(place).encode()).decode().rstrip("=")


_cursor = cursor


def place(cursor: str) -> str:
    """Return the place that a cursor names; raises `InvalidError` for one that we never made."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except ValueError as error:
        raise bad_cursor() from error


def number(cursor: str) -> int | None:
    """Return the row number that a cursor names; None for an empty one."""
    if not cursor:
        return None
    text = place(cursor)
    if not (text.isdecimal() and len(text) < 20 and 0 < int(text) <= LARGEST):
        raise bad_cursor()
    return int(text)


def key(number: int) -> int:
    """Return a row number of an address; one that no column holds finds nothing."""
    if not 0 < number <= LARGEST:
        raise NotFoundError
    return number


def page(rows: Sequence[Any], *, cursor: str, limit: int) -> dict[str, Any]:
    """Return one page of a bounded list that is counted, not keyed: posts, organisations."""
    first = number(cursor) or 0
    found = list(rows[first : first + limit + 1])
    following = first + limit if len(found) > limit else None
    return {"items": found[:limit], "next": _cursor(following)}


def bad_cursor() -> InvalidError:
    """Return the error for a cursor that we never made."""
    return InvalidError(problems=[Problem("cursor", "cursor", SENTENCES["cursor"])])


def etag(content: bytes) -> str:
    """Return the weak ETag of an answer: equal content, equal tag (RFC 9110, 8.8.3)."""
    return f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'


def revision_tag(revision: int) -> str:
    """Return the strong ETag of something that counts its revisions."""
    return f'"{revision}"'


def tags(header: str) -> frozenset[str]:
    """Return the tags of an If-Match or If-None-Match header."""
    return frozenset(tag.strip() for tag in header.split(",") if tag.strip())


def is_known(header: str, tag: str) -> bool:
    """Return whether If-None-Match names the tag: weak comparison (RFC 9110, 13.1.2)."""
    known = {found.removeprefix("W/") for found in tags(header)}
    return "*" in known or tag.removeprefix("W/") in known


def may_write(header: str, tag: str) -> bool:
    """Return whether If-Match allows a write: strong comparison; no header allows (13.1.1)."""
    return not header.strip() or not tags(header).isdisjoint({"*", tag})


def unwritable(value: Any, path: str = "") -> Iterator[Problem]:
    """Yield each text of a JSON value that cannot be kept: half characters, control characters."""
    if isinstance(value, str):
        if code := bad_character(value):
            yield Problem(path, code, SENTENCES[code])
    elif isinstance(value, dict):
        for key, inner in value.items():
            if code := bad_character(key):
                yield Problem(path, code, SENTENCES[code])
            else:
                yield from unwritable(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from unwritable(inner, f"{path}.{index}" if path else str(index))


def bad_character(text: str) -> str:
    """Return the code of what makes a text unwritable; empty if nothing does."""
    if text.isprintable():
        return ""
    kinds = {unicodedata.category(letter) for letter in text if letter not in LINE_ENDS}
    if "Cs" in kinds:
        return "surrogate"
    return "control_character" if "Cc" in kinds else ""
