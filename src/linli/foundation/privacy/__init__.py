"""Encryption at rest, blind indexes, masks."""
