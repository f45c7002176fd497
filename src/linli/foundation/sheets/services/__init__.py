"""Take a file in, write its good rows, forget what it held."""

from linli.foundation.sheets.services.loading import load
from linli.foundation.sheets.services.taking import discard, erase, take
from linli.foundation.sheets.services.working import go_on

__all__ = ["discard", "erase", "go_on", "load", "take"]
