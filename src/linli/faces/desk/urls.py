"""URLs of the desk face: its own pages, then one include a room."""

from django.urls import URLPattern, URLResolver, path

from linli.faces.desk import gate, views
from linli.foundation.ui.mounting import mounted

app_name = "desk"
ROOMS = (
    ("cases/", "linli.engines.cases.desk"),
    ("lists/", "linli.engines.lists.desk"),
    ("entitlements/", "linli.engines.entitlements.desk"),
    ("items/", "linli.engines.catalogue.desk"),
    ("enquiries/", "linli.engines.enquiries.desk"),
    ("people/", "linli.registers.people.desk"),
    ("library/", "linli.registers.library.desk"),
    ("staff/", "linli.registers.accounts.desk"),
    ("organisations/", "linli.registers.organisations.desk"),
    ("places/", "linli.registers.places.desk"),
    ("audit/", "linli.foundation.audit.desk"),
    ("exchange/", "linli.foundation.exchange.desk"),
    ("packs/", "linli.foundation.packs.desk"),
    ("jobs/", "linli.foundation.jobs.desk"),
    ("notices/", "linli.foundation.notices.desk"),
    ("sheets/", "linli.foundation.sheets.desk"),
)
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    *mounted(ROOMS),
]
gate.close(urlpatterns)
