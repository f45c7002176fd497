"""Registers the room with Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The search room."""

    name = "linli.foundation.search"
    label = "search"
