"""Builds the demonstration city, all of it or nothing."""

from __future__ import annotations

from functools import partial
from random import Random
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from linli.config.demo import (
    asides,
    enquiring,
    families,
    paying,
    registers,
    sealing,
    settling,
    tables,
)
from linli.config.demo.agenda import Agenda, keep_promises
from linli.config.demo.answers import ALLOWANCES, DOCTOR, LEGAL_AID
from linli.config.demo.carriers import silent
from linli.config.demo.cast import STAFF
from linli.config.demo.days import Days
from linli.config.demo.neighbours import households
from linli.config.demo.relief import RELIEF
from linli.config.demo.stories import stories
from linli.config.demo.telling import Course, Telling
from linli.config.demo.town import Town
from linli.engines.cases.services import due, posting
from linli.engines.catalogue import queries as catalogue
from linli.foundation.actors.values import SYSTEM
from linli.foundation.audit import services as audit
from linli.foundation.calendar import queries as calendar
from linli.foundation.exchange.registry import plugged
from linli.foundation.jobs import queries as jobs
from linli.registers.accounts import queries as accounts

if TYPE_CHECKING:
    from datetime import datetime

SEED = 1404  # 天津 was founded in 1404
OPENING, MOVING_IN, MANDATES = 34, 33, 29  # working days ago


class UnkeptError(RuntimeError):
    """A promise of the outbox failed while the demonstration was made."""


def is_built() -> bool:
    """Return whether the demonstration is in this database."""
    return accounts.account_found(SYSTEM, email_or_phone=STAFF[0].email) is not None


def build(*, now: datetime) -> None:
    """Make people, posts and cases of the last six weeks.

    Raises `NotFoundError` without the city's pack, `UnkeptError` where a promise fails.
    """
    for item in (ALLOWANCES, DOCTOR, LEGAL_AID, *sorted(RELIEF)):
        catalogue.published(item)
    with (
        translation.override(settings.LANGUAGE_CODE),  # headings of its tables are in it
        silent(),
        plugged(registers.providers()),
        transaction.atomic(),
    ):
        _agenda(now).run()
        _night(now)
        keep_promises(now)
        health = jobs.health(now)
        if health.open or health.failing or health.given_up:
            raise UnkeptError(str(health))
    audit.seal(now)


def _agenda(now: datetime) -> Agenda:
    rng = Random(SEED)  # noqa: S311 - a demonstration that can be repeated, no secret
    days, agenda = Days(now, calendar.site_calendar()), Agenda()
    today = timezone.localdate(now)
    town = Town(households(today), today, rng)
    registers.write(town)
    _plan_settling(agenda, days, town)
    _plan_asides(agenda, days, town)
    telling = Telling(town, rng)
    for story in stories(rng):
        course = Course(story)
        for step in story.steps:
            agenda.add(days.at(step.ago, step.part), partial(telling.tell, course, step))
    for night in days.nights(OPENING):
        agenda.add(night, _night)
    return agenda


def _plan_settling(agenda: Agenda, days: Days, town: Town) -> None:
    agenda.add(days.at(OPENING, 0), partial(settling.open_offices, town))
    for index, home in enumerate(town.homes):
        day, place = divmod(index, 8)
        moment = days.at(MOVING_IN - day, (place + 1) / 9)
        agenda.add(moment, partial(settling.move_in, town, home))


def _plan_asides(agenda: Agenda, days: Days, town: Town) -> None:
    for ago, part, act in (
        (MANDATES, 0.2, asides.mandates),
        (MANDATES, 0.5, asides.adult_ward),
        (22, 0.4, asides.twins),
        (10, 0.3, asides.approved_reading),
        (6, 0.1, asides.read_notices),
        (5, 0.4, asides.kept_papers),
        (5, 0.2, paying.last_month),
        (8, 0.5, sealing.seals),
        (5, 0.4, paying.looked_at),
        (4, 0.3, paying.reported),
        (3, 0.2, paying.this_month),
        (4, 0.6, asides.token),
        (3, 0.5, asides.open_mandate),
        (2, 0.3, enquiring.answered),
        (2, 0.6, asides.recall),
        (1, 0.1, families.asking),
        (1, 0.2, families.at_the_counter),
        (1, 0.3, families.handed_in),
        (1, 0.7, enquiring.handed_over),
        (0, 0.4, enquiring.waiting),
        (0, 0.3, asides.absence),
        (0, 0.3, tables.people_to_come),
        (0, 0.4, tables.keyed_today),
        (0, 0.5, asides.looks),
        (0, 0.7, asides.question),
        (0, 0.6, asides.waiting_reading),
        (0, 0.95, asides.drafts),
    ):
        agenda.add(days.at(ago, part), partial(act, town))


def _night(now: datetime) -> None:
    """Do what time itself does."""
    due.accept_by_silence(now=now)
    posting.take_down(now=now)
    due.remind(now=now)
    due.archive(now=now)
