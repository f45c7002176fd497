"""Registers the room with Django."""

from django.apps import AppConfig


class ErrorsConfig(AppConfig):
    """The errors room."""

    name = "linli.foundation.errors"
    label = "errors"
