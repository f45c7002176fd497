"""Registers the room with Django."""

from django.apps import AppConfig


class ActorsConfig(AppConfig):
    """The actors room."""

    name = "linli.foundation.actors"
    label = "actors"
