"""What somebody has been given: for themselves, for the office that pays, by exact number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import get_language

from linli.engines.catalogue import queries as catalogue
from linli.engines.entitlements import rules
from linli.engines.entitlements.models import (
    ChangeReport,
    Claim,
    Entitlement,
    EntitlementEvent,
    Member,
    PaymentLine,
    Recheck,
)
from linli.engines.entitlements.queries import access
from linli.engines.entitlements.queries.facts import facts_of, settled
from linli.engines.entitlements.queries.sealing import ACCOUNT, WORDS, person_key, unseal
from linli.engines.entitlements.values import (
    LIVE,
    ChangeKind,
    EntitlementPermission,
    EntitlementState,
    EventKind,
    ReportOutcome,
    Why,
)
from linli.foundation.audit import services as audit
from linli.registers.organisations import queries as organisations
from linli.registers.people import queries as people
from linli.registers.places import queries as places
from linli.registers.places.values import code_range

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from linli.foundation.actors.values import Actor

PAGE = 50
FEW = 5  # smaller counts are not told in figures


@dataclass(frozen=True)
class GivenRow:
    """Something granted, as lists show it."""

    public_id: UUID
    name: str
    item_name: str
    holder_masked: str
    amount_fen: int | None
    every: str
    first_month: date
    last_month: date | None
    state: str
    is_double: bool
    office: str
    number: str
    case_id: UUID
    recheck_on: date | None

    @property
    def state_words(self) -> str:
        """Return its state in words."""
        return str(EntitlementState(self.state).label)

    @property
    def tone(self) -> str:
        """Return the tone of its state."""
        return {"running": "good", "suspended": "warn", "stopped": "bad"}.get(self.state, "quiet")


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

    @property
    def is_live(self) -> bool:
        """Whether it is neither stopped nor ended."""
        return self.row.state in LIVE

    @property
    def overpaid_fen(self) -> int:
        """What was paid too much."""
        return max(-self.balance_fen, 0)


@dataclass(frozen=True)
class TotalRow:
    """What is paid of an item in a division; counts below five are not told."""

    item_name: str
    division_code: str
    division_name: str
    count: int | None
    monthly_fen: int | None


def name_of(row: Entitlement) -> str:
    """Return the name of what was granted, in the language in force."""
    is_english = (get_language() or "zh").startswith("en")
    return row.name_en if is_english and row.name_en else row.name_zh


def mine(actor: Actor, *, now: datetime) -> tuple[GivenRow, ...]:
    """Return what the actor receives, and those they act for; what runs comes first."""
    actor.require(EntitlementPermission.READ_OWN)
    found = list(access.own(actor, now=now).select_related("case").order_by("-pk")[:PAGE])
    return rows_of(sorted(found, key=lambda row: row.state not in LIVE))


def my_one(actor: Actor, *, entitlement_id: UUID, now: datetime) -> GivenView:
    """Return one of one's own with its history and months. Raises `NotFoundError`."""
    actor.require(EntitlementPermission.READ_OWN)
    return view(access.own_one(actor, entitlement_id, now=now), now=now)


def office(
    actor: Actor, *, state: str = "", text: str = "", after: int = 0
) -> tuple[tuple[GivenRow, ...], int | None]:
    """Return what the actor's offices pay, by id, and where the next page begins."""
    actor.require(EntitlementPermission.HANDLE)
    rows = access.office(actor).select_related("case")
    if state in EntitlementState.values:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(case__number__startswith=text)
    found = list(rows.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
    return rows_of(found[:PAGE]), found[PAGE - 1].pk if len(found) > PAGE else None


def office_one(actor: Actor, *, entitlement_id: UUID, now: datetime) -> GivenView:
    """Return one that the actor's office pays. Raises `NotFoundError`, `ApprovalNeededError`."""
    row, _held = access.office_one(actor, entitlement_id)
    access.opened(actor, row, now=now)
    return view(row, now=now)


def case_of(actor: Actor, *, entitlement_id: UUID) -> UUID:
    """Return the case in which it was granted: there an approval is asked for."""
    row, _held = access.office_one(actor, entitlement_id)
    return row.case.public_id


def of_person(actor: Actor, *, person_id: UUID, now: datetime) -> tuple[GivenRow, ...]:
    """Return all that any office grants to somebody whose record the actor may read.

    Sealed items only with their compartment, and without a trace otherwise; each look is logged.
    Raises as `people.person` does.
    """
    actor.require(EntitlementPermission.FIND)
    person = people.person(actor, person_id=person_id, now=now)
    return _found(actor, Q(person_id=person.id), subject=str(person.public_id), now=now)


def of_number(
    actor: Actor, *, document_type: str, number: str, now: datetime
) -> tuple[GivenRow, ...]:
    """Return all that any office grants in which exactly this number is counted, city-wide.

    Hit and miss are logged. Raises `IdentityError` for a number that cannot be.
    """
    actor.require(EntitlementPermission.FIND)
    whole = people.checked_number(document_type=document_type, number=number, now=now)
    inside = Member.objects.filter(person_key=person_key(whole)).values("entitlement")
    known = people.id_of_number(document_type=document_type, number=whole)
    ground = Q(pk__in=inside) | (Q(person_id=known) if known else Q(pk__in=()))
    return _found(actor, ground, subject="", now=now, is_sheltered=True)


def _found(
    actor: Actor, ground: Q, *, subject: str, now: datetime, is_sheltered: bool = False
) -> tuple[GivenRow, ...]:
    kept = frozenset().union(*(held.compartments for held in actor.holdings))
    rows = Entitlement.objects.filter(ground, compartment__in=["", *sorted(kept)])
    if is_sheltered:  # somebody under 14: by their record only, which asks for the approval
        today = timezone.localdate(now)
        rows = rows.filter(Q(sheltered_until=None) | Q(sheltered_until__lte=today))
    found = rows_of(rows.select_related("case").order_by("-pk")[:PAGE])
    audit.record(
        actor,
        act="entitlements.person.looked_up",
        kind="person",
        subject=subject,
        data={"found": len(found)},
        now=now,
    )
    return tuple(replace(row, number="") for row in found)  # a number is a key to its case


def totals(actor: Actor) -> tuple[TotalRow, ...]:
    """Return what runs in the actor's divisions, by item and street; small counts suppressed."""
    actor.require(EntitlementPermission.TOTALS)
    inside = Q(pk__in=())
    for held in actor.holdings_for(EntitlementPermission.TOTALS):
        ground = Q(division_code__range=code_range(held.division_code))
        inside |= ground & Q(compartment__in=["", *sorted(held.compartments)])
    rows = (
        Entitlement.objects.filter(inside, state=EntitlementState.RUNNING)
        .order_by("version_id", "division_code")
        .values_list("version_id", "division_code", "every")
        .annotate(count=Count("pk"), fen=Sum("amount_fen"))
    )
    found: dict[tuple[str, str], list[int]] = {}
    for version_id, code, every, count, fen in rows:
        item = catalogue.version(version_id)
        sums = found.setdefault((str(item.name), f"{code[:9]}000"), [0, 0])
        sums[0] += count
        sums[1] += (fen or 0) if every == "month" else 0
    names = places.names(frozenset(code for _name, code in found), in_force_only=False)
    return tuple(
        TotalRow(
            name,
            code,
            str(names.get(code, code)),
            count if count >= FEW else None,
            fen if count >= FEW else None,
        )
        for (name, code), (count, fen) in sorted(found.items())
    )


def rows_of(rows: Iterable[Entitlement] | QuerySet[Entitlement]) -> tuple[GivenRow, ...]:
    """Return rows as lists show them; the offices in one statement."""
    found = list(rows)
    bodies = organisations.organisations(row.organisation_id for row in found)
    return tuple(
        GivenRow(
            public_id=row.public_id,
            name=name_of(row),
            item_name=str(catalogue.version(row.version_id).name),
            holder_masked=row.holder_masked,
            amount_fen=row.amount_fen,
            every=row.every,
            first_month=row.first_month,
            last_month=row.last_month,
            state=row.state,
            is_double=row.is_double,
            office=bodies[row.organisation_id].words,
            number=row.case.number,
            case_id=row.case.public_id,
            recheck_on=row.recheck_on,
        )
        for row in found
    )


def view(row: Entitlement, *, now: datetime) -> GivenView:
    """Return one with everything that is shown of it."""
    item = catalogue.version(row.version_id)
    account = unseal(row.account, purpose=ACCOUNT, bound_to=row.public_id)
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
