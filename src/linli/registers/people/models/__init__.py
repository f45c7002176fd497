"""Persons, their documents, households, relations, mandates, and who may read what for how long.

Divisions are kept as codes, not as foreign keys. A `places.Division` row is one code *during one
time*: when a street is merged its row is closed and a successor opened, and codes are used again.
A key to the row would point at the closed one from that day on, and every person would have to be
rewritten in the same transaction. The code is what the address says; scope is a prefix range on
this one column without a join; whether a code is in force is asked of places when it is written,
and a move of codes is a job over this column.

Accounts stand beside this room and point at persons, so readers and deciders are kept as plain
account ids.
"""

from linli.registers.people.models.family import Household, HouseholdMember, Relation
from linli.registers.people.models.mandates import Mandate, MandateItem
from linli.registers.people.models.persons import ExactFinding, IdentityDocument, Person
from linli.registers.people.models.sheltered import MinorApproval

__all__ = [
    "ExactFinding",
    "Household",
    "HouseholdMember",
    "IdentityDocument",
    "Mandate",
    "MandateItem",
    "MinorApproval",
    "Person",
    "Relation",
]
