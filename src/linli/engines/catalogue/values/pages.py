"""What the pages of services show: what was found, and an item in words."""

from __future__ import annotations

from dataclasses import dataclass

from linli.engines.catalogue.values.item import ItemView, Material  # noqa: TC001
from linli.foundation.formspec.values import Localised  # noqa: TC001


@dataclass(frozen=True)
class Topic:
    """A category or an event of life, under which items are found."""

    code: str
    name: Localised
    icon: str = ""


@dataclass(frozen=True)
class Why:
    """Why an item was found: which kind of match, and the words of the item that matched."""

    kind: str  # "name", "word", "sound", "text"
    text: str


@dataclass(frozen=True)
class Hit:
    """One item found."""

    code: str
    name: Localised
    summary: Localised
    score: float
    why: Why
    is_guide_only: bool = False


@dataclass(frozen=True)
class StepView:
    """One step of the way, in words."""

    name: Localised
    limit: str


@dataclass(frozen=True)
class AmountView:
    """What may be granted, in words: `300元` or `160元–300元`, and how often."""

    name: Localised
    amount: str
    every: str
    from_when: Localised


@dataclass(frozen=True)
class OfficeView:
    """The office to ask, for one division; without a telephone the hotline answers."""

    name: str
    phone: str


@dataclass(frozen=True)
class GuideNote:
    """What another room adds to the guide of an item, in the language in force."""

    title: str
    text: str


@dataclass(frozen=True)
class GuideView:
    """An item as its guide says it, in the language in force."""

    item: ItemView
    time: str
    statutory: str
    ways: tuple[str, ...]
    fee: str
    steps: tuple[StepView, ...]
    amounts: tuple[AmountView, ...]
    materials: tuple[Material, ...]
    materials_if: tuple[Material, ...]
    hotline: str
    office: OfficeView | None = None
    notes: tuple[GuideNote, ...] = ()


@dataclass(frozen=True)
class ListingView:
    """What the page of services shows: what fits, and the ways to look further."""

    topic: Topic | None
    hits: tuple[Hit, ...]
    items: tuple[ItemView, ...]
    categories: tuple[Topic, ...]
    life_events: tuple[Topic, ...]
