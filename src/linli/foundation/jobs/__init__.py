"""The outbox and the ticks: what happens after commit, at least once, applied once."""
