"""The log of acts, for auditors."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from linli.foundation.actors.values import ActorRequest
from linli.foundation.audit import queries
from linli.foundation.audit.forms import FilterForm
from linli.foundation.ui.older import before, older

app_name = "audit"


@require_GET
def log(request: ActorRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    found = queries.entries(
        request.actor,
        asked=form.asked(),
        before=before(request),
    )
    context = {
        "form": form,
        "found": found,
        "older": older(request, found.next_before),
        "is_first": not before(request),
    }
    status = 200 if form.is_valid() else 422
    return render(request, "audit/desk/log.html", context, status=status)


urlpatterns = [path("", log, name="log")]
