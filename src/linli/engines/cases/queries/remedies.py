"""What can be done against the refusal of a case: with which office, and until which day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from linli.engines.cases.rules import remedies as rules
from linli.engines.cases.values import NOES, EventKind
from linli.engines.catalogue import queries as catalogue
from linli.foundation.calendar import queries as calendar
from linli.foundation.formspec.values.days import day_words
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from linli.engines.cases.models import Case, CaseEvent
    from linli.engines.catalogue.values import Handler
    from linli.foundation.formspec.values import Localised
    from linli.registers.organisations.values import OrganisationView

SAYING_NO = frozenset({EventKind.REFUSED, EventKind.DECLINED})


@dataclass(frozen=True)
class RemedyView:
    """One way to go against a no; the body where the item names one and it is registered."""

    text: Localised
    body: OrganisationView | None
    last_on: date | None
    is_provisional: bool  # the calendar of that day is not published yet

    @property
    def lines(self) -> tuple[str, ...]:
        """What it says in the language in force: the words, the body, the last day."""
        return tuple(line for line in (str(self.text), self._where(), self._until()) if line)

    def _where(self) -> str:
        if self.body is None:
            return ""
        if not self.body.phone:
            return _("Responsible: %(body)s") % {"body": self.body.words}
        said = _("Responsible: %(body)s, telephone %(phone)s")
        return said % {"body": self.body.words, "phone": self.body.phone}

    def _until(self) -> str:
        if self.last_on is None:
            return ""
        day = {"day": day_words(self.last_on)}
        if self.is_provisional:
            return _("Last day: %(day)s (days off of that year are not announced yet)") % day
        return _("Last day: %(day)s") % day


def remedies_of(case: Case, events: Iterable[CaseEvent]) -> tuple[RemedyView, ...]:
    """Return what can be done against the no of a case, or against taking back a yes; else nothing.

    The decision is told on the day on which it is made: it lies in the account at once.
    """
    if case.result not in NOES and case.ended_at is not None:
        return ()
    decided = [event.on for event in events if _burdens(event, is_open=case.ended_at is None)]
    return remedies_against(case, told_on=decided[-1]) if decided else ()


def _burdens(event: CaseEvent, *, is_open: bool) -> bool:
    """Say whether something can be done against an event: of an open case, only its recall."""
    if is_open:
        return event.kind == EventKind.RECALLED and event.data.get("result") not in NOES
    return event.kind in SAYING_NO


def remedies_against(case: Case, *, told_on: date) -> tuple[RemedyView, ...]:
    """Return the ways that the item names, with their last days since it was told."""
    days = calendar.site_calendar()
    found = []
    for remedy in catalogue.version(case.version_id).remedies:
        clock = rules.last_day(remedy.within, told_on=told_on, calendar=days)
        body = _body(case, remedy.body)
        found.append(RemedyView(remedy.text, body, clock.due_on, clock.is_provisional))
    return tuple(found)


def _body(case: Case, named: Handler | None) -> OrganisationView | None:
    if named is None:
        return None
    return organisations.responsible(
        function=named.function, level=named.level, division_code=case.division_code
    )
