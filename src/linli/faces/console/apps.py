"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from linli.foundation.ui.registry import navigation


class ConsoleConfig(AppConfig):
    """The console room."""

    name = "linli.faces.console"
    label = "console"

    def ready(self) -> None:
        """Name the face's first page, and the way back to the desk; rooms add theirs."""
        console = navigation("console")
        console.home = "console:home"
        console.add(_("To the desk"), "desk:home", "arrow-left", order=900)
