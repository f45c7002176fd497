"""Language and display: plain forms, which need neither JavaScript nor sign-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_GET, require_POST

from linli.foundation.ui import styleguide
from linli.foundation.ui.preferences import (
    KEPT_SECONDS,
    THEME_COOKIE,
    THEMES,
    TYPE_COOKIE,
    TYPES,
)

if TYPE_CHECKING:
    from django.http import HttpRequest

app_name = "ui"


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language that was asked for and go back."""
    response = _back(request)
    code = request.POST.get("language", "")
    if check_for_language(code) and code in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, code)
    return response


@login_not_required
@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Keep size of type or colours, whichever was sent, and go back."""
    response = _back(request)
    for name, cookie, known in (("type", TYPE_COOKIE, TYPES), ("theme", THEME_COOKIE, THEMES)):
        value = request.POST.get(name, "")
        if value in known:
            _keep(response, cookie, value)
    return response


@login_not_required
@require_GET
def settings_page(request: HttpRequest) -> HttpResponse:
    """Show both choices with words."""
    return render(request, "ui/display.html", {"types": TYPES, "themes": THEMES})


def _back(request: HttpRequest) -> HttpResponseRedirect:
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(target if is_ours else "/", status=303)


def _keep(response: HttpResponse, cookie: str, value: str) -> None:
    response.set_cookie(
        cookie,
        value,
        max_age=KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
        httponly=True,
    )


urlpatterns = [
    path("language/", language, name="language"),
    path("display/", settings_page, name="display_page"),
    path("display/save/", display, name="display"),
    path("styleguide/", styleguide.page, name="styleguide"),
    path("styleguide/desk/", styleguide.page, {"face": "desk"}, name="styleguide_desk"),
]
