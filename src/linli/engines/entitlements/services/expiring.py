"""What ends by itself: reminded before, ended after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from linli.engines.entitlements import rules
from linli.engines.entitlements.models import Entitlement, EntitlementEvent
from linli.engines.entitlements.queries.standing import EXPIRY_DAYS, laid_down
from linli.engines.entitlements.services.history import Change, append, count_members, lock, on_day
from linli.engines.entitlements.services.telling import handlers, tell_office, tell_person
from linli.engines.entitlements.values import LIVE, EntitlementState, EventKind
from linli.foundation.actors.values import SYSTEM

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet


def warn_before_end(*, now: datetime, limit: int = 500) -> int:
    """Remind the person and the office twice before something ends; return how many.

    What was granted for so short a time that both days are over is reminded of once.
    """
    today = on_day(now)
    days = [before for name in EXPIRY_DAYS if (before := laid_down(name, on=today)) is not None]
    last = {before: rules.month_of(today + timedelta(days=before)) for before in days}
    month, count = rules.month_of(today), 0
    while days and month <= max(last.values()):
        before = min(one for one in days if month <= last[one])
        since = month - timedelta(days=before)
        keys = _untold(month, since=since).order_by("pk").values_list("pk", flat=True)
        count += sum(_warn(pk, month, since=since, now=now) for pk in list(keys[:limit]))
        month = rules.later(month, 1)
    return count


def _untold(month: date, *, since: date) -> QuerySet[Entitlement]:
    """Return what ends with a month and was not reminded of since a day."""
    told = EntitlementEvent.objects.filter(
        entitlement=OuterRef("pk"), kind=EventKind.EXPIRING, until=month, on__gte=since
    )
    return Entitlement.objects.filter(
        ~Exists(told), state__in=LIVE, every="month", last_month=month
    )


@transaction.atomic
def _warn(pk: int, month: date, *, since: date, now: datetime) -> bool:
    row = lock(pk)
    if not _untold(month, since=since).filter(pk=pk).exists():
        return False
    append(row, SYSTEM, Change(EventKind.EXPIRING, until=row.last_month), now=now)
    about = f"expiring:{month}:{since}"
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
