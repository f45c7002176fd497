"""Who somebody is and for whom they may act: documents, households, guardians, mandates.

Front door: `queries` (`person`, `prefill`, `find`, `find_exact`, `family`, `principals` …),
`services` (`register`, `change`, `confirm_identity`, `unmask`, `merge` …). One person, one record;
below proven nothing is linked or revealed. Staff see persons of their divisions; others by exact
number only, logged. Under-14s open with approval only.
"""
