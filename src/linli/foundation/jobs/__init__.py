"""The outbox and the ticks: what happens after commit, at least once, applied once.

`services.emit` promises in the caller's transaction; `registry.subscribe` and `registry.tick` say
who keeps promises and what is due at intervals; `linli worker` does it; `queries.health` says how
far behind it is.
"""
