"""Organisations and their seals; private to the room."""

from linli.registers.organisations.models.organisation import Organisation
from linli.registers.organisations.models.seal import Seal

__all__ = ["Organisation", "Seal"]
