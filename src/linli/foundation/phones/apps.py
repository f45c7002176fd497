"""Registers the room with Django."""

from django.apps import AppConfig


class PhonesConfig(AppConfig):
    """The phones room."""

    name = "linli.foundation.phones"
    label = "phones"
