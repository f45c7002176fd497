"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from linli.foundation.ui.registry import navigation


class DeskConfig(AppConfig):
    """The desk room."""

    name = "linli.faces.desk"
    label = "desk"

    def ready(self) -> None:
        """Put the face's own page into the navigation; rooms add theirs."""
        desk = navigation("desk")
        desk.home = "desk:home"
        desk.add(_("Overview"), "desk:home", "layout-dashboard", order=0)
