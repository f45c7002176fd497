"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from linli.foundation.ui.registry import City, navigation, provide_city


class PortalConfig(AppConfig):
    """The portal room."""

    name = "linli.faces.portal"
    label = "portal"

    def ready(self) -> None:
        """Say whose site this is; fill the bar at the foot of phones. Rooms add the rest."""
        provide_city(_city)
        portal, footer = navigation("portal"), navigation("footer")
        portal.home = "portal:home"
        portal.add(_("Home"), "portal:home", "home", order=0, is_tab=True)
        portal.add(_("Services"), "portal:catalogue:items", "list-search", order=10, is_tab=True)
        portal.add(_("My cases"), "portal:cases:mine", "clipboard-list", order=20, is_tab=True)
        portal.add(_("Me"), "portal:accounts:home", "user-circle", order=800, is_tab=True)
        portal.add(_("Help"), "portal:help", "lifebuoy", order=900)
        footer.add(_("Help"), "portal:help", "lifebuoy", order=10)
        footer.add(_("Display"), "portal:ui:display_page", "text-increase", order=20)
        footer.add(_("Privacy"), "portal:privacy", "lock", order=30)
        footer.add(_("Accessibility"), "portal:accessibility", "wheelchair", order=40)
        footer.add(_("For programs (API)"), "api:openapi-view", "dots", order=50)


def _city() -> City:
    from linli.foundation.packs import queries as packs
    from linli.foundation.packs.values import PackError

    try:
        facts = packs.facts()
    except (PackError, OSError):  # the page that says so must still be drawn
        return City()
    return City(facts.name, facts.hotline)
