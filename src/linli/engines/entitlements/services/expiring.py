"""What ends by itself: reminded before, ended after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from linli.engines.entitlements import rules
from linli.engines.entitlements.models import Entitlement
from linli.engines.entitlements.queries.standing import EXPIRY_DAYS, laid_down
from linli.engines.entitlements.services.history import Change, append, count_members, lock, on_day
from linli.engines.entitlements.services.telling import handlers, tell_office, tell_person
from linli.engines.entitlements.values import LIVE, EntitlementState, EventKind
from linli.foundation.actors.values import SYSTEM

if TYPE_CHECKING:
    from datetime import datetime


def warn_before_end(*, now: datetime, limit: int = 500) -> int:
    """Remind the person and the office twice before something ends; return how many."""
    today = on_day(now)
    count = 0
    for times, name in enumerate(EXPIRY_DAYS):
        before = laid_down(name, on=today)
        if before is None:
            continue
        months = rules.month_of(today), rules.month_of(today + timedelta(days=before))
        told = Count(
            "events", filter=Q(events__kind=EventKind.EXPIRING, events__until=F("last_month"))
        )
        due = Entitlement.objects.filter(
            state__in=LIVE, every="month", last_month__range=months
        ).annotate(told=told)
        keys = due.filter(told__lte=times).order_by("pk").values_list("pk", flat=True)
        count += sum(_warn(pk, times=times, now=now) for pk in list(keys[:limit]))
    return count


@transaction.atomic
def _warn(pk: int, *, times: int, now: datetime) -> bool:
    row = lock(pk)
    said = row.events.filter(kind=EventKind.EXPIRING, until=row.last_month).count()
    if said > times or row.state not in LIVE:
        return False
    append(row, SYSTEM, Change(EventKind.EXPIRING, until=row.last_month), now=now)
    about = f"expiring:{row.last_month}:{times}"
    tell_person(
        row,
        title=lambda: _("It ends soon: %(name)s"),
        body=lambda: _("Until when, and what you can do to go on, stands in your account."),
        about=about,
        now=now,
    )
    tell_office(
        row,
        readers=handlers(row, now=now),
        title=lambda: _("It ends soon: %(name)s"),
        body=lambda: _("The person was reminded."),
        about=about,
        now=now,
    )
    return True


def end_over(*, now: datetime, limit: int = 2000) -> int:
    """End what was granted for a time that is over; return how many."""
    over = Entitlement.objects.filter(
        state__in=LIVE, last_month__lt=rules.month_of(on_day(now))
    ).order_by("pk")
    return sum(_end(pk, now=now) for pk in list(over.values_list("pk", flat=True)[:limit]))


@transaction.atomic
def _end(pk: int, *, now: datetime) -> bool:
    row = lock(pk)
    if row.state not in LIVE:
        return False
    row.state, row.is_double, row.recheck_on = EntitlementState.ENDED, False, None
    append(row, SYSTEM, Change(EventKind.ENDED, until=row.last_month), now=now)
    count_members(row)
    return True
