"""URLs of the console face: its home, then one include a room."""

from django.urls import URLPattern, URLResolver, path

from linli.faces.console import views
from linli.foundation.ui.mounting import mounted

app_name = "console"
ROOMS = (("figures/", "linli.oversight.indicators.console"),)
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    *mounted(ROOMS),
]
