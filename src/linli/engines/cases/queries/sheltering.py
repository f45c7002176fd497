"""Cases that name somebody under 14: staff open what is in them with approval only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from linli.registers.people import queries as people

if TYPE_CHECKING:
    from datetime import datetime

    from linli.engines.cases.models import Case
    from linli.foundation.actors.values import Actor

CASE = "case"


def is_sheltered(case: Case, *, now: datetime) -> bool:
    """Return whether somebody under 14 stands in the case on this day."""
    until = case.sheltered_until
    return until is not None and timezone.localdate(now) < until


def opens(actor: Actor, case: Case, *, now: datetime, act: str = "read") -> bool:
    """Return whether staff may read what is in the case now; a look by approval is logged.

    个人信息保护法 28 and 31, 未成年人网络保护条例 36; not for parties and who acts for them.
    """
    if not is_sheltered(case, now=now):
        return True
    return people.opened(actor, kind=CASE, subject=case.public_id, now=now, act=act)
