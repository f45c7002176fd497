"""Registers the room with Django."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """The calendar room."""

    name = "linli.foundation.calendar"
    label = "calendar"
