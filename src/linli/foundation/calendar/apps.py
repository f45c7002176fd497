"""Registers the room with Django."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """The calendar room."""

    name = "linli.foundation.calendar"
    label = "calendar"

    def ready(self) -> None:
        """Say which file of a pack is this room's."""
        from linli.foundation.calendar import services
        from linli.foundation.calendar.schemas import HolidaysFile
        from linli.foundation.packs.registry import Section, register

        register(
            Section(
                services.SECTION,
                "holidays.yaml",
                HolidaysFile,
                check=services.check,
                load=services.load,
                order=10,
            )
        )
