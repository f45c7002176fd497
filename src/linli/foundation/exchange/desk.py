"""The purpose log, for auditors."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from linli.foundation.actors.values import ActorRequest
from linli.foundation.exchange import queries
from linli.foundation.exchange.forms import FilterForm

app_name = "exchange"


@require_GET
def log(request: ActorRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    before = request.GET.get("before", "")
    found = queries.entries(
        request.actor,
        asked=form.asked(),
        before=int(before) if before.isdecimal() and len(before) < 19 else None,
    )
    older = request.GET.copy()
    older["before"] = str(found.next_before or "")
    context = {"form": form, "found": found, "older": older.urlencode()}
    status = 200 if form.is_valid() else 422
    return render(request, "exchange/desk/log.html", context, status=status)


urlpatterns = [path("", log, name="log")]
