"""How the demonstration is settled: offices open, people register, families are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.config.demo.cast import PASSWORD, RESIDENTS, STAFF
from linli.config.demo.neighbours import ENGLISH, SPEAK_ENGLISH
from linli.foundation.actors.values import SYSTEM
from linli.registers.accounts import services as accounts
from linli.registers.organisations import queries as organisations
from linli.registers.people import services as people
from linli.registers.people.values import ADULT_AGE, GuardianBasis, Kinship, RelationKind

if TYPE_CHECKING:
    from datetime import datetime

    from linli.config.demo.cast import Seat
    from linli.config.demo.neighbours import Household, Neighbour
    from linli.config.demo.town import Town
    from linli.foundation.actors.values import Actor

YOUNG = {Kinship.CHILD, Kinship.GRANDCHILD}


def open_offices(town: Town, now: datetime) -> None:
    """Open the accounts of staff, make their posts and put them there."""
    posts: dict[tuple[str, int, tuple[str, ...]], int] = {}
    for seat in STAFF:
        body = _organisation_id(seat)
        opened = accounts.open_account(
            SYSTEM, email=seat.email, name=seat.name, password=PASSWORD, now=now
        )
        town.logins[seat.login] = opened.id
        key = (seat.role, body, seat.compartments)
        if key not in posts:
            posts[key] = accounts.create_post(
                SYSTEM,
                role=seat.role,
                organisation_id=body,
                title="特殊家庭" if seat.compartments else "",
                compartments=seat.compartments,
                now=now,
            ).id
        accounts.appoint(
            SYSTEM, post_id=posts[key], account_id=opened.id, is_backup=seat.is_backup, now=now
        )


def _organisation_id(seat: Seat) -> int:
    body = organisations.responsible(
        function=seat.function, level=seat.level, division_code=seat.division
    )
    if body is None:
        raise LookupError(f"no {seat.function} for {seat.division}")
    return body.id


def move_in(town: Town, home: Household, now: datetime) -> None:
    """Register a household at the counter: records, accounts, who is what to whom."""
    clerk = town.clerk(home[0].place)
    known = [who for who in home if who.kinship]
    for who in known:
        _register(town, clerk, who, now)
    for who in home:
        if who.account:
            _open_account(town, clerk, who, now)
    if known:
        _gather(town, clerk, known, now)


def _register(town: Town, clerk: Actor, who: Neighbour, now: datetime) -> None:
    town.persons[who.name] = people.register(
        clerk,
        name=who.name,
        name_en=ENGLISH.get(who.name, ""),
        document_type=who.document_type,
        number=who.number,
        birth_date=who.birth_date,
        sex=who.sex,
        phone=who.phone,
        living_code=who.place,
        living_detail=who.detail,
        hukou_code=who.place if who.is_registered_here else "",
        hukou_detail=who.detail if who.is_registered_here else "",
        now=now,
    ).id


def _open_account(town: Town, clerk: Actor, who: Neighbour, now: datetime) -> None:
    """Open an account; the card is shown at the counter. Only three can sign in by password."""
    may_sign_in = who.account in RESIDENTS
    account_id = accounts.open_account(
        SYSTEM,
        email=who.email,
        name=who.name,
        password=PASSWORD if may_sign_in else None,
        language="en" if who.name in SPEAK_ENGLISH else "zh-hans",
        now=now,
    ).id
    town.accounts[who.name] = account_id
    if may_sign_in:
        accounts.confirm_phone(SYSTEM, account_id=account_id, phone=who.phone, now=now)
    if who.kinship:
        person_id = town.person_id(who)
        accounts.link_person(clerk, account_id=account_id, person_id=person_id, now=now)


def _gather(town: Town, clerk: Actor, home: list[Neighbour], now: datetime) -> None:
    head, *others = home
    head_id = town.person_id(head)
    household_id = people.open_household(clerk, head_id=head_id, now=now)
    for who in others:
        person_id = town.person_id(who)
        people.add_member(
            clerk, household_id=household_id, person_id=person_id, kinship=who.kinship, now=now
        )
        _relate(town, clerk, head, who, now)


def _relate(town: Town, clerk: Actor, head: Neighbour, who: Neighbour, now: datetime) -> None:
    """Record what a member is to the head, and the head as guardian of the young."""
    kinds = {
        Kinship.SPOUSE: (head, RelationKind.SPOUSE, who),
        Kinship.CHILD: (head, RelationKind.PARENT, who),
        Kinship.GRANDCHILD: (head, RelationKind.GRANDPARENT, who),
        Kinship.PARENT: (who, RelationKind.PARENT, head),
        Kinship.SIBLING: (head, RelationKind.SIBLING, who),
    }
    first, kind, second = kinds[Kinship(who.kinship)]
    people.add_relation(
        clerk,
        person_id=town.person_id(first),
        other_id=town.person_id(second),
        kind=kind,
        now=now,
    )
    if who.kinship in YOUNG and who.age < ADULT_AGE:
        is_child = who.kinship == Kinship.CHILD
        guard(town, head, who, GuardianBasis.LAW if is_child else GuardianBasis.AGREEMENT, now)


def guard(
    town: Town, guardian: Neighbour, ward: Neighbour, basis: GuardianBasis, now: datetime
) -> None:
    """Record a guardianship: of a child since its birth, else since a year ago."""
    since_birth = basis == GuardianBasis.LAW
    people.add_guardianship(
        town.clerk(ward.place),
        guardian_id=town.person_id(guardian),
        ward_id=town.person_id(ward),
        from_on=ward.birth_date if since_birth else now.date().replace(year=now.year - 1, day=1),
        basis=basis,
        now=now,
    )
    town.guardianships.add((guardian.name, ward.name))
