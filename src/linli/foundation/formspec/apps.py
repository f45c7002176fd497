"""Registers the room with Django."""

from django.apps import AppConfig


class FormspecConfig(AppConfig):
    """The formspec room."""

    name = "linli.foundation.formspec"
    label = "formspec"
