"""Root URLs: one include a face."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("account/", include("allauth.urls")),
    path("desk/", include("linli.faces.desk.urls")),
    path("", include("linli.faces.portal.urls")),
]
