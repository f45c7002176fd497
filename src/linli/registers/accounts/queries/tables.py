"""What would become of the rows of a table of posts, or of those who hold them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.utils.timezone import localdate

from linli.foundation.actors.values import SEPARATED_DUTIES, Role
from linli.foundation.phones import rules as phones
from linli.foundation.sheets.values import Checked, Fault, Verdict
from linli.registers.accounts.models import Account, Post, PostHolding
from linli.registers.accounts.queries.accounts import phone_index
from linli.registers.accounts.rules import is_term
from linli.registers.accounts.values import (
    AccountPermission,
    DutiesSeparatedError,
    OwnAppointmentError,
    SeatTakenError,
    TermError,
)
from linli.registers.accounts.values.tables import TABLE_WORDS
from linli.registers.organisations import queries as organisations
from linli.registers.places import queries as places
from linli.registers.places.values import contains

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from linli.foundation.actors.values import Actor
    from linli.foundation.sheets.values import Row
    from linli.registers.organisations.values import OrganisationView

Seat = tuple[str, int, str, str]  # role, organisation, division code, name of the post


class Seats:
    """The seats that rows mean, and what is wrong where they mean none: four statements."""

    def __init__(self, actor: Actor, rows: Sequence[Row], permission: AccountPermission) -> None:
        self.actor, self.permission = actor, permission
        self.bodies = organisations.named({row.text("organisation") for row in rows})
        asked = {row.text("division_code") for row in rows} - {""}
        self.divisions = set(places.names(frozenset(asked), in_force_only=True))
        ids = {body.id for found in self.bodies.values() for body in found}
        posts = Post.objects.filter(organisation_id__in=ids, closed_on=None)
        self.posts: dict[Seat, int] = {
            (role, body, code, title): pk
            for pk, role, body, code, title in posts.values_list(
                "pk", "role", "organisation_id", "division__code", "title"
            )
        }

    def body(self, row: Row) -> OrganisationView | Fault:
        """Return the organisation of a row, or what is wrong with it."""
        found = self.bodies.get(row.text("organisation"), ())
        if len(found) != 1:
            return Fault("organisation", TABLE_WORDS["several" if found else "no_organisation"])
        return found[0]

    def seat(self, row: Row) -> Seat | Fault:
        """Return the seat of a row, or what is wrong with it."""
        body = self.body(row)
        if isinstance(body, Fault):
            return body
        code = row.text("division_code") or body.division_code
        is_division = code == body.division_code or code in self.divisions
        if not is_division or not contains(body.division_code, code):
            return Fault("division_code", TABLE_WORDS["no_division"])
        held = self.actor.holdings_for(self.permission)
        if not self.actor.is_system and not any(contains(one.division_code, code) for one in held):
            return Fault("organisation", TABLE_WORDS["not_yours"])
        return row.text("role"), body.id, code, row.text("title")

    def post(self, seat: Seat) -> int | None:
        """Return the open post of a seat."""
        return self.posts.get(seat)


def posts_checked(actor: Actor, *, rows: Sequence[Row], now: datetime) -> list[Checked]:  # noqa: ARG001
    """Say of each row whether the post is new, there, or why it cannot be made."""
    actor.require(AccountPermission.CREATE_POST)
    seats = Seats(actor, rows, AccountPermission.CREATE_POST)
    return [_post(seats, row) for row in rows]


def holders_checked(actor: Actor, *, rows: Sequence[Row], now: datetime) -> list[Checked]:
    """Say of each row whether the term is new, runs already, or why nobody can be appointed."""
    actor.require(AccountPermission.APPOINT)
    seats = Seats(actor, rows, AccountPermission.APPOINT)
    accounts = accounts_of([row.text("account") for row in rows])
    today = localdate(now)
    terms = PostHolding.objects.filter(ended_at=None, post__in=set(seats.posts.values()))
    held = {
        (post, is_backup): account
        for post, is_backup, account, ends_on in terms.values_list(
            "post_id", "is_backup", "account_id", "ends_on"
        )
        if ends_on is None or ends_on >= today
    }
    kept_apart = PostHolding.objects.filter(ended_at=None, account__in=set(accounts.values()))
    duties: dict[int, set[str]] = {}
    for account, role in kept_apart.values_list("account_id", "post__role"):
        duties.setdefault(account, set()).add(role)
    return [_holder(actor, seats, row, accounts, held, duties, today) for row in rows]


def accounts_of(contacts: Sequence[str]) -> dict[str, int]:
    """Return the accounts with exactly these confirmed addresses or numbers: two statements."""
    emails = {text.strip().lower(): text for text in contacts if "@" in text}
    numbers = {
        phone_index(normal): text
        for text in contacts
        if "@" not in text and (normal := phones.mobile(text))
    }
    found = EmailAddress.objects.filter(
        email__in=list(emails), verified=True, user__is_active=True
    ).values_list("email", "user_id")
    by_phone = Account.objects.filter(
        phone_index__in=list(numbers), phone_verified_at__isnull=False, is_active=True
    ).values_list("phone_index", "pk")
    known = dict(found)
    called = {bytes(index): pk for index, pk in by_phone if index is not None}
    return {
        text: known[text.strip().lower()] for text in contacts if text.strip().lower() in known
    } | {text: called[index] for index, text in numbers.items() if index in called}


def _label(row: Row) -> str:
    parts = (row.text("organisation"), row.text("title"))
    role = Role(row.text("role")).label if row.text("role") in Role.values else ""
    return " · ".join(str(part) for part in (parts[0], role, parts[1]) if part)


def _post(seats: Seats, row: Row) -> Checked:
    seat = seats.seat(row)
    if isinstance(seat, Fault):
        return Checked(Verdict.REFUSED, _label(row), (seat,))
    if seats.post(seat) is not None:
        return Checked(Verdict.SAME, _label(row))
    return Checked(Verdict.NEW, _label(row), notes=(TABLE_WORDS["new_post"],))


def _holder(
    actor: Actor,
    seats: Seats,
    row: Row,
    accounts: Mapping[str, int],
    held: Mapping[tuple[int, bool], int],
    duties: Mapping[int, set[str]],
    today: date,
) -> Checked:
    seat = seats.seat(row)
    if isinstance(seat, Fault):
        return Checked(Verdict.REFUSED, _label(row), (seat,))
    post, account = seats.post(seat), accounts.get(row.text("account"))
    faults = [*_nobody(actor, post, account), *_term(row, today)]
    if not faults and post is not None and account is not None:
        holder = held.get((post, row.text("seat") == "B"))
        if holder == account:
            return Checked(Verdict.SAME, _label(row))
        if holder is not None:
            faults.append(Fault("seat", SeatTakenError.message))
        others = duties.get(account, set()) & SEPARATED_DUTIES - {seat[0]}
        if seat[0] in SEPARATED_DUTIES and others:
            faults.append(Fault("role", DutiesSeparatedError.message))
    if faults:
        return Checked(Verdict.REFUSED, _label(row), tuple(faults))
    return Checked(Verdict.NEW, _label(row), notes=(TABLE_WORDS["new_term"],))


def _nobody(actor: Actor, post: int | None, account: int | None) -> list[Fault]:
    faults = []
    if post is None:
        faults.append(Fault("role", TABLE_WORDS["no_post"]))
    if account is None:
        faults.append(Fault("account", TABLE_WORDS["no_account"]))
    elif account == actor.account_id:
        faults.append(Fault("account", OwnAppointmentError.message))
    return faults


def _term(row: Row, today: date) -> list[Fault]:
    starts = row.text("starts_on")
    ends = date.fromisoformat(row.text("ends_on")) if row.text("ends_on") else None
    is_right = is_term(date.fromisoformat(starts) if starts else today, ends)
    if is_right and (ends is None or ends >= today):
        return []
    return [Fault("ends_on", TermError.message)]
