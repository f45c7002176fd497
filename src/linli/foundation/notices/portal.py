"""The inbox of an account, what its owner wishes, and the links that stop e-mail."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.foundation.actors.values import ActorRequest
from linli.foundation.calendar import clock
from linli.foundation.notices import queries, services
from linli.foundation.notices.forms import PreferencesForm
from linli.foundation.ui import messages
from linli.foundation.ui.acting import see
from linli.foundation.ui.older import number

app_name = "notices"


@require_GET
def inbox(request: ActorRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    found = queries.inbox(request.actor, before=number(before))
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


@require_http_methods(["GET", "POST"])
def settings(request: ActorRequest) -> HttpResponse:
    """Show and keep what the reader wishes; at the desk it is the same page in its own frame."""
    actor = request.actor
    form = PreferencesForm(request.POST or None, preferences=queries.preferences(actor))
    at_desk = "desk" in request.resolver_match.namespaces  # type: ignore[union-attr]
    if request.method == "POST" and form.is_valid():
        services.save_preferences(actor, preferences=form.wished(), now=clock.now())
        messages.done(request, _("Saved. It holds for every message from now on."))
        return see(f"{'desk' if at_desk else 'portal'}:notices:settings")
    layout = "ui/desk.html" if at_desk else "ui/portal.html"
    context = {"form": form, "reached": queries.ways_of(actor), "layout": layout}
    status = 422 if request.method == "POST" else 200
    return render(request, "notices/portal/settings.html", context, status=status)


@login_not_required
@require_http_methods(["GET", "POST"])
def unsubscribe(request: ActorRequest, token: str) -> HttpResponse:
    _account, groups = queries.unsubscription(token)
    is_done = request.method == "POST"
    if is_done:
        services.unsubscribe(token, now=clock.now())
    context = {"groups": groups, "is_done": is_done}
    return render(request, "notices/portal/unsubscribe.html", context)


urlpatterns = [
    path("", inbox, name="inbox"),
    path("read/", mark_all_read, name="mark_all_read"),
    path("settings/", settings, name="settings"),
    path("stop/<str:token>/", unsubscribe, name="unsubscribe"),
    path("<int:notice_id>/", notice, name="notice"),
]
