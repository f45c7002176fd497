"""The log of acts and the chain that proves it unchanged.

`services.record` in the caller's transaction; `chain.digest` for rooms with chains of their own,
told by `registry.chain`; `triggers.append_only` in migrations makes the database refuse changes;
`linli audit verify` proves it.
"""
