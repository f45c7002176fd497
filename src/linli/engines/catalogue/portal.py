"""Finding an item, reading its guide, printing its form: open to everybody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import NoReverseMatch, path, reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from linli.engines.catalogue import queries
from linli.foundation.calendar import clock
from linli.foundation.formspec.forms import blank
from linli.registers.places import queries as places

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

app_name = "catalogue"
CODE = re.compile(r"[0-9]{12}")


@login_not_required
@require_GET
def items(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    listing = queries.listing(
        text=text,
        category=request.GET.get("category", ""),
        life_event=request.GET.get("life_event", ""),
    )
    context = {"q": text[:100], "listing": listing, "is_asked": bool(text or listing.topic)}
    return render(request, "catalogue/portal/items.html", context)


@login_not_required
@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    hits = queries.search(request.GET.get("q", "").strip(), limit=6)
    return render(request, "catalogue/portal/_suggestions.html", {"hits": hits})


@login_not_required
@require_GET
def guide(request: HttpRequest, code: str) -> HttpResponse:
    street = _division(request, "street")
    view = queries.guide(code, today=clock.today(), division_code=street)
    context: dict[str, Any] = {"guide": view, "item": view.item, "street": street}
    context["start_url"] = "" if view.item.is_guide_only else _start(code)
    if "district" in request.GET:
        district = _division(request, "district")
        context["district"] = district
        context["districts"] = places.choices("", "district")
        context["streets"] = places.choices(district, "street") if district else ()
    return render(request, "catalogue/portal/guide.html", context)


@login_not_required
@require_GET
def form(request: HttpRequest, code: str) -> HttpResponse:
    item = queries.published(code)
    sections = blank(item.form, get_language() or "zh-hans")
    return render(request, "catalogue/portal/form.html", {"item": item, "sections": sections})


@login_not_required
@require_GET
def dictionary(request: HttpRequest, code: str) -> HttpResponse:
    context = {"item": queries.published(code), "rows": queries.dictionary(code)}
    return render(request, "catalogue/portal/dictionary.html", context)


def _division(request: HttpRequest, name: str) -> str:
    code = request.GET.get(name, "")
    return code if CODE.fullmatch(code) else ""


def _start(code: str) -> str:
    try:
        return reverse("portal:cases:start", args=[code])
    except NoReverseMatch:  # a site that only informs
        return ""


urlpatterns = [
    path("", items, name="items"),
    path("suggest/", suggest, name="suggest"),
    path("<str:code>/", guide, name="guide"),
    path("<str:code>/form/", form, name="form"),
    path("<str:code>/dictionary/", dictionary, name="dictionary"),
]
