"""Registers the room with Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The jobs room."""

    name = "linli.foundation.jobs"
    label = "jobs"
