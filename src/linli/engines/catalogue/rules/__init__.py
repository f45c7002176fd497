"""Pure decisions about items: who may have it, what it gives, what to bring, who handles it."""

from linli.engines.catalogue.rules.decisions import (
    agreeing,
    applicant_name,
    eligibility,
    grants,
    holds,
    later,
    materials_for,
    place_of,
    possible,
    record_context,
    way_of,
    worked_out,
)
from linli.engines.catalogue.rules.ending import ending_names, endings
from linli.engines.catalogue.rules.names import names_for

__all__ = [
    "agreeing",
    "applicant_name",
    "eligibility",
    "ending_names",
    "endings",
    "grants",
    "holds",
    "later",
    "materials_for",
    "names_for",
    "place_of",
    "possible",
    "record_context",
    "way_of",
    "worked_out",
]
