"""Organisations in a pack, and as programs send and read them."""

from linli.registers.organisations.schemas.api import (
    OrganisationChanged,
    OrganisationClosed,
    OrganisationGiven,
    OrganisationOut,
    OrganisationsOut,
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
    "Template",
    "Templates",
    "check",
    "templates",
]
