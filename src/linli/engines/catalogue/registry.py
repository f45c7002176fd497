"""Where rooms above add a note to the guide of an item, from `apps.ready`.

`registry.add_note("cases.ratings", note)` with `note(item) -> GuideNote | None`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from linli.engines.catalogue.values import GuideNote, ItemView


class Note(Protocol):
    """Says something more about an item, to everybody."""

    def __call__(self, item: ItemView) -> GuideNote | None:
        """Return the note in the language in force, in a statement at most; None: nothing."""


_notes: dict[str, Note] = {}


def add_note(name: str, note: Note) -> None:
    """Ask for this note on every guide; the same name again replaces."""
    _notes[name] = note


def notes_on(item: ItemView) -> tuple[GuideNote, ...]:
    """Return what other rooms say of an item."""
    found = (note(item) for note in _notes.values())
    return tuple(one for one in found if one is not None)
