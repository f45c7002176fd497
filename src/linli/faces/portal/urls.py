"""URLs of the portal face: its own pages, then one include a room."""

from django.urls import URLPattern, URLResolver, path

from linli.faces.portal import views
from linli.foundation.ui.mounting import mounted

app_name = "portal"
ROOMS = (
    ("", "linli.foundation.ui.portal"),
    ("items/", "linli.engines.catalogue.portal"),
    ("cases/", "linli.engines.cases.portal"),
    ("enquiries/", "linli.engines.enquiries.portal"),
    ("entitlements/", "linli.engines.entitlements.portal"),
    ("family/", "linli.registers.people.portal"),
    ("papers/", "linli.registers.library.portal"),
    ("account/", "linli.registers.accounts.portal"),
    ("notices/", "linli.foundation.notices.portal"),
    ("files/", "linli.foundation.files.portal"),
)
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("help/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    *mounted(ROOMS),
]
