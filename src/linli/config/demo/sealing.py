"""Seals of offices: drawn here, of nobody, with the word DEMO, so that none passes for real."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from linli.config.demo.papers import LETTERS
from linli.registers.organisations import queries as organisations
from linli.registers.organisations import services

if TYPE_CHECKING:
    from datetime import datetime

    from linli.config.demo.town import Town

RED = "#c8102e"


def seals(town: Town, now: datetime) -> None:
    """Let the street's clerk hand in two seals: one is let in, one waits for a later day."""
    clerk = town.staff("clerk")
    office = organisations.organisation(clerk.holdings[0].organisation_id).public_id
    today = timezone.localdate(now)
    first = services.offer_seal(
        clerk, organisation_id=office, content=_drawn(dashes=False), from_on=today, now=now
    )
    later = now + timedelta(minutes=20)
    officer = town.staff("street")
    services.decide_seal(officer, seal_id=first, is_confirmed=True, now=later)
    services.offer_seal(
        clerk,
        organisation_id=office,
        content=_drawn(dashes=True),
        from_on=today + timedelta(days=30),
        now=later,
    )


def _drawn(*, dashes: bool) -> bytes:
    """Return an SVG of a ring with the word DEMO in dots."""
    ring = ' stroke-dasharray="40 8"' if dashes else ""
    dots = "".join(
        f'<rect x="{85 + column * 10}" y="{175 + row * 10}" width="9" height="9" fill="{RED}"/>'
        for row, line in enumerate(LETTERS)
        for column, dot in enumerate(line)
        if dot == "#"
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">'
        f'<circle cx="200" cy="200" r="180" fill="none" stroke="{RED}" stroke-width="14"{ring}/>'
        f"{dots}</svg>"
    ).encode()
