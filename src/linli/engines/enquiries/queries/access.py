"""Who may see which enquiry: the asker, the posts concerned, and who supervises them.

A post is concerned if its office was asked first, has the enquiry, or is offered it. One about a
sealed item needs its compartment too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from linli.engines.enquiries.models import Enquiry
from linli.engines.enquiries.values import WAITING, EnquiryPermission
from linli.foundation.actors.values import LEADERS
from linli.foundation.errors.values import NotFoundError
from linli.registers.places.values import code_range

if TYPE_CHECKING:
    from uuid import UUID

    from linli.foundation.actors.values import Actor, Holding

CONCERNED = ("post", "offered_to", "asked_post")


def waits_at(post_id: int) -> bool:
    """Return whether a question waits at a post, or is offered to it."""
    at_post = Q(post=post_id) | Q(offered_to=post_id)
    return Enquiry.objects.filter(at_post, state__in=WAITING).exists()


def own_enquiries(actor: Actor) -> QuerySet[Enquiry]:
    """Return what the actor asked: by account, or as the person at a counter."""
    if not actor.is_signed_in:
        return Enquiry.objects.none()
    mine = Q(account_id=actor.account_id)
    if actor.is_proven:
        mine |= Q(person_id=actor.person_id)
    return Enquiry.objects.filter(mine)


def own_enquiry(actor: Actor, enquiry_id: UUID) -> Enquiry:
    """Return one that the actor asked; raises `NotFoundError`."""
    row = own_enquiries(actor).filter(public_id=enquiry_id).first()
    if row is None:
        raise NotFoundError
    return row


def staff_enquiries(actor: Actor) -> QuerySet[Enquiry]:
    """Return the enquiries that the actor's posts give a ground to see."""
    ground = Q(pk__in=())
    for held in actor.holdings_for(EnquiryPermission.HANDLE):
        seen = Q(pk__in=())
        for name in CONCERNED:
            seen |= Q(**{f"{name}__organisation_id": held.organisation_id})
        if held.role in LEADERS:
            seen |= Q(post__organisation__division__code__range=code_range(held.division_code))
        ground |= seen & opened_by(held)
    return Enquiry.objects.filter(ground)


def staff_enquiry(actor: Actor, enquiry_id: UUID) -> Enquiry:
    """Return one that the actor's posts give a ground to see; raises `NotFoundError`."""
    row = staff_enquiries(actor).filter(public_id=enquiry_id).first()
    if row is None:
        raise NotFoundError
    return row


def opened_by(held: Holding) -> Q:
    """Match enquiries about open items, and those of the post's compartments."""
    return Q(compartment__in=["", *held.compartments])


def holding_for(
    actor: Actor, row: Enquiry, *, post_id: int, organisation_id: int = 0
) -> Holding | None:
    """Return the actor's seat on a post; with an organisation also one beside it in the office."""
    fitting = [
        held
        for held in actor.holdings_for(EnquiryPermission.HANDLE)
        if (held.post_id == post_id or held.organisation_id == organisation_id)
        and (not row.compartment or row.compartment in held.compartments)
    ]
    return min(fitting, key=lambda held: held.post_id != post_id, default=None)
