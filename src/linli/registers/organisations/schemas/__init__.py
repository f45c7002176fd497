"""Organisations in a pack, and as programs send and read them."""

from linli.registers.organisations.schemas.api import (
    OrganisationChanged,
    OrganisationClosed,
    OrganisationGiven,
    OrganisationOut,
    OrganisationsOut,
    SealDecision,
    SealMade,
    SealsOut,
)
from linli.registers.organisations.schemas.pack import (
    SECTION,
    Template,
    Templates,
    check,
    templates,
)

__all__ = [
    "SECTION",
    "OrganisationChanged",
    "OrganisationClosed",
    "OrganisationGiven",
    "OrganisationOut",
    "OrganisationsOut",
    "SealDecision",
    "SealMade",
    "SealsOut",
    "Template",
    "Templates",
    "check",
    "templates",
]
