"""A change at home is reported, and the office answers it by a day (社会救助暂行办法 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from linli.engines.entitlements import rules
from linli.engines.entitlements.models import ChangeReport, Entitlement
from linli.engines.entitlements.queries.access import office_one, opened, served
from linli.engines.entitlements.queries.sealing import WORDS, seal
from linli.engines.entitlements.queries.standing import REPORT_ANSWER_DAYS, laid_down
from linli.engines.entitlements.services import acts
from linli.engines.entitlements.services.history import Change, append, lock, on_day
from linli.engines.entitlements.services.rechecks import check_now
from linli.engines.entitlements.services.telling import handlers, tell_office, tell_person
from linli.engines.entitlements.values import (
    LIVE,
    ChangeKind,
    EntitlementPermission,
    EventKind,
    NotRunningError,
    ReportOutcome,
)
from linli.foundation.calendar import queries as calendar
from linli.foundation.errors.values import InvalidError, NotFoundError, Problem

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor


@transaction.atomic
def report_change(
    actor: Actor,
    *,
    entitlement_id: UUID,
    kind: ChangeKind,
    happened_on: date,
    words: str,
    now: datetime,
) -> UUID:
    """Report a change at home: the person themselves, or the office that takes it at the counter.

    Returns its public id; nothing is cut by a report itself. Raises `NotRunningError` once it is
    over, `InvalidError` for a day to come.
    """
    actor.require_any(EntitlementPermission.REPORT, EntitlementPermission.HANDLE)
    row, held = served(actor, entitlement_id, now=now)
    if happened_on > on_day(now):
        said = _("This day is to come. Please report it once it has happened.")
        raise InvalidError(problems=[Problem("happened_on", "future", said)])
    row = lock(row.pk)
    if row.state not in LIVE:
        raise NotRunningError
    told = words.strip()
    report = ChangeReport.objects.create(
        entitlement=row,
        kind=kind,
        happened_on=happened_on,
        sealed=seal({"words": told}, purpose=WORDS, bound_to=row.public_id) if told else None,
        at=now,
        account_id=actor.account_id,
        due_on=_promised(row, now=now),
    )
    append(row, actor, Change(EventKind.REPORTED, data={"kind": kind}), now=now, held=held)
    _tell_holders(row, report, now=now)
    return report.public_id


def _promised(row: Entitlement, *, now: datetime) -> date | None:
    """Return the working day by which the city has it answered; None where it promises none."""
    today = on_day(now)
    days = laid_down(REPORT_ANSWER_DAYS, on=today, division_code=row.division_code)
    return None if days is None else calendar.site_calendar().add_working_days(today, days).day


def _tell_holders(row: Entitlement, report: ChangeReport, *, now: datetime) -> None:
    tell_office(
        row,
        readers=handlers(row, now=now),
        title=lambda: _("A change at home was reported: %(name)s"),
        body=lambda: _("Please look at it and answer by the day that was promised."),
        about=f"report:{report.public_id}",
        now=now,
    )


@transaction.atomic
def answer_report(
    actor: Actor, *, report_id: UUID, outcome: ReportOutcome, words: str, now: datetime
) -> None:
    """Answer a report: nothing changes, it is checked again, suspended, stopped or was corrected.

    A suspension begins next month; a stop counts from the day reported. The person is told in the
    words given. Raises `NotRunningError` if a colleague answered first.
    """
    actor.require(EntitlementPermission.HANDLE)
    report = ChangeReport.objects.filter(public_id=report_id).select_related("entitlement").first()
    if report is None:
        raise NotFoundError
    found, held = office_one(actor, report.entitlement.public_id)
    opened(actor, found, now=now, act="acted")
    said = acts.required(words, "words")
    token = seal({"words": said}, purpose=WORDS, bound_to=found.public_id)
    free = ChangeReport.objects.filter(pk=report.pk, outcome="")
    if not free.update(outcome=outcome, answer=token, answered_at=now):
        raise NotRunningError
    _carry_out(actor, report, outcome=outcome, words=said, now=now)
    row = lock(found.pk)
    append(row, actor, Change(EventKind.ANSWERED, data={"outcome": outcome}), now=now, held=held)
    tell_person(
        row,
        title=lambda: _("We looked at the change you reported: %(name)s"),
        body=lambda: _("What follows from it, and why, stands in your account."),
        about=f"answer:{report.public_id}",
        now=now,
    )


def _carry_out(
    actor: Actor, report: ChangeReport, *, outcome: ReportOutcome, words: str, now: datetime
) -> None:
    public_id = report.entitlement.public_id
    if outcome is ReportOutcome.RECHECK:
        check_now(report.entitlement, now=now)
    elif outcome is ReportOutcome.SUSPENDED:
        month = max(rules.stop_month(on_day(now)), report.entitlement.first_month)
        acts.suspend(actor, entitlement_id=public_id, month=month, reason=words, now=now)
    elif outcome is ReportOutcome.STOPPED:
        acts.stop(
            actor, entitlement_id=public_id, ended_on=report.happened_on, reason=words, now=now
        )
