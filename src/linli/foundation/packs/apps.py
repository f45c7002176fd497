"""Registers the room with Django."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    """The packs room."""

    name = "linli.foundation.packs"
    label = "packs"
