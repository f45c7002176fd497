"""Posts and holders from a table: the same acts as on the pages, row by row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from linli.foundation.actors.values import Role
from linli.foundation.errors.values import InvalidError, Problem
from linli.foundation.sheets.values import Fault, Made
from linli.registers.accounts.queries.tables import Seats, accounts_of
from linli.registers.accounts.services.posts import appoint, create_post
from linli.registers.accounts.values import AccountPermission
from linli.registers.accounts.values.tables import TABLE_WORDS

if TYPE_CHECKING:
    from datetime import datetime

    from linli.foundation.actors.values import Actor
    from linli.foundation.sheets.values import Row
    from linli.registers.accounts.queries.tables import Seat


@transaction.atomic
def load_post(actor: Actor, *, row: Row, now: datetime) -> Made:
    """Make the post of a row. Raises as `create_post` does, and `InvalidError`."""
    role, body, code, title = _seat(Seats(actor, [row], AccountPermission.CREATE_POST), row)
    made = create_post(
        actor, role=Role(role), organisation_id=body, division_code=code, title=title, now=now
    )
    return Made(str(made.id))


@transaction.atomic
def load_holder(actor: Actor, *, row: Row, now: datetime) -> Made:
    """Appoint who stands in a row. Raises as `appoint` does, and `InvalidError`."""
    seats = Seats(actor, [row], AccountPermission.APPOINT)
    post = seats.post(_seat(seats, row))
    account = accounts_of([row.text("account")]).get(row.text("account"))
    if post is None:
        raise _refusal(Fault("role", TABLE_WORDS["no_post"]))
    if account is None:
        raise _refusal(Fault("account", TABLE_WORDS["no_account"]))
    appoint(
        actor,
        post_id=post,
        account_id=account,
        is_backup=row.text("seat") == "B",
        starts_on=_day(row, "starts_on"),
        ends_on=_day(row, "ends_on"),
        now=now,
    )
    return Made(str(post))


def _seat(seats: Seats, row: Row) -> Seat:
    seat = seats.seat(row)
    if isinstance(seat, Fault):
        raise _refusal(seat)
    return seat


def _day(row: Row, column: str) -> date | None:
    return date.fromisoformat(row.text(column)) if row.text(column) else None


def _refusal(fault: Fault) -> InvalidError:
    return InvalidError(problems=[Problem(fault.column, "row", fault.message)])
