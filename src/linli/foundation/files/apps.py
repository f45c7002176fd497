"""Registers the room with Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The files room."""

    name = "linli.foundation.files"
    label = "files"
