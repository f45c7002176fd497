"""Registers the room with Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal room."""

    name = "linli.faces.portal"
    label = "portal"
