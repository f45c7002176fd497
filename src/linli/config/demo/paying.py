"""What was granted in the demonstration: last month's list, what an office looked at, a report."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from linli.config.demo.agenda import keep_promises
from linli.engines.entitlements import queries, services
from linli.engines.entitlements.values import ChangeKind, EntitlementState

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from linli.config.demo.town import Town
    from linli.engines.entitlements.queries import GivenRow
    from linli.foundation.actors.values import Actor

MAKES, CLOSES = "civil", "civil2"
OF_GRADE_THREE = 160_00  # the allowance of grades 3 and 4, in fen


def last_month(town: Town, now: datetime) -> None:
    """List last month: one officer makes it, the stand-in closes it."""
    made = _make(town, queries.later(_month(now), -1), now)
    services.close_list(town.staff(CLOSES), list_id=made, now=now)


def looked_at(town: Town, now: datetime) -> None:
    """Correct one that was too high, suspend one, stop one that was paid too long."""
    officer = town.staff(MAKES)
    too_high, unclear, over = _running(officer)[:3]
    services.correct(
        officer,
        entitlement_id=too_high.public_id,
        amount_fen=OF_GRADE_THREE,
        month=too_high.first_month,
        reason="残疾等级为三级，原来按二级计算，更正。",
        now=now,
    )
    services.suspend(
        officer,
        entitlement_id=unclear.public_id,
        month=_month(now),
        reason="残疾人证有效期已过，换领后补发。",
        now=now,
    )
    services.stop(
        officer,
        entitlement_id=over.public_id,
        ended_on=over.first_month - timedelta(days=1),
        reason="申请前已享受特困供养，不能重复享受。",
        now=now,
    )
    found = queries.office_one(officer, entitlement_id=over.public_id, now=now)
    if found.overpaid_fen:
        services.claim_back(
            officer,
            entitlement_id=over.public_id,
            due_on=timezone.localdate(now) + timedelta(days=60),
            instalments=2,
            reason="已发的一个月需退回，可分两次。",
            now=now,
        )


def reported(town: Town, now: datetime) -> None:
    """Let somebody report at home that a son has found work."""
    paid = {row.public_id for row in _running(town.staff(MAKES))}
    for name in sorted(town.accounts):
        speaker = town.speaker(town.neighbour(name))
        mine = [row for row in queries.mine(speaker, now=now) if row.public_id in paid]
        if mine:
            services.report_change(
                speaker,
                entitlement_id=mine[0].public_id,
                kind=ChangeKind.WORK,
                happened_on=timezone.localdate(now) - timedelta(days=2),
                words="儿子上班了，每月三千元左右。",
                now=now,
            )
            return


def this_month(town: Town, now: datetime) -> None:
    """Make this month's list; nobody has closed it yet."""
    _make(town, _month(now), now)


def _make(town: Town, month: date, now: datetime) -> UUID:
    made = services.build_list(town.staff(MAKES), month=month, now=now)
    keep_promises(now)
    return made


def _running(officer: Actor) -> list[GivenRow]:
    rows, _next = queries.office(officer, state=EntitlementState.RUNNING)
    return list(rows)


def _month(now: datetime) -> date:
    return queries.month_of(timezone.localdate(now))
