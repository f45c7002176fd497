"""The cast of the rooms' tests, for the walks."""

from linli.conftest import _nothing_remembered, city, resident

__all__ = ["_nothing_remembered", "city", "resident"]
