"""Registers the room with Django."""

from datetime import timedelta

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The api room."""

    name = "linli.faces.api"
    label = "api"

    def ready(self) -> None:
        """Answer faults under our path as problems; forget counts and keys that serve nobody."""
        from linli.faces.api import problems
        from linli.foundation.calls import services
        from linli.foundation.errors import registry as errors
        from linli.foundation.jobs import registry as jobs

        errors.answer_under("/api/", problems.response)
        jobs.tick("calls.sweep", timedelta(hours=1), services.sweep)
