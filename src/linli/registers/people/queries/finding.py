"""Finding: in scope by name, pinyin or phone; city-wide by exact number only, logged."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from linli.foundation.actors.values import Actor
from linli.foundation.audit import services as audit
from linli.foundation.errors.values import NotFoundError
from linli.foundation.phones import rules as phones
from linli.registers.people import rules
from linli.registers.people.models import ExactFinding, Person
from linli.registers.people.queries.access import day_of, scope
from linli.registers.people.queries.numbers import exact, phone_index
from linli.registers.people.queries.views import division_names, person_rows
from linli.registers.people.values import FOUND_LIMIT, OPENING_TIME, Permission, PersonRow
from linli.registers.places import queries as places
from linli.registers.places.values import Level, level_of

COMMUNITY_LIMIT = 1000


def find(actor: Actor, *, text: str, now: datetime, after: int = 0) -> tuple[PersonRow, ...]:
    """Return persons of the actor's divisions by beginning of name or pinyin, or whole phone.

    Sorted by id, at most `FOUND_LIMIT`; `after` is the id of the last row of the page before.
    """
    actor.require(Permission.FIND)
    condition = _matches(" ".join(text.split()))
    if condition is None:
        return ()
    rows = Person.objects.filter(
        condition, scope(actor, Permission.FIND), merged_into=None, pk__gt=after
    )
    return person_rows(list(rows.order_by("pk")[:FOUND_LIMIT]), day_of(now))


def _matches(text: str) -> Q | None:
    if re.fullmatch(r"[+0-9 ()\-]{7,}", text):
        phone = phones.normalised(text)
        return Q(phone_index=phone_index(phone)) if phone else None
    if text.isascii():
        letters = re.sub(r"[^a-z]", "", text.lower())
        if len(letters) < 2:
            return None
        spelled = Q(pinyin__startswith=letters) | Q(initials__startswith=letters)
        return spelled | Q(name_en__istartswith=text) | Q(name__istartswith=text)
    return Q(name__startswith=text)


def find_exact(actor: Actor, *, document_type: str, number: str, now: datetime) -> PersonRow:
    """Return the person with exactly this document, city-wide; a hit and a miss are both logged.

    A hit stays open to the finder for some hours. Raises `IdentityError` for a number that cannot
    be, `NotFoundError`.
    """
    actor.require(Permission.FIND_EXACT)
    facts = rules.check_identity(document_type, number, day_of(now))
    row = exact(document_type, facts.number)
    with transaction.atomic():
        audit.record(
            actor,
            act="people.person.found_exact",
            kind="person",
            subject=str(row.public_id) if row else "",
            data={"type": document_type, "hit": row is not None},
            now=now,
        )
        if row is not None and actor.account_id is not None:
            ExactFinding.objects.create(
                account_id=actor.account_id, person=row, found_at=now, until=now + OPENING_TIME
            )
    if row is None:
        raise NotFoundError
    return person_rows([row], day_of(now))[0]


def communities(
    actor: Actor, *, permission: Permission, besides: Iterable[str] = ()
) -> tuple[tuple[str, str], ...]:
    """Return code and words of the communities under the actor's posts: choices of a form."""
    codes = {code for code in besides if code}
    for holding in actor.holdings_for(permission):
        if level_of(holding.division_code) >= Level.COMMUNITY:
            codes.add(holding.division_code)
        else:
            below = places.children(holding.division_code, level=Level.COMMUNITY)
            codes |= {division.code for division in below[:COMMUNITY_LIMIT]}
    return tuple(sorted(division_names(codes).items()))
