"""Registers the room with Django."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """The calls room; the API's face has its sweep done (jobs has an API too: no ring)."""

    name = "linli.foundation.calls"
    label = "calls"
