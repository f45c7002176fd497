"""Make the organisations of a pack; add, change and close one; keep their seals."""

from linli.registers.organisations.services.editing import add, change, close
from linli.registers.organisations.services.loading import load
from linli.registers.organisations.services.seals import (
    decide_seal,
    offer_seal,
    withdraw_seal,
)

__all__ = ["add", "change", "close", "decide_seal", "load", "offer_seal", "withdraw_seal"]
