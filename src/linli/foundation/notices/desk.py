"""What staff wish of their notices: the page of the portal, in the frame of the desk."""

from django.urls import path

from linli.foundation.notices.portal import settings

app_name = "notices"
urlpatterns = [path("settings/", settings, name="settings")]
