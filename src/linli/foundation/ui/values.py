"""What components are given: plain frozen views, made by rooms, drawn by templates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True)
class OptionView:
    """One choice of a field."""

    value: str
    label: str
    hint: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class KeptFile:
    """A file that was added to a field before."""

    id: str
    name: str
    url: str


@dataclass(frozen=True)
class FieldView:
    """One field as the component `{% field %}` draws it; text is already in the reader's language.

    `kind` names the template `ui/fields/<kind>.html`. Composite kinds (date, period, identity,
    division) have `parts`; a table has `columns` (headings) and `rows` of fields; `files` have
    `KeptFile`s for their value.
    """

    kind: str
    name: str
    label: str
    value: Any = ""
    hint: str = ""
    help: str = ""
    example: str = ""
    error: str = ""
    options: tuple[OptionView, ...] = ()
    parts: tuple[FieldView, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[FieldView, ...], ...] = ()
    is_required: bool = True
    is_readonly: bool = False
    autocomplete: str = ""
    inputmode: str = ""
    prefix: str = ""
    suffix: str = ""
    accept: str = ""
    maxlength: int | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id of the control: error summaries link to it."""
        return "id_" + self.name.replace(".", "-")


@dataclass(frozen=True)
class RowView:
    """One line of a summary list: label, value, and a link that changes it."""

    label: str
    value: Any
    change_url: str = ""
    is_missing: bool = False
    note: str = ""  # where it comes from


@dataclass(frozen=True)
class TimelineView:
    """One sentence of a timeline."""

    title: str
    at: datetime
    text: str = ""
    by: str = ""
    tone: str = ""  # "", "good", "warn", "bad"


@dataclass(frozen=True)
class LinkView:
    """One entry of a navigation, a menu or a list of acts."""

    label: str
    url: str
    icon: str = ""
    is_current: bool = False
    count: int | None = None
    is_tab: bool = False
