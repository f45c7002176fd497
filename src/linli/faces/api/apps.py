"""Registers the room with Django."""

from datetime import timedelta

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The api room."""

    name = "linli.faces.api"
    label = "api"

    def ready(self) -> None:
        """Forget counts and keys that serve nobody any more."""
        from linli.foundation.calls import services
        from linli.foundation.jobs import registry as jobs

        jobs.tick("calls.sweep", timedelta(hours=1), services.sweep)
