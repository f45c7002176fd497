"""Who is who while the demonstration is made: actors, records, and who is whose guardian."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from linli.config.demo.cast import TOWN
from linli.foundation.actors.values import Channel
from linli.registers.accounts import queries as accounts
from linli.registers.places.values import contains

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from linli.config.demo.neighbours import Household, Neighbour
    from linli.foundation.actors.values import Actor


@dataclass
class Town:
    """Everybody by name or login, as far as they are known at the moment."""

    homes: tuple[Household, ...]
    today: date
    rng: Random
    logins: dict[str, int] = field(default_factory=dict)  # login of staff to account
    accounts: dict[str, int] = field(default_factory=dict)  # name of a resident to account
    persons: dict[str, int] = field(default_factory=dict)  # name to record
    guardianships: set[tuple[str, str]] = field(default_factory=set)  # guardian, ward
    _actors: dict[tuple[int, Channel], Actor] = field(default_factory=dict)

    def neighbour(self, name: str) -> Neighbour:
        """Return somebody by name."""
        return next(who for home in self.homes for who in home if who.name == name)

    def person_id(self, who: Neighbour) -> int:
        """Return the record of somebody."""
        return self.persons[who.name]

    def staff(self, login: str) -> Actor:
        """Return somebody at their desk."""
        return self._actor(self.logins[login], Channel.DESK)

    def at_work(self, organisation_id: int) -> list[Actor]:
        """Return who holds a post in an organisation that opens no sealed compartment."""
        everybody = [self.staff(login) for login in self.logins]
        return [
            actor
            for actor in everybody
            if organisation_id in actor.organisation_ids
            and not any(held.compartments for held in actor.holdings)
        ]

    def with_keys(self) -> list[Actor]:
        """Return who holds a post that opens a sealed compartment."""
        everybody = [self.staff(login) for login in self.logins]
        return [one for one in everybody if any(held.compartments for held in one.holdings)]

    def clerk(self, place: str) -> Actor:
        """Return who serves at the counter of a place: now and then the stand-in."""
        first = "town" if contains(TOWN, place) else "clerk"
        return self.staff(first + ("2" if self.rng.random() < 0.2 else ""))

    def speaker(self, who: Neighbour) -> Actor:
        """Return somebody signed in at home."""
        return self._actor(self.accounts[who.name], Channel.PORTAL)

    def resident(self, who: Neighbour) -> Actor | None:
        """Return somebody signed in at home, or None for those without an account."""
        return self.speaker(who) if who.name in self.accounts else None

    def _actor(self, account_id: int, channel: Channel) -> Actor:
        key = (account_id, channel)
        if key not in self._actors:
            self._actors[key] = accounts.actor_for_account(
                account_id, today=self.today, channel=channel
            )
        return self._actors[key]
