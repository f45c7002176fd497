"""The demonstration as the matrix sees it: who stands outside, what they must not read, a trace."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection, transaction
from django.test import Client

from linli.config.demo.neighbours import MAIL
from linli.engines.cases.models import Case, CaseParty
from linli.registers.accounts.models import Account
from linli.registers.people.models import Person
from tests.matrix.policies import FORBIDDEN, HIDDEN, OK, SIGN_IN
from tests.signing_in import session_of

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTSIDE = ("anonymous", "resident", "street", "department")
LOGINS = {"resident": "tian.jiawang", "street": "town", "department": "health"}
OTHER_STREET, DOCTOR = "120115101", "B2.02"
# Counted or kept whoever asks: sessions, calls of a minute.
UNCOUNTED = {"sessions.Session", "calls.CallCount"}
STATUS = {FORBIDDEN: 403, HIDDEN: 404}


def email(role: str) -> str:
    """Return how a role outside signs in; anonymous does not."""
    return f"{LOGINS[role]}@{MAIL}" if role in LOGINS else ""


def account(role: str) -> int | None:
    """Return the account of a role outside; None for anonymous."""
    return Account.objects.get(email=email(role)).pk if role in LOGINS else None


def browser(account_id: int | None) -> Client:
    """Return a browser in which the account is signed in; what breaks is a 500, as on a site."""
    client = Client(raise_request_exception=False)
    if account_id is not None:
        client.cookies["sessionid"] = session_of(account_id)
    return client


# ── what a role must not read ──────────────────────────────────────────────
@cache
def foreign_numbers(role: str) -> frozenset[str]:
    """Return the receipt numbers of cases in which the role has no part at all."""
    rows = Case.objects.all()
    if role == "street":
        rows = rows.exclude(division_code__startswith=OTHER_STREET)
    elif role == "department":
        rows = rows.exclude(item_code=DOCTOR)
    elif role == "resident":
        mine = CaseParty.objects.filter(account_id=account(role)).values("case")
        me = Account.objects.get(email=email(role)).person_id
        rows = rows.exclude(pk__in=mine).exclude(parties__person_id=me)
    return frozenset(rows.values_list("number", flat=True))


@cache
def strangers(role: str) -> frozenset[str]:
    """Return the names of everybody registered but the reader."""
    me = Account.objects.filter(email=email(role)).values_list("person__name", flat=True).first()
    return frozenset(Person.objects.exclude(name=me or "").values_list("name", flat=True))


def leaks(role: str, answer: Any, *, is_refused: bool) -> str:
    """Return what the answer tells that it should not; empty where it tells nothing."""
    body = b"".join(answer) if answer.streaming else answer.content
    text = body.decode(errors="replace")
    hidden = foreign_numbers(role) | (strangers(role) if is_refused else frozenset())
    told = sorted(word for word in hidden if word in text)
    return f"tells {len(told)}: {told[:3]}" if told else ""


# ── what is kept ───────────────────────────────────────────────────────────
def state() -> dict[str, str]:
    """Return a digest of every table: a refusal changes none of them."""
    found = {}
    for model in apps.get_models():
        if model._meta.managed and model._meta.label not in UNCOUNTED:
            name, key = model._meta.db_table, model._meta.pk.column
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT * FROM "{name}" ORDER BY "{key}"')
                rows = "\n".join(
                    repr([bytes(one) if isinstance(one, memoryview) else one for one in row])
                    for row in cursor
                )
            found[model._meta.label] = hashlib.sha256(rows.encode()).hexdigest()
    return found


@contextmanager
def undone() -> Iterator[None]:
    """Undo what happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# ── what was expected ──────────────────────────────────────────────────────
def fault(expected: str, status: int, *, signed_out: int, location: str = "") -> str:
    """Return what is wrong with a status, in words; `signed_out` is how the face asks to sign in.

    An allowed call may be refused for what it says (409, 412, 422), never for who calls.
    """
    if expected == SIGN_IN:
        is_right = status == signed_out and (
            status != 302 or location.startswith("/account/login/")
        )
    elif expected == OK:
        is_right = status in {200, 201, 204, 302, 303, 304, 409, 412, 422} and (
            not location.startswith("/account/login/")
        )
    else:
        is_right = status == STATUS[expected]
    return "" if is_right else f"{status} instead of {expected}"
