"""What decisions grant: amount, from, to, paid, suspended, stopped and why.

Front door: `services` (acts on what was granted, payment lists), `queries` (what have I been given,
what an office pays), `values`. Granted cases arrive by the outbox of the case engine.
"""
