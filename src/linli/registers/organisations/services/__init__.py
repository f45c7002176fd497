"""Make the organisations of a pack; add, change and close one."""

from linli.registers.organisations.services.editing import add, change, close
from linli.registers.organisations.services.loading import load

__all__ = ["add", "change", "close", "load"]
