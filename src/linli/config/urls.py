"""Root URLs: one include a face."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from linli.config.health import healthz, readyz

handler500 = "linli.foundation.errors.faults.fault"
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("account/", include("allauth.urls")),
    path("api/v1/", include("linli.faces.api.urls")),
    path("desk/", include("linli.faces.desk.urls")),
    path("console/", include("linli.faces.console.urls")),
    path("", include("linli.faces.portal.urls")),
]
