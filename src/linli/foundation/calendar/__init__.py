"""Working days, the clock of the house, adding days."""
