"""Registers the room with Django."""

from datetime import timedelta

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The files room."""

    name = "linli.foundation.files"
    label = "files"

    def ready(self) -> None:
        """Let go of what was uploaded and never attached."""
        from linli.foundation.files import services
        from linli.foundation.jobs import registry as jobs

        jobs.tick("files.sweep", timedelta(hours=1), services.sweep)
        jobs.tick("files.orphans", timedelta(days=1), services.sweep_orphans)
