"""Registers the room with Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The api room."""

    name = "linli.faces.api"
    label = "api"
