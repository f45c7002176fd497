"""Renewing a mandate before it ends: a new term behind the old one, and both are kept."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from linli.foundation.actors.values import Actor
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.registers.people import queries, rules
from linli.registers.people.models import Mandate, MandateItem
from linli.registers.people.queries import access
from linli.registers.people.queries import mandates as known
from linli.registers.people.services import telling
from linli.registers.people.services.mandates import check_able
from linli.registers.people.services.steps import log
from linli.registers.people.values import EndedMandateError, Permission


@transaction.atomic
def renew_mandate(
    actor: Actor, *, mandate_id: int | UUID, to_on: date | None = None, now: datetime
) -> UUID:
    """Let a mandate go on to a later day, for the same agent, items and scope.

    The principal may, and staff at the counter for a principal in reach; the agent may not. Without
    a last day it goes on as long as it may from today. Returns the id of the new term. Raises
    `EndedMandateError`, `TooLongError`, `ImpossibleDateError`, `ForbiddenError` for the agent.
    """
    actor.require(Permission.GRANT_MANDATE)
    old, today = known.visible(actor, mandate_id, now=now), localdate(now)
    is_own = actor.is_proven and actor.person_id == old.principal_id
    if not is_own and not access.kept_here(actor, old.principal_id, now=now):
        raise ForbiddenError
    last = _last_day(old, to_on, today=today)
    new = _behind(old, last, now=now)
    data = {"mandate": str(new.public_id), "renews": str(old.public_id)}
    log(actor, "people.mandate.renewed", old.principal, now=now, data=data)
    telling.told_of_mandate(new, "renewed", now=now)
    return new.public_id


def _last_day(old: Mandate, to_on: date | None, *, today: date) -> date:
    agent = old.agent
    if agent is None or old.revoked_at is not None:
        raise EndedMandateError
    if old.principal.died_on or agent.died_on or old.principal.merged_into_id:
        raise NotFoundError
    check_able(old.principal, agent, today=today)
    years = queries.longest_years(on=today)
    return rules.renewed_until(old.to_on, to_on, today=today, years=years)


def _behind(old: Mandate, last: date, *, now: datetime) -> Mandate:
    """Write the new term; a second one, at the same moment too, meets the database."""
    assert old.to_on is not None  # the rule refuses to renew what has no end
    try:
        with transaction.atomic():
            new = Mandate.objects.create(
                renews=old,
                principal=old.principal,
                agent=old.agent,
                item_code=old.item_code,
                from_on=old.to_on + timedelta(days=1),
                to_on=last,
                may_file=old.may_file,
                may_follow=old.may_follow,
                may_collect=old.may_collect,
                accepted_at=now,
                created_at=now,
            )
    except IntegrityError as there:
        raise EndedMandateError from there
    MandateItem.objects.bulk_create(
        MandateItem(mandate=new, item_code=one.item_code) for one in old.further.all()
    )
    return new
