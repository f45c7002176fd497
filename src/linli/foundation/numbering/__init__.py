"""Receipt numbers and serials.

`rules.new_receipt_number`, `is_receipt_number`, `normalise`, `grouped`.

They say where and when, hold a check character, and cannot be guessed; there is no counter to
queue for.

`services.next_in(series, year=...)`, `rules.document_number`: numbers of official documents (文号),
which count without a gap, per organisation and year.
"""
