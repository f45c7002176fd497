"""Enquiries at the desk: the lists, recording one, answering it, handing it over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.engines.enquiries import forms, queries, services
from linli.engines.enquiries.values import EnquiryPermission
from linli.foundation.calendar import clock
from linli.foundation.errors.values import InvalidError
from linli.foundation.ui.acting import act_page, refuse, see
from linli.foundation.ui.messages import done
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest

app_name = "enquiries"


@require_GET
def listing(request: ActorRequest) -> HttpResponse:
    tab = request.GET.get("tab", "mine")
    tab = tab if tab in queries.TABS else "mine"
    page = queries.desk_enquiries(
        request.actor, tab=tab, cursor=request.GET.get("cursor", ""), now=clock.now()
    )
    return render(request, "enquiries/desk/list.html", {"page": page, "tab": tab})


@require_http_methods(["GET", "POST"])
def record(request: ActorRequest, public_id: UUID | None = None) -> HttpResponse:
    actor = request.actor
    actor.require(EnquiryPermission.RECORD)
    person = people.person(actor, person_id=public_id, now=clock.now()) if public_id else None

    def act(given: dict[str, Any]) -> str:
        made = services.record(request.actor, person_id=public_id, **given, now=clock.now())
        return reverse("desk:enquiries:enquiry", args=[made])

    return act_page(
        request,
        forms.RecordForm(request.POST or None, items=queries.items_to_ask()),
        act,
        title=_("Record a question"),
        head=person.name if person else "",
        intro=_("Whoever is asked first is responsible until it is answered or accepted."),
        label=_("Record it"),
        back=reverse("desk:enquiries:list"),
        said=_("Recorded."),
    )


def _page(
    request: ActorRequest, enquiry_id: UUID, *, status: int = 200, **bound: Form
) -> HttpResponse:
    found = queries.desk_enquiry(request.actor, enquiry_id=enquiry_id, now=clock.now())
    context: dict[str, Any] = {
        "found": found,
        "answer_form": forms.AnswerForm(),
        "back_form": forms.ReasonForm(),
        **bound,
    }
    context["problem_form"] = next(iter(bound.values()), None)
    return render(request, "enquiries/desk/enquiry.html", context, status=status)


@require_GET
def enquiry(request: ActorRequest, enquiry_id: UUID) -> HttpResponse:
    return _page(request, enquiry_id)


@require_POST
def answer(request: ActorRequest, enquiry_id: UUID) -> HttpResponse:
    form = forms.AnswerForm(request.POST)
    try:
        if form.is_valid():
            services.answer(
                request.actor, enquiry_id=enquiry_id, **form.cleaned_data, now=clock.now()
            )
            done(request, _("Answered."))
            return see("desk:enquiries:enquiry", enquiry_id)
    except InvalidError as error:
        refuse(form, error)
    return _page(request, enquiry_id, status=422, answer_form=form)


@require_POST
def accept(request: ActorRequest, enquiry_id: UUID) -> HttpResponse:
    services.accept(request.actor, enquiry_id=enquiry_id, now=clock.now())
    done(request, _("Accepted: it is yours now."))
    return see("desk:enquiries:enquiry", enquiry_id)


@require_POST
def send_back(request: ActorRequest, enquiry_id: UUID) -> HttpResponse:
    form = forms.ReasonForm(request.POST)
    try:
        if form.is_valid():
            services.send_back(
                request.actor, enquiry_id=enquiry_id, **form.cleaned_data, now=clock.now()
            )
            done(request, _("Not accepted; it stays where it was."))
            return see("desk:enquiries:list")
    except InvalidError as error:
        refuse(form, error)
    return _page(request, enquiry_id, status=422, back_form=form)


@require_http_methods(["GET", "POST"])
def hand_over(request: ActorRequest, enquiry_id: UUID) -> HttpResponse:
    now, text = clock.now(), request.GET.get("q", "")[:60]
    found = queries.desk_enquiry(request.actor, enquiry_id=enquiry_id, now=now)
    posts = queries.receivers(request.actor, enquiry_id=enquiry_id, text=text, now=now)
    back = reverse("desk:enquiries:enquiry", args=[enquiry_id])

    def act(given: dict[str, Any]) -> str:
        services.hand_over(request.actor, enquiry_id=enquiry_id, **given, now=now)
        return back

    return act_page(
        request,
        forms.HandOverForm(request.POST or None, posts=[(one.id, one.words) for one in posts]),
        act,
        template="enquiries/desk/hand_over.html",
        said=_("Handed over. It stays yours until that post accepts it."),
        found=found,
        posts=posts,
        q=text,
        back=back,
    )


@require_POST
def take_in(request: ActorRequest, enquiry_id: UUID) -> HttpResponse:
    found = queries.desk_enquiry(request.actor, enquiry_id=enquiry_id, now=clock.now())
    services.take_in(request.actor, enquiry_id=enquiry_id, now=clock.now())
    if found.person_id is None:
        done(request, _("Find the person, then take in the application."))
        return see("desk:people:find")
    address = reverse("desk:cases:intake", args=[found.person_id])
    return see(f"{address}?q={found.row.item_name}")


urlpatterns = [
    path("", listing, name="list"),
    path("record/", record, name="record"),
    path("record/<uuid:public_id>/", record, name="record_for"),
    path("<uuid:enquiry_id>/", enquiry, name="enquiry"),
    path("<uuid:enquiry_id>/answer/", answer, name="answer"),
    path("<uuid:enquiry_id>/hand-over/", hand_over, name="hand_over"),
    path("<uuid:enquiry_id>/accept/", accept, name="accept"),
    path("<uuid:enquiry_id>/send-back/", send_back, name="send_back"),
    path("<uuid:enquiry_id>/take-in/", take_in, name="take_in"),
]
