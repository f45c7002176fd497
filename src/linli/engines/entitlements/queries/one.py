"""One of what was granted: its history, its months, and what is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Sum
from django.utils import timezone

from linli.engines.catalogue import queries as catalogue
from linli.engines.entitlements import rules
from linli.engines.entitlements.models import (
    ChangeReport,
    Claim,
    EntitlementEvent,
    PaymentLine,
    Recheck,
)
from linli.engines.entitlements.queries.facts import facts_of, settled
from linli.engines.entitlements.queries.rows import rows_of
from linli.engines.entitlements.queries.sealing import ACCOUNT, WORDS, unseal
from linli.engines.entitlements.values import LIVE, ChangeKind, EventKind, ReportOutcome, Why

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from linli.engines.entitlements.models import Entitlement
    from linli.engines.entitlements.queries.rows import GivenRow


@dataclass(frozen=True)
class HistoryLine:
    """One event in words: what, when, from which month, how much, and why."""

    on: date
    words: str
    month: date | None
    amount_fen: int | None
    why: str
    reason: str


@dataclass(frozen=True)
class MonthLine:
    """One month: due, listed, and what says so."""

    month: date
    due_fen: int
    listed_fen: int
    why: str


@dataclass(frozen=True)
class ReportView:
    """A change that was reported."""

    public_id: UUID
    kind: str
    happened_on: date
    words: str
    at: datetime
    due_on: date | None
    outcome: str
    answer: str

    @property
    def kind_words(self) -> str:
        """Return what changed."""
        return str(ChangeKind(self.kind).label)

    @property
    def outcome_words(self) -> str:
        """Return what it led to."""
        return str(ReportOutcome(self.outcome).label) if self.outcome else ""


@dataclass(frozen=True)
class ClaimView:
    """An overpaid sum that is asked back."""

    public_id: UUID
    amount_fen: int
    paid_fen: int
    due_on: date
    instalments: tuple[int, ...]
    is_open: bool

    @property
    def left_fen(self) -> int:
        """What is still open."""
        return self.amount_fen - self.paid_fen


@dataclass(frozen=True)
class GivenView:
    """One entitlement with its history, its months, and what is open."""

    row: GivenRow
    history: tuple[HistoryLine, ...]
    months: tuple[MonthLine, ...]
    balance_fen: int
    account_holder: str
    account_bank: str
    account_ending: str
    remedies: tuple[str, ...]
    ends: tuple[str, ...]
    reports: tuple[ReportView, ...]
    claims: tuple[ClaimView, ...]
    recheck_case: UUID | None
    may_act: bool  # report a change, name another account; not for agents who only follow

    @property
    def is_live(self) -> bool:
        """Whether it is neither stopped nor ended."""
        return self.row.state in LIVE

    @property
    def overpaid_fen(self) -> int:
        """What was paid too much."""
        return max(-self.balance_fen, 0)


def view(row: Entitlement, *, now: datetime, may_act: bool = True) -> GivenView:
    """Return one with everything that is shown of it."""
    item = catalogue.version(row.version_id)
    account = unseal(row.account, purpose=ACCOUNT, bound_to=row.public_id) if may_act else {}
    months, balance = _months(row, now=now)
    checking = Recheck.objects.filter(case=row.case_id, ended_at=None, new_case__isnull=False)
    return GivenView(
        row=rows_of([row])[0],
        history=_history(row),
        months=months,
        balance_fen=balance,
        account_holder=str(account.get("holder", "")),
        account_bank=str(account.get("bank", "")),
        account_ending=str(account.get("number", ""))[-4:],
        remedies=tuple(str(one) for one in item.remedies),
        ends=tuple(str(one) for one in item.ends),
        reports=_reports(row),
        claims=_claims(row),
        recheck_case=checking.values_list("new_case", flat=True).first(),
        may_act=may_act and row.state in LIVE,
    )


def _months(row: Entitlement, *, now: datetime) -> tuple[tuple[MonthLine, ...], int]:
    """Return the months so far, newest first, and the balance: what is due less what was listed."""
    this = rules.month_of(timezone.localdate(now))
    lines = PaymentLine.objects.filter(entitlement=row).order_by("month")
    listed = dict(lines.values_list("month", "amount_fen"))
    if row.amount_fen is None:
        return (), 0
    dues = rules.dues(facts_of([row.pk]).get(row.pk, ()), every=row.every, through=this)
    shown = tuple(
        MonthLine(
            one.month, one.amount_fen, listed.get(one.month, 0), str(EventKind(one.kind).label)
        )
        for one in reversed(dues)
    )
    # Of this month only what a list paid counts: before its list nothing is owed yet.
    due = sum(one.amount_fen for one in dues if one.month < this or one.month in listed)
    return shown, due - settled([row.pk])[row.pk]


def _history(row: Entitlement) -> tuple[HistoryLine, ...]:
    events = EntitlementEvent.objects.filter(entitlement=row).order_by("-seq")
    return tuple(_told(row, event) for event in events)


def _told(row: Entitlement, event: EntitlementEvent) -> HistoryLine:
    words = unseal(event.sealed, purpose=WORDS, bound_to=row.public_id)
    why: Any = event.data.get("why", "")
    return HistoryLine(
        on=event.on,
        words=str(EventKind(event.kind).label),
        month=event.month,
        amount_fen=event.amount_fen,
        why=str(Why(why).label) if why in Why.values else "",
        reason=str(words.get("reason", "")),
    )


def _reports(row: Entitlement) -> tuple[ReportView, ...]:
    rows = ChangeReport.objects.filter(entitlement=row).order_by("-pk")
    return tuple(report_view(one, row) for one in rows[:20])


def report_view(one: ChangeReport, row: Entitlement) -> ReportView:
    """Return a report with its words opened."""
    said = unseal(one.sealed, purpose=WORDS, bound_to=row.public_id)
    answer = unseal(one.answer, purpose=WORDS, bound_to=row.public_id)
    return ReportView(
        one.public_id,
        one.kind,
        one.happened_on,
        str(said.get("words", "")),
        one.at,
        one.due_on,
        one.outcome,
        str(answer.get("words", "")),
    )


def _claims(row: Entitlement) -> tuple[ClaimView, ...]:
    rows = Claim.objects.filter(entitlement=row).annotate(paid=Sum("receipts__amount_fen"))
    return tuple(
        ClaimView(
            one.public_id,
            one.amount_fen,
            one.paid or 0,
            one.due_on,
            rules.instalments(one.amount_fen, one.instalments),
            one.closed_at is None,
        )
        for one in rows.order_by("-pk")
    )
