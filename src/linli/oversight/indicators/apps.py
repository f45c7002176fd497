"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """The indicators room."""

    name = "linli.oversight.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Stand in the console, and show leaders the way from the desk."""
        from linli.engines.cases.values import CasePermission
        from linli.foundation.ui.registry import navigation

        for place, order in (("console", 10), ("desk", 35)):
            navigation(place).add(
                _("Figures"),
                "console:indicators:board",
                "chart-bar",
                permission=CasePermission.READ_FIGURES,
                order=order,
            )
