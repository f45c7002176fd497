"""The regular check: its case opens by itself, once; and silence never cuts a payment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from linli.engines.cases import services as cases
from linli.engines.catalogue import queries as catalogue
from linli.engines.entitlements.models import Entitlement, Recheck
from linli.engines.entitlements.queries.standing import RECHECK_BEFORE_DAYS, laid_down
from linli.engines.entitlements.services.history import Change, append, lock, on_day
from linli.engines.entitlements.services.telling import tell_office
from linli.engines.entitlements.values import LIVE, EventKind
from linli.foundation.actors.values import SYSTEM
from linli.foundation.errors.values import LinliError
from linli.registers.accounts import queries as accounts
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from datetime import date, datetime


def open_due(*, now: datetime, limit: int = 500) -> int:
    """Open the checks that are due soon; return how many were opened.

    One that nobody could take on is tried again at the next tick.
    """
    today = on_day(now)
    days = laid_down(RECHECK_BEFORE_DAYS, on=today) or 0
    due = Entitlement.objects.filter(
        state__in=LIVE, recheck_on__lte=today + timedelta(days=days)
    ).order_by("recheck_on", "case_id")
    known = set(
        Recheck.objects.filter(case__in=due.values("case")).values_list("case_id", "recheck_on")
    )
    pairs = due.values_list("case_id", "recheck_on").distinct()
    waiting = [(case_id, day) for case_id, day in pairs if day and (case_id, day) not in known]
    return sum(_open(case_id, day, now=now) for case_id, day in waiting[:limit])


def check_now(row: Entitlement, *, now: datetime) -> None:
    """Open a check because of something that was reported; one that runs already is enough."""
    if not Recheck.objects.filter(case=row.case_id, ended_at=None).exists():
        _write(row.case_id, on_day(now), now=now)


def _open(case_id: int, day: date, *, now: datetime) -> bool:
    try:
        with transaction.atomic():
            _write(case_id, day, now=now)
    except (IntegrityError, LinliError):
        return False  # another worker opened it, or nobody is responsible yet
    return True


def _write(case_id: int, day: date, *, now: datetime) -> None:
    rows = list(Entitlement.objects.filter(case=case_id, state__in=LIVE).order_by("pk"))
    recheck = Recheck.objects.create(case_id=case_id, recheck_on=day, opened_at=now)
    item = catalogue.version(rows[0].version_id)
    stage = item.recheck_rule.stage if item.recheck_rule else item.flow.first
    public_id = Entitlement.objects.values_list("case__public_id", flat=True).get(pk=rows[0].pk)
    new = cases.open_recheck(SYSTEM, follows=public_id, stage=stage, due=day, now=now)
    recheck.new_case = UUID(new)
    recheck.save(update_fields=["new_case"])
    for row in rows:
        append(lock(row.pk), SYSTEM, Change(EventKind.RECHECK_OPENED), now=now)


def warn_late(*, now: datetime) -> int:
    """Tell the superior of checks that were not decided in time; the payment goes on."""
    late = Recheck.objects.filter(ended_at=None, warned_at=None, recheck_on__lt=on_day(now))
    count = 0
    for pk, case_id in list(late.order_by("pk").values_list("pk", "case_id")[:500]):
        with transaction.atomic():
            if Recheck.objects.filter(pk=pk, warned_at=None).update(warned_at=now):
                _tell_superior(case_id, about=f"late:{pk}", now=now)
                count += 1
    return count


def _tell_superior(case_id: int, *, about: str, now: datetime) -> None:
    row = Entitlement.objects.filter(case=case_id, state__in=LIVE).order_by("pk").first()
    above = organisations.superior(row.organisation_id) if row else None
    if row is None or above is None:
        return
    tell_office(
        row,
        readers=accounts.holders_of(
            above.id,
            organisations.leader_role(above),
            on_day(now),
            compartment=row.compartment,
        ),
        title=lambda: _("A regular check is late: %(name)s"),
        body=lambda: _("It is paid as before until the office has decided."),
        about=about,
        now=now,
    )
