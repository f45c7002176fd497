"""Pure decisions: from the cells of a file to typed rows with their faults."""

from linli.foundation.sheets.rules.cells import value_of
from linli.foundation.sheets.rules.safety import safe_cell
from linli.foundation.sheets.rules.tables import read_table

__all__ = ["read_table", "safe_cell", "value_of"]
