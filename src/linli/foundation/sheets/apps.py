"""Registers the room with Django."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SheetsConfig(AppConfig):
    """The sheets room."""

    name = "linli.foundation.sheets"
    label = "sheets"

    def ready(self) -> None:
        """Go on with imports in the background; forget what files held."""
        from linli.foundation.jobs import registry as jobs
        from linli.foundation.sheets import services
        from linli.foundation.sheets.services.working import TOPIC
        from linli.foundation.sheets.values import SheetPermission
        from linli.foundation.ui.registry import navigation

        navigation("desk").add(
            _("Import tables"),
            "desk:sheets:home",
            "upload",
            permission=SheetPermission.TAKE,
            order=650,
        )
        jobs.subscribe(TOPIC, services.go_on)
        jobs.tick("sheets.erase", timedelta(hours=6), services.erase)
