"""Make seats, fill them, empty them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from linli.foundation.actors.values import Role
from linli.foundation.audit import services as audit
from linli.foundation.errors.values import NotFoundError
from linli.registers.accounts import queries, registry
from linli.registers.accounts.models import Account, Post, PostHolding, SeparatedDuty
from linli.registers.accounts.rules import is_term, separated_duty
from linli.registers.accounts.values import (
    AccountPermission,
    DutiesSeparatedError,
    HoldingView,
    OwnAppointmentError,
    PostBusyError,
    PostExistsError,
    PostHeldError,
    PostView,
    SeatTakenError,
    TermError,
)
from linli.registers.organisations import queries as organisations
from linli.registers.places import queries as places
from linli.registers.places.values import contains

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from linli.foundation.actors.values import Actor


@transaction.atomic
def create_post(
    actor: Actor,
    *,
    role: Role,
    organisation_id: int,
    division_code: str = "",
    title: str = "",
    compartments: Sequence[str] = (),
    now: datetime,
) -> PostView:
    """Make a seat in an organisation, by default for the whole of the organisation's division.

    Raises `NotFoundError` for an organisation that is closed or outside the actor's divisions, or a
    division that is not in the organisation's; `PostExistsError`.
    """
    actor.require(AccountPermission.CREATE_POST)
    body = organisations.organisation(organisation_id)
    code = division_code or body.division_code
    is_mine = actor.is_system or any(
        contains(held.division_code, code)
        for held in actor.holdings_for(AccountPermission.CREATE_POST)
    )
    if not (body.is_in_force and is_mine and contains(body.division_code, code)):
        raise NotFoundError
    division = places.division(code)
    try:
        with transaction.atomic():
            row = Post.objects.create(
                role=Role(role),
                organisation_id=body.id,
                division_id=division.id,
                title=title.strip(),
                compartments=sorted(set(compartments)),
                created_at=now,
            )
    except IntegrityError as error:
        raise PostExistsError from error
    data = {"role": row.role, "organisation": body.id, "compartments": row.compartments}
    _record(actor, "post.created", row, data=data, now=now)
    return queries.post_view(row)


@transaction.atomic
def close_post(actor: Actor, *, post_id: int, now: datetime) -> None:
    """Close a seat that nobody holds any more, and at which nothing waits.

    Raises `NotFoundError`, `PostHeldError`, `PostBusyError`.
    """
    actor.require(AccountPermission.CLOSE_POST)
    queries.post(actor, post_id=post_id)
    row = Post.objects.select_for_update(of=("self",)).get(pk=post_id)
    _clear(Q(post=row), today=localdate(now), now=now)
    if row.closed_on is not None:
        return
    if PostHolding.objects.filter(post=row, ended_at=None).exists():
        raise PostHeldError
    if registry.has_waiting(row.pk):
        raise PostBusyError
    row.closed_on = localdate(now)
    row.save(update_fields=["closed_on"])
    _record(actor, "post.closed", row, now=now)


@transaction.atomic
def appoint(
    actor: Actor,
    *,
    post_id: int,
    account_id: int,
    is_backup: bool = False,
    starts_on: date | None = None,
    ends_on: date | None = None,
    now: datetime,
) -> HoldingView:
    """Put an account on the A or B seat of a post for a term (last day included; none: open).

    Terms that ran out are cleared from seat and account first. Raises `OwnAppointmentError`,
    `NotFoundError`, `TermError`, `SeatTakenError` and `DutiesSeparatedError`; the last two hold
    between two acting at once: constraints decide.
    """
    actor.require(AccountPermission.APPOINT)
    if actor.account_id == account_id:
        raise OwnAppointmentError
    post = queries.post(actor, post_id=post_id)
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None or post.closed_on is not None:
        raise NotFoundError
    today = localdate(now)
    starts_on = starts_on or today
    if not is_term(starts_on, ends_on) or (ends_on is not None and ends_on < today):
        raise TermError
    _clear(Q(post_id=post_id) | Q(account=account), today=today, now=now)
    duty = _duty(account, separated_duty(post.role))
    try:
        with transaction.atomic():
            held = PostHolding.objects.create(
                post_id=post_id,
                account=account,
                is_backup=is_backup,
                starts_on=starts_on,
                ends_on=ends_on,
                duty=duty,
            )
    except IntegrityError as error:
        raise SeatTakenError from error
    data = {
        "account": account.pk,
        "seat": "B" if is_backup else "A",
        "from": starts_on.isoformat(),
        "to": ends_on.isoformat() if ends_on else "",
    }
    _record(actor, "post.appointed", held.post, data=data, now=now)
    return queries.holding_view(held)


@transaction.atomic
def end_term(actor: Actor, *, holding_id: int, reason: str = "", now: datetime) -> None:
    """End a term now. Raises `NotFoundError` (also when it is ended), `OwnAppointmentError`."""
    actor.require(AccountPermission.END_TERM)
    held = PostHolding.objects.filter(pk=holding_id, ended_at=None).first()
    if held is None:
        raise NotFoundError
    queries.post(actor, post_id=held.post_id)  # in the actor's divisions
    if held.account_id == actor.account_id:
        raise OwnAppointmentError
    if not _end(held, now=now):
        raise NotFoundError
    data = {"account": held.account_id, "holding": held.pk}
    _record(actor, "post.term_ended", held.post, reason=reason, data=data, now=now)


def _clear(which: Q, *, today: date, now: datetime) -> None:
    """End the open terms whose last day has passed."""
    for held in PostHolding.objects.filter(which, ended_at=None, ends_on__lt=today).order_by("pk"):
        _end(held, now=now)


def _end(held: PostHolding, *, now: datetime) -> bool:
    """End a term once; the account's duty goes with the last term that leans on it."""
    won = PostHolding.objects.filter(pk=held.pk, ended_at=None).update(ended_at=now, duty=None)
    if held.duty_id is not None:
        # A term that another transaction begins at this moment locks the row by its foreign key.
        leaning = PostHolding.objects.filter(duty_id=held.duty_id)
        duty = SeparatedDuty.objects.select_for_update().filter(pk=held.duty_id).first()
        if duty is not None and not leaning.exists():
            duty.delete()
    return bool(won)


def _duty(account: Account, duty: str) -> SeparatedDuty | None:
    if not duty:
        return None
    try:
        with transaction.atomic():
            SeparatedDuty.objects.bulk_create(
                [SeparatedDuty(account=account, duty=duty)], ignore_conflicts=True
            )
            row = SeparatedDuty.objects.select_for_update().get(account=account)
    except (IntegrityError, SeparatedDuty.DoesNotExist) as error:
        raise DutiesSeparatedError from error
    if row.duty != duty:
        raise DutiesSeparatedError
    return row


def _record(
    actor: Actor,
    act: str,
    post: Post,
    *,
    reason: str = "",
    data: Mapping[str, object] | None = None,
    now: datetime,
) -> None:
    audit.record(
        actor,
        act=act,
        kind="post",
        subject=post.pk,
        reason=reason,
        data=data,
        division_code=post.division.code,
        now=now,
    )
