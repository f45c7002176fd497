"""When two records of a person become one, the account of either belongs to the kept one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.registers.accounts.models import Account
from linli.registers.accounts.values import TwoAccountsError

if TYPE_CHECKING:
    from datetime import datetime


def move_account(*, kept_id: int, dropped_id: int, now: datetime) -> None:  # noqa: ARG001
    """Point the account to the kept record; raises `TwoAccountsError` where both have one."""
    if Account.objects.filter(person_id__in=(kept_id, dropped_id)).count() > 1:
        raise TwoAccountsError
    Account.objects.filter(person_id=dropped_id).update(person_id=kept_id)
