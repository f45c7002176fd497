"""Phone numbers as they are kept: `rules.normalised`, `rules.mobile`."""
