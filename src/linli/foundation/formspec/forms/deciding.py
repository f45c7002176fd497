"""Which answers of a page decide what else it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linli.foundation.formspec.schemas import Section


def deciding(sections: Iterable[Section]) -> tuple[str, ...]:
    """Return what the conditions of questions name; empty: all of them are always asked."""
    return tuple(
        sorted({name for one in sections for field in one.fields for name in field.show.names})
    )
