"""A person with everything that one page shows."""

import ninja

from linli.registers.people.schemas.family import HouseholdOut, RelationOut
from linli.registers.people.schemas.mandates import MandateOut
from linli.registers.people.schemas.persons import PersonOut


class FamilyOut(ninja.Schema):
    """Who I am, my household, relations, and mandates both ways."""

    person: PersonOut
    household: HouseholdOut | None
    relations: list[RelationOut]
    granted: list[MandateOut]
    received: list[MandateOut]


class RecordOut(ninja.Schema):
    """A person with everything the desk shows; `may`: permissions that one holds here."""

    person: PersonOut
    household: HouseholdOut | None
    relations: list[RelationOut]
    mandates: list[MandateOut]
    may: list[str]
