"""The inbox of an account."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from linli.foundation.actors.values import ActorRequest
from linli.foundation.calendar import clock
from linli.foundation.notices import queries, services
from linli.foundation.ui import messages
from linli.foundation.ui.acting import see

app_name = "notices"


@require_GET
def inbox(request: ActorRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    found = queries.inbox(request.actor, before=_number(before))
    context = {"inbox": found, "is_first": not before}
    return render(request, "notices/portal/inbox.html", context)


@require_GET
def notice(request: ActorRequest, notice_id: int) -> HttpResponse:
    actor = request.actor
    found = services.open_notice(actor, notice_id=notice_id, now=clock.now())
    return render(request, "notices/portal/notice.html", {"notice": found})


@require_POST
def mark_all_read(request: ActorRequest) -> HttpResponse:
    count = services.mark_all_read(request.actor, now=clock.now())
    text = ngettext("%(count)s notice marked as read.", "%(count)s notices marked as read.", count)
    messages.done(request, text % {"count": count})
    return see("portal:notices:inbox")


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


urlpatterns = [
    path("", inbox, name="inbox"),
    path("read/", mark_all_read, name="mark_all_read"),
    path("<int:notice_id>/", notice, name="notice"),
]
