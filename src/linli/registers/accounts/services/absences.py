"""Being away: entered by the holder, who leads the line, or a roster; who stands in is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import formats, translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from linli.foundation.actors.values import SYSTEM, Actor
from linli.foundation.audit import services as audit
from linli.foundation.errors.values import NotFoundError
from linli.foundation.formspec.values import Localised
from linli.foundation.notices import services as notices
from linli.foundation.notices.values import ACCOUNT_ONLY
from linli.foundation.privacy import services as privacy
from linli.registers.accounts import queries
from linli.registers.accounts.models import Absence, AbsentDay
from linli.registers.accounts.queries.actors import held_on
from linli.registers.accounts.rules import absent_days
from linli.registers.accounts.values import (
    ABSENCE_NOTE,
    ABSENCE_WORDS,
    LONGEST_ABSENCE,
    AbsenceDaysError,
    AbsenceKind,
    AbsenceSource,
    AbsenceView,
    AbsentTwiceError,
    AccountPermission,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from uuid import UUID

BATCH = 500


@transaction.atomic
def enter_absence(
    actor: Actor,
    *,
    starts_on: date,
    ends_on: date,
    kind: AbsenceKind,
    words: str = "",
    note: str = "",
    account_id: int | None = None,
    is_from_roster: bool = False,
    now: datetime,
) -> AbsenceView:
    """Enter days (both included) on which the actor, or somebody of the actor's line, is away.

    The other seat of each post is told at once and on the first day; `note` is what it has to know
    (a hand-over, a day before leaving), `words` say why; both are sealed. A roster that enters
    shifts does so by the token of who leads the line. Raises `AbsenceDaysError`,
    `AbsentTwiceError`, and `NotFoundError` for somebody outside the line.
    """
    mine = queries.own_id(actor)
    account_id = account_id or mine
    if account_id == mine and not is_from_roster:
        actor.require(AccountPermission.BE_ABSENT)
    elif not queries.leads(actor, account_id, today=localdate(now)):
        raise NotFoundError
    row = Absence(
        account_id=account_id,
        starts_on=starts_on,
        ends_on=ends_on,
        kind=AbsenceKind(kind),
        source=_source(is_own=account_id == mine, is_from_roster=is_from_roster),
        entered_by_id=mine,
        entered_at=now,
    )
    row.words_sealed = _seal(row, words, ABSENCE_WORDS)
    row.note_sealed = _seal(row, note, ABSENCE_NOTE)
    _store(row, today=localdate(now))
    data = {"account": account_id, "from": str(starts_on), "to": str(ends_on), "source": row.source}
    audit.record(
        actor, act="absence.entered", kind="absence", subject=str(row.public_id), data=data, now=now
    )
    _tell_backups(row, "entered", now=now)
    return queries.absence_view(row, with_words=True, with_note=True)


@transaction.atomic
def cancel_absence(actor: Actor, *, absence_id: UUID, now: datetime) -> None:
    """Cancel an absence, or what is left of it: from today on the holder is back.

    Raises `NotFoundError` also where it is over, or cancelled already.
    """
    actor.require_any(AccountPermission.BE_ABSENT, AccountPermission.LEAD_ABSENT)
    today = localdate(now)
    live = Absence.objects.filter(public_id=absence_id, cancelled_at=None, ends_on__gte=today)
    row = live.first()
    if row is None or not _may_cancel(actor, row.account_id, today=today):
        raise NotFoundError
    if not live.update(cancelled_at=now):
        raise NotFoundError
    AbsentDay.objects.filter(absence=row, on__gte=today).delete()
    audit.record(
        actor,
        act="absence.cancelled",
        kind="absence",
        subject=str(row.public_id),
        data={"account": row.account_id},
        now=now,
    )
    _tell_backups(row, "cancelled", now=now)


def remind(actor: Actor = SYSTEM, *, now: datetime) -> int:  # noqa: ARG001
    """Tell who stands in on the first day; ask for a hand-over note a day before. Idempotent."""
    today = localdate(now)
    live = Absence.objects.filter(cancelled_at=None).order_by("pk")
    first = list(live.filter(starts_on=today)[:BATCH])
    for row in first:
        with transaction.atomic():
            _tell_backups(row, "first_day", now=now)
    coming = live.filter(starts_on=today + timedelta(days=1), note_sealed=None)
    for row in coming[:BATCH]:
        with transaction.atomic():
            _tell(row, row.account_id, "note", now=now)
    return len(first)


def _source(*, is_own: bool, is_from_roster: bool) -> AbsenceSource:
    if is_from_roster:
        return AbsenceSource.SHIFT
    return AbsenceSource.HOLDER if is_own else AbsenceSource.SUPERIOR


def _may_cancel(actor: Actor, account_id: int, *, today: date) -> bool:
    if account_id == actor.account_id:
        return True
    may_lead = actor.may(AccountPermission.LEAD_ABSENT)
    return may_lead and queries.leads(actor, account_id, today=today)


def _store(row: Absence, *, today: date) -> None:
    """Write the absence and its days; a day that is taken refuses the whole."""
    days = absent_days(row.starts_on, row.ends_on, today=today, longest=LONGEST_ABSENCE)
    if not days:
        raise AbsenceDaysError
    try:
        with transaction.atomic():
            row.save()
            AbsentDay.objects.bulk_create(
                AbsentDay(absence=row, account_id=row.account_id, on=day) for day in days
            )
    except IntegrityError as error:
        raise AbsentTwiceError from error


def _seal(row: Absence, text: str, purpose: str) -> bytes | None:
    if not text.strip():
        return None
    return privacy.encrypt(text.strip(), purpose=purpose, bound_to=str(row.public_id))


TOLD: dict[str, Callable[[], str]] = {
    "entered": lambda: _("You stand in for %(name)s: %(first)s to %(last)s"),
    "first_day": lambda: _("From today you stand in for %(name)s, until %(last)s"),
    "cancelled": lambda: _("%(name)s is here after all: you need not stand in"),
    "note": lambda: _("You are away from tomorrow: please hand over today"),
}


def _tell_backups(row: Absence, what: str, *, now: datetime) -> None:
    """Tell whoever is on the other seat of the posts, each once."""
    terms = held_on(localdate(now))
    posts = terms.filter(account_id=row.account_id).values("post_id")
    beside = terms.filter(post_id__in=posts).exclude(account_id=row.account_id)
    for account_id in sorted(set(beside.values_list("account_id", flat=True))):
        _tell(row, account_id, what, now=now)


def _tell(row: Absence, account_id: int, what: str, *, now: datetime) -> None:
    notices.notify(
        account_id=account_id,
        kind=f"absence.{what}",
        title=_both(TOLD[what], row),
        body=_both(lambda: _("What was handed over stands on the page of absences."), row),
        url=reverse("desk:accounts:absences"),
        dedupe=f"absence:{row.public_id}:{what}:{account_id}",
        now=now,
        channels=ACCOUNT_ONLY,
    )


def _both(words: Callable[[], str], row: Absence) -> Localised:
    name, spoken = queries.display_name(row.account_id), []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            first, last = (
                formats.date_format(day, "DATE_FORMAT") for day in (row.starts_on, row.ends_on)
            )
            spoken.append(words() % {"name": name, "first": first, "last": last})
    return Localised(spoken[0], spoken[1])
