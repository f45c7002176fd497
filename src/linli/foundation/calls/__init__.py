"""Calls of programs: what the `api.py` of every room shares.

Front door: `schemas` (strict shapes, words in two languages, pages), `values` (errors of the
protocol), `rules` (cursors, ETags, texts that no database takes) and `services.count` (so many
calls a minute).
"""
