"""Writes of the catalogue: a pack is checked and published, nothing else changes an item."""

from linli.engines.catalogue.services.check import check
from linli.engines.catalogue.services.load import load_items, load_parameters, load_topics

__all__ = ["check", "load_items", "load_parameters", "load_topics"]
