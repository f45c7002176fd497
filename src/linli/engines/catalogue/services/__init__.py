"""Writes of the catalogue: a pack is checked and published, nothing else changes an item."""

from linli.engines.catalogue.services.check import check
from linli.engines.catalogue.services.features import page as features_page
from linli.engines.catalogue.services.features import uses as features_used
from linli.engines.catalogue.services.load import load_items, load_parameters, load_topics
from linli.engines.catalogue.services.resolve import pack_items

__all__ = [
    "check",
    "features_page",
    "features_used",
    "load_items",
    "load_parameters",
    "load_topics",
    "pack_items",
]
