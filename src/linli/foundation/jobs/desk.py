"""Background work, for the operator: how far it is behind, what failed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.foundation.calendar import clock
from linli.foundation.jobs import queries, services
from linli.foundation.ui import messages

app_name = "jobs"


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    failed = queries.failed(request.actor)  # type: ignore[attr-defined]
    context = {"failed": failed, "health": queries.health(clock.now())}
    return render(request, "jobs/desk/overview.html", context)


@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    services.retry(request.actor, key=request.POST.get("key", ""), now=clock.now())  # type: ignore[attr-defined]
    messages.done(request, _("It will be tried again within seconds."))
    response = redirect("desk:jobs:overview")
    response.status_code = 303
    return response


urlpatterns = [path("", overview, name="overview"), path("retry/", retry, name="retry")]
