"""Registers the room with Django."""

from django.apps import AppConfig


class NumberingConfig(AppConfig):
    """The numbering room."""

    name = "linli.foundation.numbering"
    label = "numbering"
