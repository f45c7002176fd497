"""Reads of the catalogue.

A process keeps what it read until the token of the epoch changes: one statement a call.
"""

from linli.engines.catalogue.queries.decisions import (
    agreeing,
    applicant_name,
    context,
    eligibility,
    eligibility_record,
    grants,
    holds,
    later,
    materials_for,
    named,
    place_of,
    possible,
    record_context,
    way_of,
    worked_out,
)
from linli.engines.catalogue.queries.guide import guide, limit_words, notes
from linli.engines.catalogue.queries.reads import (
    categories,
    dictionary,
    items,
    life_events,
    listing,
    offered,
    parameter_views,
    parameters,
    published,
    record_schema,
    schema,
    search,
    version,
)
from linli.engines.catalogue.values import ItemView

__all__ = [
    "ItemView",
    "agreeing",
    "applicant_name",
    "categories",
    "context",
    "dictionary",
    "eligibility",
    "eligibility_record",
    "grants",
    "guide",
    "holds",
    "items",
    "later",
    "life_events",
    "limit_words",
    "listing",
    "materials_for",
    "named",
    "notes",
    "offered",
    "parameter_views",
    "parameters",
    "place_of",
    "possible",
    "published",
    "record_context",
    "record_schema",
    "schema",
    "search",
    "version",
    "way_of",
    "worked_out",
]
