"""Encryption at rest, blind indexes, masks.

Front door: `services.encrypt/decrypt` (one text), `services.blind_index` (find without reading),
`services.new_case_key/seal/unseal` (one document under its own key), `values.mask_*`.
Master keys live in `VAR/keys/master.json`, outside the database and its backup.
"""
