"""Words in two languages, the unknown, kinds of fields, what checking and drawing hand back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.db.models import TextChoices
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from linli.foundation.files.values import PHOTOS, FileType

if TYPE_CHECKING:
    from linli.foundation.errors.values import Problem
    from linli.foundation.files.values import FileView
    from linli.foundation.ui.values import FieldView


@dataclass(frozen=True)
class Localised:
    """A text of a pack, Chinese first; `str()` gives the language in force, or Chinese."""

    zh: str
    en: str = ""

    def __str__(self) -> str:
        """Return the text in the language in force."""
        return self.en if self.en and (get_language() or "").startswith("en") else self.zh


NO_WORDS: Final = Localised("")


class Unknown(Enum):
    """The third truth value: nobody said, or no source answered."""

    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        """Refuse to be taken for yes or no."""
        raise TypeError("unknown is neither yes nor no")


UNKNOWN: Final = Unknown.UNKNOWN


class FieldType(TextChoices):
    """The kinds of fields a form may have."""

    TEXT = "text", _("Text")
    LONG_TEXT = "long_text", _("Long text")
    NUMBER = "number", _("Number")
    MONEY = "money", _("Amount of money")
    DATE = "date", _("Date")
    PERIOD = "period", _("Period")
    CHOICE = "choice", _("One choice")
    CHOICES = "choices", _("Several choices")
    YES_NO = "yes_no", _("Yes or no")
    IDENTITY = "identity", _("Identity document")
    PHONE = "phone", _("Phone number")
    DIVISION = "division", _("Address")
    PERSON = "person", _("Person")
    HOUSEHOLD_MEMBER = "household_member", _("Household member")
    TABLE = "table", _("Table")
    FILE = "file", _("Files")
    CONSENT = "consent", _("Consent")


GROUPS = frozenset({FieldType.PERSON, FieldType.HOUSEHOLD_MEMBER})
# What a table cannot hold in a cell: nothing nests twice, and consent is never one of many.
NOT_IN_ROWS = frozenset({*GROUPS, FieldType.TABLE, FieldType.CONSENT, FieldType.FILE})


# What a field of files may accept: only what can be stored.
FILE_KINDS: Final = {"pdf": frozenset({FileType.PDF}), "image": PHOTOS}


class Purpose(TextChoices):
    """What a personal field is held for (个人信息保护法 art. 17)."""

    IDENTIFY = "identify", _("To know who the application is for")
    CONTACT = "contact", _("To reach you")
    DECIDE = "decide", _("To decide the application")
    PAY = "pay", _("To pay")
    DELIVER = "deliver", _("To deliver the result")
    CONSENT = "consent", _("To show what was agreed to")
    STATISTICS = "statistics", _("To count, without names")


class Readers(TextChoices):
    """Who may read a field besides the person it is about."""

    EVERYONE = "everyone", _("Anybody: it may be published")
    HANDLERS = "handlers", _("Everyone who handles the case")
    DECIDERS = "deciders", _("Only those who decide")
    SEALED = "sealed", _("Only holders of the compartment")


SENSITIVE_READERS = frozenset({Readers.DECIDERS, Readers.SEALED})


class DocumentType(TextChoices):
    """Identity documents. A form narrows them with `types:`."""

    RESIDENT_ID = "resident_id", _("Resident identity card")
    HMT_RESIDENCE = "hmt_residence", _("Residence permit for Hong Kong, Macao and Taiwan residents")
    HOME_RETURN = "home_return", _("Mainland travel permit for Hong Kong and Macao residents")
    TAIWAN_PERMIT = "taiwan_permit", _("Mainland travel permit for Taiwan residents")
    FOREIGN_PERMANENT = "foreign_permanent", _("Foreign permanent resident identity card")
    PASSPORT = "passport", _("Passport")


DIVISION_LEVELS = ("district", "street", "community")
DIVISION_DIGITS = {"district": 6, "street": 9, "community": 12}


@dataclass(frozen=True)
class Option:
    """One choice of a list: what is stored and what people read."""

    value: str | int
    label: Localised
    hint: Localised = NO_WORDS
    is_alone: bool = False  # "none of these": goes with no other choice


IdentityCheck = Callable[[str, str, date], Sequence["Problem"]]
Divisions = Callable[[str, str], Sequence[tuple[str, Localised]]]


class PlaceNames(Protocol):
    """Gives the names of places by code."""

    def __call__(self, codes: frozenset[str], *, in_force_only: bool) -> Mapping[str, Localised]:
        """Return the names of those that are known, or of those that are in force."""


@dataclass
class Registers:
    """The hooks that registers plug in (see `registry`); None: only the shape is checked."""

    identity_check: IdentityCheck | None = None
    divisions: Divisions | None = None
    place_names: PlaceNames | None = None


PLUGGED: Final = Registers()


@dataclass(frozen=True)
class Context:
    """What a form is checked against besides its answers.

    `parameters` are read as `parameter.<name>`, `facts` by their dotted names or nested.
    """

    today: date
    parameters: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    registers: Registers = field(default_factory=lambda: PLUGGED)


@dataclass(frozen=True)
class Checked:
    """Answers as they may be kept, what is wrong, and the paths that are shown.

    `answers` holds only what is visible and valid: a hidden field is absent, never empty.
    """

    answers: dict[str, Any]
    problems: tuple[Problem, ...]
    visible: frozenset[str]

    @property
    def is_valid(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass(frozen=True)
class Act:
    """What a button inside a form asks for: a row more, a row less, the next list of an address."""

    kind: str  # "add", "remove", "choose"
    path: str
    row: int | None = None


@dataclass(frozen=True)
class BoundSection:
    """One section ready to be drawn, with what it is asked for and who reads it, in words."""

    id: str
    title: str
    intro: str
    fields: tuple[FieldView, ...]
    purposes: tuple[str, ...]
    readers: tuple[str, ...]


@dataclass(frozen=True)
class DisplayRow:
    """One answered field in words."""

    label: str
    text: str
    path: str
    is_sensitive: bool
    files: tuple[FileView, ...] = ()
    rows: tuple[tuple[DisplayRow, ...], ...] = ()
    note: str = ""  # where the answer comes from, if somebody else gave it

    @property
    def whole(self) -> str:
        """The text; of a table a line for each row."""
        lines = (
            " · ".join(f"{cell.label} {cell.text}" for cell in cells if cell.text)
            for cells in self.rows
        )
        return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1)) or self.text


@dataclass(frozen=True)
class DisplaySection:
    """One section of answers in words."""

    id: str
    title: str
    rows: tuple[DisplayRow, ...]


@dataclass(frozen=True)
class DictionaryRow:
    """One line of the data dictionary.

    `source` is the fact it is filled in from, "computed" for what is worked out, else empty.
    """

    path: str
    section: Localised
    type: FieldType
    label: Localised
    purpose: Purpose
    readers: Readers
    keep: str
    source: str
    is_sensitive: bool

    @property
    def keep_words(self) -> str:
        """How long it is kept, in words."""
        if self.keep in KEPT:
            return str(KEPT[self.keep])
        number, unit = self.keep.split()
        count = int(number)
        if unit.startswith("year"):
            return ngettext("%(count)s year", "%(count)s years", count) % {"count": count}
        return ngettext("%(count)s month", "%(count)s months", count) % {"count": count}


KEPT = {
    "item": _("As long as the file of the case"),
    "decision": _("As long as the decision"),
    "permanent": _("For good"),
}
