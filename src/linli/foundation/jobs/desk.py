"""Background work, for the operator: how far it is behind, what failed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.foundation.actors.values import ActorRequest
from linli.foundation.calendar import clock
from linli.foundation.jobs import queries, services
from linli.foundation.ui import messages
from linli.foundation.ui.acting import see

app_name = "jobs"


@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    failed = queries.failed(request.actor)
    context = {"failed": failed, "health": queries.health(clock.now())}
    return render(request, "jobs/desk/overview.html", context)


@require_POST
def retry(request: ActorRequest) -> HttpResponse:
    services.retry(request.actor, key=request.POST.get("key", ""), now=clock.now())
    messages.done(request, _("It will be tried again within seconds."))
    return see("desk:jobs:overview")


urlpatterns = [path("", overview, name="overview"), path("retry/", retry, name="retry")]
