"""What entitles to an item and what it gives: as the pack says it, and as it comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.formspec.values import NO_WORDS, Localised


class Source(TextChoices):
    """How sure the pack is of a number or rule."""

    LAW = "law", _("Read in the law")
    PAGE = "page", _("Read on an official page")
    ASSUMPTION = "assumption", _("Assumed; the office confirms it")


@dataclass(frozen=True)
class Condition:
    """One condition of eligibility: what must hold, and the sentence people read."""

    id: str
    need: str  # expression
    text: Localised


@dataclass(frozen=True)
class ConditionVerdict:
    """One condition of eligibility and what the answers say: True, False, or None for unknown."""

    id: str
    text: Localised
    result: bool | None
    ask_next: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """Eligible, not, or perhaps; with the reason per condition. Kept on the case."""

    result: bool | None
    conditions: tuple[ConditionVerdict, ...]


def month_after(day: date) -> date:
    """Return the first day of the month after that of a day."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


class GrantForm(TextChoices):
    """In what something is granted; only money is listed for payment."""

    MONEY = "money", _("Money")
    CREDIT = "credit", _("Credit for services")
    GOODS = "goods", _("Goods")
    SERVICE = "service", _("A service")


class ValueDay(TextChoices):
    """Which day's value of a parameter an amount takes."""

    APPLICATION = "application", _("of the application")
    DECISION = "decision", _("of the decision")
    MONTH = "month", _("of the month it is for")

    def day(self, *, applied_on: date, decided_on: date, month: date) -> date:
        """Return the day whose parameters an amount takes.

        A parameter that changes between application and decision counts as the item says. By the
        month: a standard raised on some day holds for the whole month of that day.
        """
        days = {ValueDay.APPLICATION: applied_on, ValueDay.DECISION: decided_on}
        return days.get(self, month_after(month) - timedelta(days=1))


class FirstMonth(TextChoices):
    """The first month for which something is granted."""

    APPLICATION = "month_of_application", _("the month of the application")
    DECISION = "month_of_decision", _("the month of the decision")
    NEXT = "month_after_decision", _("the month after the decision")

    def month(self, *, applied_on: date, decided_on: date) -> date:
        """Return the first month for which a decision grants something: its first day."""
        if self is FirstMonth.APPLICATION:
            return applied_on.replace(day=1)
        return month_after(decided_on) if self is FirstMonth.NEXT else decided_on.replace(day=1)


@dataclass(frozen=True)
class GrantRule:
    """What may be granted: when, how much (an expression in fen), how often, from when.

    `months` is for how many; None: until it ends by rule or is stopped.
    """

    id: str
    name: Localised
    when: str
    amount: str
    every: str
    from_when: Localised = NO_WORDS
    form: GrantForm = GrantForm.MONEY
    value_of: ValueDay = ValueDay.APPLICATION
    first: FirstMonth = FirstMonth.APPLICATION
    months: int | None = None


@dataclass(frozen=True)
class Grant:
    """What a decision would give: name, amount in fen per period, from which rule."""

    id: str
    name: Localised
    amount_fen: int | None
    every: str = ""  # month, once
    from_when: Localised = NO_WORDS  # from which month it is paid


@dataclass(frozen=True)
class ParameterView:
    """One dated value of a parameter. Amounts in yuan are held in fen."""

    name: str
    label: Localised
    unit: str
    valid_from: date
    valid_to: date | None
    division_code: str
    value: Any
    source: str
