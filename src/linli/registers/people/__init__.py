"""Persons, identity documents, households, guardians, mandates."""
