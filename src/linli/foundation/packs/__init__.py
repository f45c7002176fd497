"""A city as data: sections, faults with file and line, atomic loading.

Front door: `registry.register(Section(name, glob, schema, check, load, order))` from a room's
`apps.ready`; `services.check(root)` and `services.load(actor, root=…, now=…)`;
`queries.json_schemas()`, `queries.facts()`; `Document.fault(where, message, mend)` says where in
which file; `schemas.Text` is a text in both languages.
"""
