"""Mandates as their two sides, and the desk, see them: terms, paper, what was done under them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate, make_aware

from linli.foundation.actors.values import Actor
from linli.foundation.audit import services as audit
from linli.foundation.calendar import clock
from linli.foundation.errors.values import NotFoundError
from linli.foundation.files import queries as files
from linli.foundation.privacy.values import mask_number, mask_phone
from linli.registers.people import registry, rules
from linli.registers.people.models import Mandate, Person
from linli.registers.people.queries import access
from linli.registers.people.queries.numbers import number_of, phone_of
from linli.registers.people.queries.views import documents_of
from linli.registers.people.values import (
    MANDATE_FILES,
    MANDATE_YEARS,
    YEARS_PARAMETER,
    BlankMandate,
    DoneAct,
    MandatePage,
    MandateView,
    Permission,
)

MOST, MOST_ACTS, MOST_RENEWALS = 50, 50, 20


def longest_years(*, on: date) -> int:
    """Return for how many years at most a mandate may hold in this city."""
    return registry.parameter(YEARS_PARAMETER, on=on, otherwise=MANDATE_YEARS)


def mandates_of(condition: Q, person_id: int, *, today: date) -> tuple[MandateView, ...]:
    """Return the newest mandates that fit, seen from one person."""
    behind = Mandate.objects.filter(renews=OuterRef("pk"), revoked_at=None)
    found = Mandate.objects.select_related("principal", "agent").filter(condition)
    rows = found.annotate(is_renewed=Exists(behind)).prefetch_related("further")
    return views(rows.order_by("-id")[:MOST], person_id, today=today)


def views(rows: Iterable[Mandate], person_id: int, *, today: date) -> tuple[MandateView, ...]:
    """Return rows as one person sees them; they say `is_renewed` and bring their items along."""
    found = list(rows)
    names = dict(registry.items()) if any(row.item_code for row in found) else {}
    return tuple(_view(row, names, person_id, today) for row in found)


def items_of(row: Mandate) -> tuple[str, ...]:
    """Return the codes of the items of a mandate; none: every one."""
    if not row.item_code:
        return ()
    return (row.item_code, *sorted(one.item_code for one in row.further.all()))


def _view(row: Mandate, names: dict[str, str], person_id: int, today: date) -> MandateView:
    codes = items_of(row)
    given = access.scope_of(file=row.may_file, follow=row.may_follow, collect=row.may_collect)
    return MandateView(
        id=row.pk,
        public_id=row.public_id,
        principal=row.principal.name,
        agent=row.agent.name if row.agent else "",
        item_code=row.item_code,
        from_on=row.from_on,
        to_on=row.to_on,
        is_accepted=row.accepted_at is not None,
        is_revoked=row.revoked_at is not None,
        is_mine=row.principal_id == person_id,
        scope=rules.in_words(given),
        item_codes=codes,
        items=tuple(str(names.get(code, code)) for code in codes),
        is_over=row.to_on is not None and row.to_on < today,
        is_renewed=bool(getattr(row, "is_renewed", False)),
        is_renewal=row.renews_id is not None,
    )


def mandate(actor: Actor, *, mandate_id: UUID, now: datetime) -> MandatePage:
    """Return a mandate with its paper, its renewals, and what was done under it.

    For both sides, and without the acts for staff who keep mandates of the principal. Raises
    `NotFoundError`.
    """
    row, today = visible(actor, mandate_id, now=now), localdate(now)
    side = actor.person_id if actor.is_proven else None
    is_party = side is not None and side in (row.principal_id, row.agent_id)
    chain = mandates_of(
        Q(pk__in=[one for one in _chain(row) if one != row.pk]), side or 0, today=today
    )
    seen = mandates_of(Q(pk=row.pk), side or row.principal_id, today=today)[0]
    acts = _acts(actor, row) if is_party else ()
    may_keep = access.kept_here(actor, row.principal_id, now=now)
    longest = rules.latest_end(today, longest_years(on=today))
    has_room = row.to_on is not None and row.to_on < longest
    return MandatePage(
        mandate=seen,
        acts=acts[:MOST_ACTS],
        has_more=len(acts) > MOST_ACTS,
        papers=files.of_owners(kind=MANDATE_FILES, owner_ids=[str(row.public_id)]).get(
            str(row.public_id), ()
        ),
        others=tuple(reversed(chain)),
        may_renew=seen.may_be_renewed
        and has_room
        and (side == row.principal_id or may_keep)
        and actor.may(Permission.GRANT_MANDATE),
        may_revoke=seen.is_live and actor.may(Permission.REVOKE_MANDATE),
        longest=longest,
    )


def visible(actor: Actor, mandate_id: int | UUID, *, now: datetime) -> Mandate:
    """Return a mandate that the actor gave, holds, or keeps at the counter; or not found."""
    key = Q(public_id=mandate_id) if isinstance(mandate_id, UUID) else Q(pk=mandate_id)
    rows = Mandate.objects.select_related("principal", "agent").prefetch_related("further")
    row = rows.filter(key, access.revocable(actor, now=now)).first()
    if row is None:
        raise NotFoundError
    return row


def _chain(row: Mandate) -> list[int]:
    """Return the ids of a mandate, of what it renews, and of what renews it."""
    found, before = [row.pk], row.renews_id
    while before is not None and len(found) < MOST_RENEWALS:
        found.append(before)
        before = Mandate.objects.filter(pk=before).values_list("renews_id", flat=True).first()
    return [*found, *behind(row)]


def behind(row: Mandate) -> list[int]:
    """Return the ids of the renewals behind a mandate, the nearest first."""
    found: list[int] = []
    newest = [row.pk]
    while newest and len(found) < MOST_RENEWALS:
        newest = list(Mandate.objects.filter(renews__in=newest).values_list("pk", flat=True))
        found += newest
    return found


def _acts(actor: Actor, row: Mandate) -> tuple[DoneAct, ...]:
    account = registry.account_of(row.agent_id) if row.agent_id else None
    if account is None or row.accepted_at is None:
        return ()
    found: list[DoneAct] = []
    for acts in registry.acts():
        found += acts(
            actor,
            agent_account=account,
            principal_id=row.principal_id,
            items=items_of(row),
            after=max(row.accepted_at, _begin_of(row.from_on)),
            until=_until(row),
            limit=MOST_ACTS + 1,
        )
    return tuple(sorted(found, key=lambda one: one.at, reverse=True)[: MOST_ACTS + 1])


def _until(row: Mandate) -> datetime | None:
    last = _begin_of(row.to_on + timedelta(days=1)) if row.to_on else None
    return min((end for end in (row.revoked_at, last) if end is not None), default=None)


def _begin_of(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def blank_mandate(actor: Actor, *, person_id: UUID | None = None, now: datetime) -> BlankMandate:
    """Return what a form to print begins with: oneself, at the counter somebody in reach.

    Empty for whoever is not proven; a number is never whole on it.
    """
    years = longest_years(on=localdate(now))
    row: Person | None = None
    if person_id is not None:
        row = access.writable(actor, person_id, Permission.KEEP_MANDATE, now=now)
    elif actor.is_proven and actor.person_id is not None:
        row = Person.objects.filter(pk=access.current_id(actor.person_id)).first()
    if row is None:
        return BlankMandate(years=years)
    document = documents_of([row.pk]).first()
    return BlankMandate(
        principal=row.name,
        document=mask_number(number_of(document)) if document else "",
        phone=mask_phone(phone_of(row)),
        years=years,
    )


def may_read_paper(actor: Actor, owner_id: str) -> bool:
    """Return whether the actor may read the paper of a mandate: who may read it; looks logged."""
    now = clock.now()
    try:
        row = visible(actor, UUID(owner_id), now=now)
    except NotFoundError:
        return False
    sides = (row.principal_id, row.agent_id)
    if not (actor.is_proven and actor.person_id in sides):
        log_look(actor, "people.mandate.paper_read", row.principal, now=now)
    return True


def log_look(actor: Actor, act: str, row: Person, *, now: datetime) -> None:
    """Write down that staff looked at a paper about somebody."""
    audit.record(actor, act=act, kind="person", subject=str(row.public_id), now=now)
