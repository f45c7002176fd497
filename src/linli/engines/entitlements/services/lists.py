"""The monthly payment list: made by a job, closed by a second person, fetched as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Sum

from linli.engines.catalogue.values import GrantForm
from linli.engines.entitlements import rules
from linli.engines.entitlements.models import (
    ClosedList,
    DraftLine,
    Entitlement,
    EntitlementEvent,
    PaymentLine,
    PaymentList,
)
from linli.engines.entitlements.queries.facts import facts_of, settled
from linli.engines.entitlements.queries.lists import digest_of, list_of, treasury_file
from linli.engines.entitlements.services.history import on_day
from linli.engines.entitlements.services.offices import follow_successors
from linli.engines.entitlements.services.pricing import Standards, reprice
from linli.engines.entitlements.values import (
    MOVING_MONEY,
    EntitlementPermission,
    EntitlementState,
    EventKind,
    ListState,
    ListStateError,
    MonthError,
    SecondPersonError,
    StaleListError,
)
from linli.foundation.audit import services as audit
from linli.foundation.errors.values import NotFoundError
from linli.foundation.jobs import services as jobs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor, Holding
    from linli.foundation.jobs.values import Message

TOPIC = "entitlements.list"
CHUNK = 2000
KEPT_MONTHS = 24  # what ended longer ago is on no list any more


@transaction.atomic
def build_list(actor: Actor, *, month: date, compartment: str = "", now: datetime) -> UUID:
    """Have the list of the actor's office for a month made, or made anew; returns its public id.

    Sealed items have a list apart, for whoever holds their compartment. Raises `MonthError` for a
    month to come, `ListStateError` once it is closed or while another one is open.
    """
    actor.require(EntitlementPermission.LIST)
    held = _post(actor, compartment)
    month = rules.month_of(month)
    if month > on_day(now):
        raise MonthError
    row = PaymentList.objects.filter(
        organisation=held.organisation_id, month=month, compartment=compartment
    ).first()
    if row is None:
        row = _open(actor, held, month=month, compartment=compartment, now=now)
    begun = PaymentList.objects.filter(pk=row.pk, run=row.run).exclude(state=ListState.CLOSED)
    if not begun.update(
        state=ListState.BUILDING,
        run=row.run + 1,
        built_by_id=actor.account_id or 0,
        built_at=now,
    ):
        raise ListStateError
    jobs.emit(
        TOPIC,
        key=f"list:{row.public_id}:{row.run + 1}",
        payload={"list": row.pk, "run": row.run + 1},
        now=now,
    )
    return row.public_id


def _post(actor: Actor, compartment: str) -> Holding:
    for held in actor.holdings_for(EntitlementPermission.LIST):
        if compartment in {"", *held.compartments}:
            return held
    raise NotFoundError


def _open(
    actor: Actor, held: Holding, *, month: date, compartment: str, now: datetime
) -> PaymentList:
    try:
        with transaction.atomic():
            return PaymentList.objects.create(
                organisation_id=held.organisation_id,
                month=month,
                compartment=compartment,
                state=ListState.BUILDING,
                built_by_id=actor.account_id or 0,
                built_at=now,
            )
    except IntegrityError:
        raise ListStateError from None


def fill(message: Message, *, now: datetime) -> None:
    """Write the lines of a list anew, in chunks of a bounded number of statements."""
    payload = message.payload
    row = PaymentList.objects.select_for_update().filter(pk=payload["list"]).first()
    if row is None or row.state != ListState.BUILDING or row.run != payload["run"]:
        return
    follow_successors(now=now)
    DraftLine.objects.filter(list=row).delete()
    standards = Standards()
    for chunk in _chunks(row):
        DraftLine.objects.bulk_create(_lines(row, chunk, standards, now=now), batch_size=500)
    sums = DraftLine.objects.filter(list=row).aggregate(fen=Sum("amount_fen"))
    row.lines = DraftLine.objects.filter(list=row).count()
    row.total_fen, row.state, row.built_at = sums["fen"] or 0, ListState.DRAFT, now
    row.save()


def _chunks(row: PaymentList) -> Iterator[list[Entitlement]]:
    rows = Entitlement.objects.filter(
        organisation=row.organisation_id,
        compartment=row.compartment,
        form=GrantForm.MONEY,
        first_month__lte=row.month,
    ).order_by("pk")
    oldest, last = rules.later(row.month, -KEPT_MONTHS), 0
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1].pk
        yield [
            one
            for one in chunk
            if one.state != EntitlementState.ENDED or (one.last_month or row.month) >= oldest
        ]


def _lines(
    row: PaymentList,
    chunk: Sequence[Entitlement],
    standards: Standards,
    *,
    now: datetime,
) -> Iterator[DraftLine]:
    ids = [one.pk for one in chunk]
    facts, paid = facts_of(ids), settled(ids)
    listed = PaymentLine.objects.filter(entitlement_id__in=ids, month=row.month)
    gone = set(listed.values_list("entitlement_id", flat=True))
    before = PaymentLine.objects.filter(
        entitlement_id__in=ids, month=rules.later(row.month, -1)
    ).values_list("entitlement_id", "amount_fen")
    last = dict(before)
    for one in chunk:
        if one.pk in gone:
            continue
        known = [*facts.get(one.pk, ())]
        known += reprice(one, known, standards, month=row.month, now=now)
        due = rules.due(known, every=one.every, month=row.month).amount_fen
        parts = rules.split(
            due_before=rules.total(known, every=one.every, through=rules.later(row.month, -1)),
            due_now=due,
            settled=paid[one.pk],
            share=standards.setoff_share(row.month, one.division_code),
        )
        if parts.month_fen or parts.arrears_fen:
            yield DraftLine(
                list=row,
                entitlement=one,
                month=row.month,
                month_fen=parts.month_fen,
                arrears_fen=parts.arrears_fen,
                setoff_fen=parts.setoff_fen,
                amount_fen=parts.amount_fen,
                before_fen=last.get(one.pk),
            )


@transaction.atomic
def close_list(actor: Actor, *, list_id: UUID, now: datetime) -> None:
    """Close a list that somebody else made; from then on the database refuses to change it.

    Raises `SecondPersonError`, `StaleListError` if anything in it changed since it was made, and
    `ListStateError` where it is not ready or a colleague was faster.
    """
    actor.require(EntitlementPermission.CLOSE)
    row = list_of(actor, list_id, EntitlementPermission.CLOSE)
    row = PaymentList.objects.select_for_update().get(pk=row.pk)
    if row.state != ListState.DRAFT:
        raise ListStateError
    if row.built_by_id == actor.account_id:
        raise SecondPersonError
    mine = DraftLine.objects.filter(list=row).values("entitlement")
    later = EntitlementEvent.objects.filter(entitlement__in=mine, at__gt=row.built_at)
    if later.filter(kind__in=MOVING_MONEY | {EventKind.MOVED}).exists():
        raise StaleListError
    try:
        with transaction.atomic():
            _close(actor, row, now=now)
    except IntegrityError:
        raise StaleListError from None
    audit.record(
        actor,
        act="entitlements.list.closed",
        kind="payment_list",
        subject=str(row.public_id),
        data={"lines": row.lines, "total_fen": row.total_fen},
        now=now,
    )


def _close(actor: Actor, row: PaymentList, *, now: datetime) -> None:
    lines = DraftLine.objects.filter(list=row).select_related("entitlement").order_by("pk")
    batch: list[PaymentLine] = []
    for line in lines.iterator(chunk_size=CHUNK):
        batch.append(_fixed(line))
        if len(batch) == CHUNK:
            PaymentLine.objects.bulk_create(batch, batch_size=500)
            batch = []
    PaymentLine.objects.bulk_create(batch, batch_size=500)
    DraftLine.objects.filter(list=row).delete()
    ClosedList.objects.create(
        list=row,
        built_by_id=row.built_by_id,
        closed_by_id=actor.account_id or 0,
        closed_at=now,
        lines=row.lines,
        total_fen=row.total_fen,
        digest=digest_of(row),
    )
    row.state = ListState.CLOSED
    row.save(update_fields=["state"])


def _fixed(line: DraftLine) -> PaymentLine:
    names = ("list_id", "entitlement_id", "month", "month_fen", "arrears_fen", "setoff_fen")
    copied: dict[str, Any] = {name: getattr(line, name) for name in names}
    return PaymentLine(
        **copied,
        amount_fen=line.amount_fen,
        before_fen=line.before_fen,
        account=line.entitlement.account,
    )


@transaction.atomic
def fetch_list(actor: Actor, *, list_id: UUID, now: datetime) -> tuple[str, bytes]:
    """Return name and contents of the file for the treasury; who fetches it is logged.

    Names and account numbers are whole in it. Raises `ListStateError` before it is closed.
    """
    actor.require(EntitlementPermission.EXPORT)
    row = list_of(actor, list_id, EntitlementPermission.EXPORT)
    if row.state != ListState.CLOSED:
        raise ListStateError
    audit.record(
        actor,
        act="entitlements.list.fetched",
        kind="payment_list",
        subject=str(row.public_id),
        now=now,
    )
    return treasury_file(row)
