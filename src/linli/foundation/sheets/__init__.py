"""Tables in and out: XLSX and CSV, checked row by row before anything is written.

Front door: `registry.register` (an `Importer`), `services.take`, `services.load`, `queries.run`;
for lists that go out `workbooks.write` and `texts.write`.
"""
