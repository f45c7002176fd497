"""Mandates: grant, accept by a one-time code, revoke."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from linli.foundation.actors.values import Actor
from linli.foundation.errors.values import ConflictError, NotFoundError
from linli.registers.people import registry, rules
from linli.registers.people.models import Mandate, Person
from linli.registers.people.queries import access, numbers
from linli.registers.people.queries.access import PersonId
from linli.registers.people.services.steps import by_key, log, own_id, problem, raise_problems
from linli.registers.people.values import (
    CODE_TIME,
    CodeError,
    GrantedMandate,
    Permission,
    Scope,
    SelfRelationError,
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
    scope: Iterable[str] = (Scope.EVERYTHING,),
    principal_id: PersonId | None = None,
    agent_id: PersonId | None = None,
) -> GrantedMandate:
    """Let somebody act for the principal, in one item or (empty) in all.

    Online the principal is oneself and the agent whoever enters the one-time code: no number is
    asked, so nothing is revealed. At the counter both are present, staff name both, and it holds
    at once (code empty). Without a last day it holds as long as it may: `MANDATE_YEARS`.
    Raises `InvalidError` for a service not offered or no scope, `TooLongError`.
    """
    to_on = to_on or rules.latest_end(from_on)
    columns = _scope(scope)
    if principal_id is None and agent_id is None:
        return _grant_by_code(actor, item_code, from_on, to_on, columns, now=now)
    actor.require(Permission.KEEP_MANDATE)
    if principal_id is None or agent_id is None:
        raise NotFoundError
    principal = access.writable(actor, principal_id, Permission.KEEP_MANDATE, now=now)
    agent = access.writable(actor, agent_id, Permission.KEEP_MANDATE, now=now)
    if principal.pk == agent.pk:
        raise SelfRelationError
    _require_item(item_code)
    rules.check_mandate(
        principal_birth=principal.birth_date,
        agent_birth=agent.birth_date,
        from_on=from_on,
        to_on=to_on,
    )
    mandate = Mandate.objects.create(
        principal=principal,
        agent=agent,
        item_code=item_code,
        from_on=from_on,
        to_on=to_on,
        accepted_at=now,
        created_at=now,
        **columns,
    )
    data = {"mandate": str(mandate.public_id), "item": item_code}
    log(actor, "people.mandate.granted", principal, now=now, data=data)
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
    rules.check_mandate(
        principal_birth=mandate.principal.birth_date,
        agent_birth=agent.birth_date,
        from_on=max(mandate.from_on, localdate(now)),
        to_on=mandate.to_on,
    )
    taken = Mandate.objects.filter(pk=mandate.pk, agent=None, revoked_at=None).update(
        agent=agent, accepted_at=now, code_index=None, code_until=None
    )
    if not taken:
        raise CodeError
    data = {"mandate": str(mandate.public_id)}
    log(actor, "people.mandate.accepted", mandate.principal, now=now, data=data)
    return mandate.public_id


@transaction.atomic
def revoke_mandate(actor: Actor, *, mandate_id: int | UUID, now: datetime) -> None:
    """End a mandate at once.

    The principal may, the agent who lays it down, and staff for a principal in reach.
    """
    actor.require(Permission.REVOKE_MANDATE)
    mandate = (
        Mandate.objects.select_related("principal")
        .filter(by_key(mandate_id), access.revocable(actor, now=now))
        .first()
    )
    if mandate is None:
        raise NotFoundError
    revoked = Mandate.objects.filter(pk=mandate.pk, revoked_at=None).update(
        revoked_at=now, code_index=None, code_until=None
    )
    if not revoked:
        raise ConflictError
    data = {"mandate": str(mandate.public_id)}
    log(actor, "people.mandate.revoked", mandate.principal, now=now, data=data)


def _grant_by_code(
    actor: Actor,
    item_code: str,
    from_on: date,
    to_on: date,
    columns: dict[str, bool],
    *,
    now: datetime,
) -> GrantedMandate:
    actor.require(Permission.GRANT_MANDATE)
    principal = Person.objects.get(pk=own_id(actor))
    _require_item(item_code)
    rules.check_mandate(
        principal_birth=principal.birth_date, agent_birth=None, from_on=from_on, to_on=to_on
    )
    code = "".join(secrets.choice(CODE_CHARACTERS) for _ in range(CODE_CHARACTERS_COUNT))
    mandate = Mandate.objects.create(
        principal=principal,
        item_code=item_code,
        from_on=from_on,
        to_on=to_on,
        code_index=numbers.code_index(code),
        code_until=now + CODE_TIME,
        created_at=now,
        **columns,
    )
    data = {"mandate": str(mandate.public_id), "item": item_code}
    log(actor, "people.mandate.granted", principal, now=now, data=data)
    return GrantedMandate(mandate.public_id, code)


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


def _require_item(code: str) -> None:
    if code and code not in dict(registry.items()):
        raise_problems([problem("item_code", "item_unknown")])
