"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListsConfig(AppConfig):
    """The room of lists keyed by hand."""

    name = "linli.engines.lists"
    label = "lists"

    def ready(self) -> None:
        """Take its section of a pack, follow the cases, stand in the navigation."""
        from linli.engines.cases.values import HAPPENED
        from linli.engines.lists import services
        from linli.engines.lists.schemas import ListFile
        from linli.engines.lists.values import ListPermission
        from linli.foundation.jobs import registry as jobs
        from linli.foundation.packs.registry import Section, register
        from linli.foundation.ui.registry import navigation

        register(
            Section(
                "lists",
                "lists/*.yaml",
                ListFile,
                check=services.check,
                load=services.load,
                order=70,
            )
        )
        jobs.subscribe(HAPPENED, services.open_lines)
        navigation("desk").add(
            _("Entry in other systems"),
            "desk:lists:home",
            "checklist",
            permission=ListPermission.KEY,
            order=35,
        )
