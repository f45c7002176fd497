"""Registers of other bodies, asked for the resident.

`services.look_up(actor, identity=…, wanted=…, purpose=…, now=…)` asks what is wanted and logs it;
`queries.registers()` says what the pack declares, `queries.entries` and `queries.about` read the
purpose log; `registry.plug` sets a provider in place of the configured one.
"""
