"""Registers the room with Django."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The places room."""

    name = "linli.registers.places"
    label = "places"
