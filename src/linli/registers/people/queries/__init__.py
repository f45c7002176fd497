"""The reads: who may see whom, scoped in the query; every look beyond one's own scope is logged."""

from linli.registers.people.queries.access import (
    acting_for,
    current_id,
    is_mine,
    may_serve,
    principals,
)
from linli.registers.people.queries.family import family, household, items_for_mandates
from linli.registers.people.queries.finding import communities, find, find_exact
from linli.registers.people.queries.judgments import judgment, wards_by_judgment
from linli.registers.people.queries.mandates import blank_mandate, longest_years, mandate
from linli.registers.people.queries.numbers import checked_number, id_of_number
from linli.registers.people.queries.persons import (
    file_page,
    lookups,
    person,
    prefill,
    proven_identity,
    title,
)
from linli.registers.people.queries.sheltered import approvals, has_asked, opened, sheltered_until
from linli.registers.people.queries.tables import known_in_reach
from linli.registers.people.rules import make_resident_number

__all__ = [
    "acting_for",
    "approvals",
    "blank_mandate",
    "checked_number",
    "communities",
    "current_id",
    "family",
    "file_page",
    "find",
    "find_exact",
    "has_asked",
    "household",
    "id_of_number",
    "is_mine",
    "items_for_mandates",
    "judgment",
    "known_in_reach",
    "longest_years",
    "lookups",
    "make_resident_number",
    "mandate",
    "may_serve",
    "opened",
    "person",
    "prefill",
    "principals",
    "proven_identity",
    "sheltered_until",
    "title",
    "wards_by_judgment",
]
