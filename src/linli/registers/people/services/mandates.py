"""Mandates: grant, accept by a one-time code, revoke, with the paper that was signed for one."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from linli.foundation.actors.values import Actor
from linli.foundation.errors.values import ConflictError, NotFoundError
from linli.foundation.files import services as files
from linli.registers.people import queries, registry, rules
from linli.registers.people.models import Mandate, MandateItem, Person
from linli.registers.people.queries import access, numbers
from linli.registers.people.queries import mandates as known
from linli.registers.people.queries.access import PersonId
from linli.registers.people.services import telling
from linli.registers.people.services.steps import log, own_id, problem, raise_problems
from linli.registers.people.values import (
    CODE_TIME,
    MANDATE_FILES,
    CodeError,
    GrantedMandate,
    Permission,
    Scope,
    SelfRelationError,
    UnderGuardianError,
)

CODE_CHARACTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 O 1 I L
CODE_CHARACTERS_COUNT = 10


@transaction.atomic
def grant_mandate(
    actor: Actor,
    *,
    from_on: date,
    now: datetime,
    to_on: date | None = None,
    item_code: str = "",
    item_codes: Iterable[str] = (),
    scope: Iterable[str] = (Scope.EVERYTHING,),
    principal_id: PersonId | None = None,
    agent_id: PersonId | None = None,
    paper: files.Upload | None = None,
) -> GrantedMandate:
    """Let somebody act for the principal, in one item, in several, or (none named) in all.

    Online the principal is oneself and the agent whoever enters the one-time code: no number is
    asked, so nothing is revealed. At the counter both are present, or the signed paper is, staff
    name both, and it holds at once (code empty); `paper` is its photograph. Without a last day it
    holds as long as it may: the city's `mandate_years`.
    Raises `InvalidError` for a service not offered or no scope, `TooLongError`,
    `UnderGuardianError` for whom a guardian acts.
    """
    years = queries.longest_years(on=localdate(now))
    to_on = to_on or rules.latest_end(from_on, years)
    term = Term(from_on, to_on, years, _items([item_code, *item_codes]), _scope(scope))
    if principal_id is None and agent_id is None:
        return _grant_by_code(actor, term, now=now)
    actor.require(Permission.KEEP_MANDATE)
    if principal_id is None or agent_id is None:
        raise NotFoundError
    principal = access.writable(actor, principal_id, Permission.KEEP_MANDATE, now=now)
    agent = access.writable(actor, agent_id, Permission.KEEP_MANDATE, now=now)
    if principal.pk == agent.pk:
        raise SelfRelationError
    term.check(principal=principal, agent=agent, now=now)
    mandate = term.create(principal, now=now, agent=agent, accepted_at=now)
    if paper is not None:
        _store(actor, mandate, paper, now=now)
    log(actor, "people.mandate.granted", principal, now=now, data=_data(mandate, term))
    telling.told_of_mandate(mandate, "granted", now=now)
    return GrantedMandate(mandate.public_id, "")


@transaction.atomic
def accept_mandate(actor: Actor, *, code: str, now: datetime) -> UUID:
    """Become the agent by the one-time code. Every refusal is the same `CodeError`."""
    actor.require(Permission.ACCEPT_MANDATE)
    agent = Person.objects.get(pk=own_id(actor))
    code = rules.normalise_number(code)
    mandate = (
        Mandate.objects.select_related("principal")
        .filter(code_index=numbers.code_index(code), agent=None, revoked_at=None)
        .filter(Q(code_until__gt=now), Q(to_on=None) | Q(to_on__gte=localdate(now)))
        .exclude(principal=agent)
        .first()
    )
    if mandate is None:
        raise CodeError
    years = queries.longest_years(on=localdate(now))
    from_on = max(mandate.from_on, localdate(now))
    last = min(mandate.to_on or date.max, rules.latest_end(from_on, years))
    Term(from_on, last, years).check(principal=mandate.principal, agent=agent, now=now)
    taken = Mandate.objects.filter(pk=mandate.pk, agent=None, revoked_at=None).update(
        agent=agent, accepted_at=now, code_index=None, code_until=None
    )
    if not taken:
        raise CodeError
    data = {"mandate": str(mandate.public_id)}
    log(actor, "people.mandate.accepted", mandate.principal, now=now, data=data)
    mandate.refresh_from_db()
    telling.told_of_mandate(mandate, "granted", now=now)
    return mandate.public_id


@transaction.atomic
def revoke_mandate(actor: Actor, *, mandate_id: int | UUID, now: datetime) -> None:
    """End a mandate at once, with every renewal that would go on behind it.

    The principal may, the agent who lays it down, and staff for a principal in reach.
    """
    actor.require(Permission.REVOKE_MANDATE)
    mandate = known.visible(actor, mandate_id, now=now)
    live = Mandate.objects.filter(pk__in=[mandate.pk, *known.behind(mandate)], revoked_at=None)
    ids = {str(one) for one in live.values_list("public_id", flat=True)}
    over = {"revoked_at": now, "code_index": None, "code_until": None}
    if not Mandate.objects.filter(pk=mandate.pk, revoked_at=None).update(**over):
        raise ConflictError
    live.update(**over)
    data = {"mandate": str(mandate.public_id), "renewals": sorted(ids - {str(mandate.public_id)})}
    log(actor, "people.mandate.revoked", mandate.principal, now=now, data=data)
    telling.told_of_mandate(mandate, "revoked", now=now)


@transaction.atomic
def add_mandate_paper(
    actor: Actor, *, mandate_id: int | UUID, paper: files.Upload, now: datetime
) -> UUID:
    """Keep the photograph of the paper that was signed for a mandate; returns the file's id.

    Staff who keep mandates of the principal may. Raises `FileRefusedError`, `ConflictError` where
    the mandate was revoked.
    """
    actor.require(Permission.KEEP_MANDATE)
    mandate = known.visible(actor, mandate_id, now=now)
    if not access.kept_here(actor, mandate.principal_id, now=now):
        raise NotFoundError
    if mandate.revoked_at is not None:
        raise ConflictError
    stored = _store(actor, mandate, paper, now=now)
    data = {"mandate": str(mandate.public_id), "file": str(stored)}
    log(actor, "people.mandate.paper_added", mandate.principal, now=now, data=data)
    return stored


@dataclass(frozen=True)
class Term:
    """What a mandate is for and how long, as it was said."""

    from_on: date
    to_on: date
    years: int
    items: tuple[str, ...] = ()
    columns: Mapping[str, bool] = field(default_factory=dict)

    def check(self, *, principal: Person, agent: Person | None, now: datetime) -> None:
        """Raise unless both can and the term may be."""
        rules.check_mandate(
            principal_birth=principal.birth_date,
            agent_birth=agent.birth_date if agent else None,
            from_on=self.from_on,
            to_on=self.to_on,
            years=self.years,
        )
        check_able(principal, agent, today=localdate(now))

    def create(self, principal: Person, *, now: datetime, **more: Any) -> Mandate:
        """Write the mandate with all its items."""
        mandate = Mandate.objects.create(
            principal=principal,
            item_code=self.items[0] if self.items else "",
            from_on=self.from_on,
            to_on=self.to_on,
            created_at=now,
            **self.columns,
            **more,
        )
        MandateItem.objects.bulk_create(
            MandateItem(mandate=mandate, item_code=code) for code in self.items[1:]
        )
        return mandate


def check_able(*people: Person | None, today: date) -> None:
    """Raise `UnderGuardianError` for whom a court found unable to act alone (民法典 21-23)."""
    ids = [one.pk for one in people if one is not None]
    if access.judged_wards(today).filter(other__in=ids).exists():
        raise UnderGuardianError


def _grant_by_code(actor: Actor, term: Term, *, now: datetime) -> GrantedMandate:
    actor.require(Permission.GRANT_MANDATE)
    principal = Person.objects.get(pk=own_id(actor))
    term.check(principal=principal, agent=None, now=now)
    code = "".join(secrets.choice(CODE_CHARACTERS) for _ in range(CODE_CHARACTERS_COUNT))
    mandate = term.create(
        principal, now=now, code_index=numbers.code_index(code), code_until=now + CODE_TIME
    )
    log(actor, "people.mandate.granted", principal, now=now, data=_data(mandate, term))
    return GrantedMandate(mandate.public_id, code)


def _store(actor: Actor, mandate: Mandate, paper: files.Upload, *, now: datetime) -> UUID:
    owner = str(mandate.public_id)
    stored = files.store(actor, upload=paper, kind=MANDATE_FILES, owner_id=owner, now=now)
    return stored.public_id


def _data(mandate: Mandate, term: Term) -> dict[str, Any]:
    return {
        "mandate": str(mandate.public_id),
        "item": mandate.item_code,
        "further": list(term.items[1:]),
    }


def _scope(scope: Iterable[str]) -> dict[str, bool]:
    """Return the columns of what the agent may do; raises `InvalidError` for nothing."""
    chosen = rules.widened(scope)
    if not chosen:
        raise_problems([problem("scope", "required")])
    return {
        "may_file": Scope.FILE in chosen,
        "may_follow": Scope.FOLLOW in chosen,
        "may_collect": Scope.COLLECT in chosen,
    }


def _items(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the items that are named, each once; raises `InvalidError` for one not offered."""
    named = list(codes)
    first, *rest = named
    offered = dict(registry.items()) if any(named) else {}
    for path, given in (("item_code", [first]), ("item_codes", rest)):
        if any(code and code not in offered for code in given):
            raise_problems([problem(path, "item_unknown")])
    return tuple(dict.fromkeys(code for code in named if code))
