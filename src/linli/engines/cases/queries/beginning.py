"""Before an application is begun: for whom one can apply, and which registers would be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from linli.engines.cases.models import Draft
from linli.engines.cases.values import CasePermission
from linli.engines.catalogue import queries as catalogue
from linli.foundation.exchange import queries as exchange
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from datetime import datetime

    from linli.foundation.actors.values import Actor
    from linli.foundation.exchange.values import Register
    from linli.foundation.formspec.values import Localised


def asked_for(item_code: str) -> tuple[tuple[Register, tuple[Localised, ...]], ...]:
    """Return which registers would be asked for an item, and for what, before anybody agrees."""
    found = exchange.that_give(catalogue.named(catalogue.published(item_code)))
    known = exchange.registers()
    return tuple(
        (known[name], tuple(known[name].facts[one].label for one in sorted(facts)))
        for name, facts in found.items()
    )


@dataclass(frozen=True)
class Choice:
    """For whom an item can be applied for: oneself, or somebody one may act for."""

    person_id: int | None
    public_id: str
    name: str
    is_self: bool
    has_draft: bool


def choices(actor: Actor, *, item_code: str, now: datetime) -> tuple[Choice, ...]:
    """Return for whom the actor can apply, oneself first, with the drafts that exist."""
    actor.require(CasePermission.APPLY)
    item = catalogue.published(item_code)
    begun = set(
        Draft.objects.filter(owner_id=actor.account_id or 0, item_code=item.code).values_list(
            "person_id", flat=True
        )
    )
    own = actor.person_id if actor.is_proven else None
    found = [Choice(own, "", actor.name, is_self=True, has_draft=(own or 0) in begun)]
    today = timezone.localdate(now)
    for person_id in people.principals(actor, today=today, item_code=item.code):
        person = people.person(actor, person_id=person_id, now=now, item_code=item.code)
        found.append(
            Choice(
                person_id,
                str(person.public_id),
                person.name,
                is_self=False,
                has_draft=person_id in begun,
            )
        )
    return tuple(found)
