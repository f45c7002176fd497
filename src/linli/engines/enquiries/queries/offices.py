"""Whom somebody can ask, and to whom an office can hand over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from linli.engines.catalogue import queries as catalogue
from linli.engines.enquiries.queries.access import staff_enquiry
from linli.engines.enquiries.values import EnquiryPermission
from linli.registers.accounts import queries as accounts
from linli.registers.organisations import queries as organisations
from linli.registers.organisations.values import Function
from linli.registers.people import queries as people
from linli.registers.places import queries as places
from linli.registers.places.values import Level

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

    from linli.foundation.actors.values import Actor
    from linli.registers.accounts.values import PostLabel
    from linli.registers.organisations.values import OrganisationView

PLACES = 3  # how many of the places that fit are looked at


def offices_to_ask(
    actor: Actor, *, text: str = "", item_code: str = "", now: datetime
) -> tuple[OrganisationView, ...]:
    """Return the offices for an address: where the service begins, then street and committee.

    The address is that of the place named by `text`, else the actor's own.
    """
    actor.require(EnquiryPermission.ASK)
    found: dict[int, OrganisationView] = {}
    for code in _places(actor, text, now=now):
        for body in _bodies(code, item_code):
            found.setdefault(body.id, body)
    return tuple(found.values())


def items_to_ask() -> tuple[tuple[str, str], ...]:
    """Return the services that a question can be about: code and name."""
    return tuple((item.code, str(item.name)) for item in catalogue.items())


def receivers(actor: Actor, *, enquiry_id: UUID, text: str, now: datetime) -> tuple[PostLabel, ...]:
    """Return the posts to which an enquiry could be handed over, found by office or function."""
    actor.require(EnquiryPermission.HANDLE)
    row = staff_enquiry(actor, enquiry_id)
    if not text.strip():
        return ()
    found = accounts.reachable_posts(
        actor, text=text, compartment=row.compartment, today=localdate(now)
    )
    return tuple(one for one in found if one.id != row.post_id)


def _places(actor: Actor, text: str, *, now: datetime) -> list[str]:
    if text.strip():
        within = places.city().code
        return [one.code for one in places.named(text.strip(), within=within)[:PLACES]]
    if actor.is_proven and actor.person_id is not None:
        known = people.prefill(actor, person_id=actor.person_id, now=now)
        return [known["applicant.living"]["code"]] if "applicant.living" in known else []
    return []


def _bodies(code: str, item_code: str) -> Iterator[OrganisationView]:
    if item_code:
        flow = catalogue.published(item_code).flow
        by = flow.stage(flow.first).by
        yield from _responsible(by.function, by.level, code)
    yield from _responsible(Function.SERVICE_CENTRE, Level.STREET, code)
    yield from _responsible(Function.COMMITTEE, Level.COMMUNITY, code)


def _responsible(function: str, level: Level, code: str) -> Iterator[OrganisationView]:
    if places.division(code).level < level:
        return
    body = organisations.responsible(function=function, level=level, division_code=code)
    if body is not None:
        yield body
