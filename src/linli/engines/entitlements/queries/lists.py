"""Payment lists: as the office checks them, and the file for the treasury."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Sum

from linli.engines.catalogue import queries as catalogue
from linli.engines.entitlements import rules
from linli.engines.entitlements.models import ClosedList, DraftLine, Line, PaymentLine, PaymentList
from linli.engines.entitlements.queries.rows import name_of
from linli.engines.entitlements.queries.sealing import ACCOUNT, unseal
from linli.engines.entitlements.values import EntitlementPermission, ListState
from linli.foundation.audit import chain
from linli.foundation.errors.values import NotFoundError
from linli.registers.accounts import queries as accounts
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from linli.foundation.actors.values import Actor

PAGE = 50


@dataclass(frozen=True)
class LineView:
    """One line: for whom, of which item, its parts, and what the last list paid."""

    entitlement_id: UUID
    holder_masked: str
    name: str
    number: str
    month_fen: int
    arrears_fen: int
    setoff_fen: int
    amount_fen: int
    before_fen: int | None
    has_account: bool

    @property
    def is_changed(self) -> bool:
        """Whether it differs from the last list."""
        return self.before_fen != self.amount_fen


@dataclass(frozen=True)
class ListRow:
    """A list among others."""

    public_id: UUID
    month: date
    compartment: str
    state: str
    lines: int
    total_fen: int
    office: str
    sealed_words: str = ""  # which services, where it is sealed

    @property
    def state_words(self) -> str:
        """Return its state in words."""
        return str(ListState(self.state).label)


@dataclass(frozen=True)
class ListView:
    """A list with its sums, what differs from the last one, and a page of its lines."""

    row: ListRow
    built_by: str
    built_at: datetime
    closed_by: str
    closed_at: datetime | None
    digest: str
    new: int
    changed: int
    dropped: int
    arrears_fen: int
    setoff_fen: int
    without_account: int
    rows: tuple[LineView, ...]
    next: int | None
    may_close: bool


def lists(actor: Actor, *, limit: int = 24) -> tuple[ListRow, ...]:
    """Return the lists of the actor's offices, the newest month first."""
    actor.require(EntitlementPermission.LIST)
    rows = _in_scope(actor, EntitlementPermission.LIST).order_by("-month", "-pk")[:limit]
    found = list(rows)
    bodies = organisations.organisations(row.organisation_id for row in found)
    return tuple(_row(row, bodies[row.organisation_id].words) for row in found)


def compartments(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Return the compartments that the actor's posts open, each by the services in it."""
    actor.require(EntitlementPermission.LIST)
    held = (one.compartments for one in actor.holdings_for(EntitlementPermission.LIST))
    return tuple((code, _sealed_words(code)) for code in sorted(frozenset().union(*held)))


def _sealed_words(compartment: str) -> str:
    if not compartment:
        return ""
    names = [str(item.name) for item in catalogue.items() if item.compartment == compartment]
    return " · ".join(names) or compartment


def list_of(actor: Actor, public_id: UUID, permission: EntitlementPermission) -> PaymentList:
    """Return the row of a list of the actor's offices; raises `NotFoundError`."""
    row = _in_scope(actor, permission).filter(public_id=public_id).first()
    if row is None:
        raise NotFoundError
    return row


def payment_list(
    actor: Actor, *, list_id: UUID, after: int = 0, only_changed: bool = False
) -> ListView:
    """Return a list with its sums and a page of its lines. Raises `NotFoundError`."""
    actor.require(EntitlementPermission.LIST)
    row = list_of(actor, list_id, EntitlementPermission.LIST)
    lines = _lines(row)
    is_new, is_changed = Q(before_fen=None), ~Q(before_fen=F("amount_fen"))
    sums = lines.aggregate(
        new=Count("pk", filter=is_new),
        changed=Count("pk", filter=is_changed & ~is_new),
        arrears=Sum("arrears_fen"),
        setoff=Sum("setoff_fen"),
        bare=Count("pk", filter=Q(entitlement__account=None)),
    )
    shown = lines.filter(is_new | is_changed) if only_changed else lines
    page = list(
        shown.filter(pk__gt=after).select_related("entitlement__case").order_by("pk")[: PAGE + 1]
    )
    closing = ClosedList.objects.filter(list=row).first()
    people = accounts.display_names({row.built_by_id, *([closing.closed_by_id] if closing else [])})
    return ListView(
        row=_row(row, organisations.organisation(row.organisation_id).words),
        built_by=people.get(row.built_by_id, ""),
        built_at=row.built_at,
        closed_by=people.get(closing.closed_by_id, "") if closing else "",
        closed_at=closing.closed_at if closing else None,
        digest=bytes(closing.digest).hex() if closing else "",
        new=sums["new"],
        changed=sums["changed"],
        dropped=_dropped(row, lines),
        arrears_fen=sums["arrears"] or 0,
        setoff_fen=sums["setoff"] or 0,
        without_account=sums["bare"],
        rows=tuple(_line(line) for line in page[:PAGE]),
        next=page[PAGE - 1].pk if len(page) > PAGE else None,
        may_close=row.state == ListState.DRAFT
        and row.built_by_id != actor.account_id
        and actor.may(EntitlementPermission.CLOSE),
    )


def _in_scope(actor: Actor, permission: EntitlementPermission) -> QuerySet[PaymentList]:
    ground = Q(pk__in=())
    for held in actor.holdings_for(permission):
        ground |= Q(
            organisation=held.organisation_id, compartment__in=["", *sorted(held.compartments)]
        )
    return PaymentList.objects.filter(ground)


def _lines(row: PaymentList) -> QuerySet[DraftLine] | QuerySet[PaymentLine]:
    if row.state == ListState.CLOSED:
        return PaymentLine.objects.filter(list=row)
    return DraftLine.objects.filter(list=row)


def _dropped(row: PaymentList, lines: QuerySet[DraftLine] | QuerySet[PaymentLine]) -> int:
    """Return how many were on the last list of this office and are not on this one."""
    last = PaymentLine.objects.filter(
        list__organisation=row.organisation_id,
        list__compartment=row.compartment,
        month=rules.later(row.month, -1),
    )
    kept = lines.values_list("entitlement_id", flat=True)
    return last.exclude(entitlement_id__in=kept).count()


def _row(row: PaymentList, office: str) -> ListRow:
    return ListRow(
        row.public_id,
        row.month,
        row.compartment,
        row.state,
        row.lines,
        row.total_fen,
        office,
        _sealed_words(row.compartment),
    )


def _line(line: Line) -> LineView:
    return LineView(
        line.entitlement.public_id,
        line.entitlement.holder_masked,
        name_of(line.entitlement),
        line.entitlement.case.number,
        line.month_fen,
        line.arrears_fen,
        line.setoff_fen,
        line.amount_fen,
        line.before_fen,
        line.entitlement.account is not None,
    )


def digest_of(row: PaymentList) -> bytes:
    """Return the SHA-256 over the lines of a closed list, in order."""
    found = hashlib.sha256()
    fields = ("entitlement__public_id", "month_fen", "arrears_fen", "setoff_fen", "amount_fen")
    lines = PaymentLine.objects.filter(list=row).order_by("pk").values_list(*fields)
    for public_id, *fen in lines.iterator(chunk_size=2000):
        found.update(chain.canonical({"entitlement": public_id, "fen": fen}))
    return found.digest()


def treasury_file(row: PaymentList) -> tuple[str, bytes]:
    """Return name and contents of the file: CSV in UTF-8 with a mark, as spreadsheets read it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    heading = ("序号", "办件编号", "待遇项目", "户名", "开户银行", "账号", "当月", "补发", "抵扣")
    writer.writerow((*heading, "实发(元)"))
    lines = PaymentLine.objects.filter(list=row).select_related("entitlement__case").order_by("pk")
    for count, line in enumerate(lines.iterator(chunk_size=2000), start=1):
        one = line.entitlement
        account = unseal(line.account, purpose=ACCOUNT, bound_to=one.public_id)
        fen = (line.month_fen, line.arrears_fen, line.setoff_fen, line.amount_fen)
        writer.writerow(
            (
                count,
                one.case.number,
                one.name_zh,
                _plain(account.get("holder", "")),
                _plain(account.get("bank", "")),
                _plain(str(account.get("number", ""))),
                *(f"{sum_ // 100}.{sum_ % 100:02d}" for sum_ in fen),
            )
        )
    return f"payment-{row.month:%Y-%m}-{row.public_id}.csv", text.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
