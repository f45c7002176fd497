"""Who is away, who stands in, and where nobody does."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.timezone import localdate

from linli.foundation.actors.values import Role
from linli.foundation.formspec.values import Localised
from linli.foundation.privacy import services as privacy
from linli.registers.accounts.models import Absence, AbsentDay
from linli.registers.accounts.queries.actors import held_on, own_id
from linli.registers.accounts.queries.labels import post_labels
from linli.registers.accounts.values import (
    ABSENCE_NOTE,
    ABSENCE_WORDS,
    AbsenceKind,
    AbsenceSource,
    AbsenceView,
    AccountPermission,
    AwayView,
)
from linli.registers.places import queries as places

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from linli.foundation.actors.values import Actor
    from linli.registers.accounts.models import PostHolding

SOON = timedelta(days=7)
MOST = 200
Cover = tuple[int, int, Role]  # account that is away, organisation and role of the shared post


def covered_by(actor: Actor, *, today: date) -> Mapping[Cover, date]:
    """Return for whom the actor stands in today, and until when: at most two statements.

    Those on the other seat of a post of the actor's, A or B, who are away today.
    """
    posts = [held.post_id for held in actor.holdings]
    if not posts:
        return {}
    away = AbsentDay.objects.filter(on=today).exclude(account_id=own_id(actor))
    shared = held_on(today).filter(post_id__in=posts, account__in=away.values("account_id"))
    ends = dict(away.values_list("account_id", "absence__ends_on"))
    return {
        (account, body, Role(role)): ends[account]
        for account, body, role in shared.values_list(
            "account_id", "post__organisation_id", "post__role"
        )
    }


def is_away(account_id: int, *, today: date) -> bool:
    """Return whether an account is away on a day."""
    return AbsentDay.objects.filter(on=today, account_id=account_id).exists()


def my_absences(actor: Actor, *, now: datetime) -> tuple[AbsenceView, ...]:
    """Return the actor's absences that are not over nor cancelled, the next first."""
    actor.require(AccountPermission.BE_ABSENT)
    rows = _live(localdate(now)).filter(account_id=own_id(actor))
    return tuple(absence_view(row, with_words=True, with_note=True) for row in rows)


def stood_in(actor: Actor, *, now: datetime) -> tuple[AbsenceView, ...]:
    """Return for whom the actor stands in, now or soon, with the note for it."""
    actor.require(AccountPermission.BE_ABSENT)
    today = localdate(now)
    posts = [held.post_id for held in actor.holdings]
    shared = held_on(today).filter(post_id__in=posts).exclude(account_id=own_id(actor))
    rows = _live(today).filter(account_id__in=shared.values("account_id"))
    return tuple(
        absence_view(row, with_note=True) for row in rows.filter(starts_on__lte=today + SOON)
    )


def away_in_line(actor: Actor, *, now: datetime) -> tuple[AwayView, ...]:
    """Return who of the actor's line is away now or within a week, by post, with who stands in.

    Where the other seat is empty or away too, nobody stands in.
    """
    today = localdate(now)
    terms = list(_line(actor, today)[: MOST * 10])
    rows = _live(today).filter(
        starts_on__lte=today + SOON, account_id__in={held.account_id for held in terms}
    )[:MOST]
    absences = {row.account_id: row for row in reversed(rows)}
    posts = post_labels(held.post_id for held in terms if held.account_id in absences)
    found = []
    for held in terms:
        absence = absences.get(held.account_id)
        if absence is None:
            continue
        beside = [
            one.account.name
            for one in terms
            if one.post_id == held.post_id
            and one.account_id != held.account_id
            and not _overlap(absences.get(one.account_id), absence)
        ]
        found.append(
            AwayView(
                absence=absence_view(absence, with_words=True),
                post=posts[held.post_id],
                is_now=absence.starts_on <= today,
                stands_in=", ".join(beside),
            )
        )
    return tuple(sorted(found, key=lambda one: (bool(one.stands_in), one.absence.starts_on)))


def people_in_line(actor: Actor, *, now: datetime) -> tuple[tuple[int, str], ...]:
    """Return whose absence the actor may enter: account and name with post."""
    terms = _line(actor, localdate(now))[:MOST]
    found = {}
    for held in terms:
        if held.account_id != actor.account_id:
            office = held.post.organisation
            where = Localised(office.name, office.name_en)
            found[held.account_id] = f"{held.account.name} · {where}"
    return tuple(found.items())


def leads(actor: Actor, account_id: int, *, today: date) -> bool:
    """Return whether an account holds a post in the divisions that the actor leads."""
    return _line(actor, today).filter(account_id=account_id).exists()


def absence_view(row: Absence, *, with_words: bool = False, with_note: bool = False) -> AbsenceView:
    """Return an absence; what is sealed opens where the reader may read it."""
    return AbsenceView(
        public_id=row.public_id,
        account_id=row.account_id,
        name=row.account.name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        kind=AbsenceKind(row.kind),
        source=AbsenceSource(row.source),
        is_cancelled=row.cancelled_at is not None,
        words=_open(row, row.words_sealed, ABSENCE_WORDS) if with_words else "",
        note=_open(row, row.note_sealed, ABSENCE_NOTE) if with_note else "",
    )


def _live(today: date) -> QuerySet[Absence]:
    rows = Absence.objects.filter(cancelled_at=None, ends_on__gte=today)
    return rows.select_related("account").order_by("starts_on", "pk")


def _line(actor: Actor, today: date) -> QuerySet[PostHolding]:
    actor.require(AccountPermission.LEAD_ABSENT)
    inside = Q(pk__in=())
    for held in actor.holdings_for(AccountPermission.LEAD_ABSENT):
        inside |= places.under(held.division_code, field="post__division__code")
    rows = held_on(today).filter(inside).select_related("account", "post__organisation")
    return rows.order_by("post__division__code", "post_id", "is_backup")


def _overlap(one: Absence | None, other: Absence) -> bool:
    return one is not None and one.starts_on <= other.ends_on and other.starts_on <= one.ends_on


def _open(row: Absence, sealed: bytes | memoryview | None, purpose: str) -> str:
    if not sealed:
        return ""
    return privacy.decrypt(sealed, purpose=purpose, bound_to=str(row.public_id))
