"""Registers the room with Django."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """The jobs room."""

    name = "linli.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Keep the outbox short; stand in the navigation."""
        from linli.foundation.jobs import registry, services
        from linli.foundation.jobs.values import JobsPermission
        from linli.foundation.ui.registry import navigation

        navigation("desk").add(
            _("Background work"),
            "desk:jobs:overview",
            "clock",
            permission=JobsPermission.SEE,
            order=900,
        )
        registry.tick("jobs.prune", timedelta(hours=6), services.prune)
