"""The family agrees: asked by the applicant, answered by each member without signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from linli.engines.cases import forms, queries, services
from linli.engines.cases.portal.applying import apply_page, face_of, layout_of
from linli.engines.cases.portal.following import to_act
from linli.engines.cases.queries import applying
from linli.engines.cases.values import AgreementState
from linli.foundation.calendar import clock
from linli.foundation.calls import services as calls
from linli.foundation.errors.values import ConflictError, InvalidError, NotFoundError
from linli.foundation.ui import messages
from linli.foundation.ui.acting import refuse, see

if TYPE_CHECKING:
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpResponse

    from linli.engines.cases.queries import AgreementView
    from linli.foundation.actors.values import ActorRequest

LOOKS_A_MINUTE = 30  # of one link: whoever has it cannot try codes by the thousand
ANSWERS = {
    "agree": AgreementState.GIVEN,
    "refuse": AgreementState.REFUSED,
    "revoke": AgreementState.REVOKED,
}


def agreements(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    place = request.POST.get("place", "")
    tried: Form | None = None
    status = 200
    if request.method == "POST" and place.isdecimal():
        tried = _form(request, int(place))
        try:
            if _done(request, str(draft_id), int(place), tried):
                return see(face_of(request) + "agreements", draft_id)
            status = 422
        except (InvalidError, ConflictError) as refusal:
            refuse(tried, refusal)
            status = refusal.status
    seen = applying.overview(request.actor, draft_id=str(draft_id), now=clock.now())
    context = {
        "seen": seen,
        "members": [_asking(one, tried, place) for one in seen.agreements],
        "faults": tried if status != 200 else (),
        "after": seen.after(applying.AGREEMENTS),
    }
    return apply_page(request, "agreements", context, status=status)


def _form(request: ActorRequest, place: int) -> Form:
    if request.POST.get("act") == "paper":
        return forms.SignedForm(request.POST, request.FILES, prefix=f"m{place}")
    return forms.PhoneForm(request.POST, prefix=f"m{place}")


def _done(request: ActorRequest, draft_id: str, place: int, form: Form) -> bool:
    act, actor, now = request.POST.get("act", ""), request.actor, clock.now()
    if act == "guardian":
        services.agree_as_guardian(actor, draft_id=draft_id, place=place, now=now)
        messages.done(request, _("Kept: you agree as guardian."))
        return True
    if not form.is_valid():
        return False
    if act == "paper":
        services.sign_on_paper(
            actor, draft_id=draft_id, place=place, upload=form.cleaned_data["file"], now=now
        )
        messages.done(request, _("Added and saved."))
    else:
        phone = form.cleaned_data["phone"]
        services.ask_member(actor, draft_id=draft_id, place=place, phone=phone, now=now)
        messages.done(request, _("The message is on its way."))
    return True


def _asking(one: AgreementView, tried: Form | None, place: str) -> dict[str, object]:
    found: dict[str, object] = {
        "one": one,
        "phone": forms.PhoneForm(prefix=f"m{one.place}"),
        "paper": forms.SignedForm(prefix=f"m{one.place}"),
    }
    if tried is not None and str(one.place) == place:
        found["paper" if isinstance(tried, forms.SignedForm) else "phone"] = tried
    return found


def blank(request: ActorRequest, draft_id: UUID, place: int) -> HttpResponse:
    seen = applying.overview(request.actor, draft_id=str(draft_id), now=clock.now())
    one = next((found for found in seen.agreements if found.place == place), None)
    if one is None:
        raise NotFoundError
    context = {
        "seen": seen,
        "one": one,
        "rule": seen.item.authorisation,
        "chief": seen.applicant_name,
        "today": clock.today(),
    }
    return apply_page(request, "agreement_form", context)


def ask_again(request: ActorRequest, case_id: UUID) -> HttpResponse:
    found = to_act(request, case_id)
    place = request.POST.get("place", "")
    tried: Form | None = None
    status = 200
    if request.method == "POST" and place.isdecimal():
        tried, status = _form(request, int(place)), 422
        if tried.is_valid():
            try:
                services.ask_member(
                    request.actor,
                    case_id=str(case_id),
                    place=int(place),
                    phone=tried.cleaned_data["phone"],
                    now=clock.now(),
                )
            except (InvalidError, ConflictError) as refusal:
                refuse(tried, refusal)
                status = refusal.status
            else:
                messages.done(request, _("The message is on its way."))
                return see("portal:cases:ask_again", case_id)
    context = {
        "case": found,
        "members": [_asking(one, tried, place) for one in found.agreements],
        "faults": tried if status != 200 else (),
    }
    return render(request, "cases/portal/ask_again.html", context, status=status)


@never_cache
@login_not_required
def agree(request: ActorRequest, agreement_id: UUID) -> HttpResponse:
    now, link = clock.now(), str(agreement_id)
    calls.count(f"agree:{link}", most=LOOKS_A_MINUTE, now=now)
    form = forms.CodeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        try:
            if request.POST.get("act") == "send":
                form = forms.CodeForm()
                services.send_code(request.actor, agreement_id=link, now=now)
                messages.done(request, _("A new code is on its way."))
                return see("portal:cases:agree", link)
            answer = ANSWERS.get(request.POST.get("act", ""))
            status = 422
            if answer is not None and form.is_valid():
                services.answer_by_code(
                    request.actor,
                    agreement_id=link,
                    code=form.cleaned_data["code"],
                    answer=answer,
                    now=now,
                )
                messages.done(request, _("Thank you. What you said is kept."))
                return see("portal:cases:agree", link)
        except (InvalidError, ConflictError) as refusal:
            refuse(form, refusal)
            status = refusal.status
    context = {
        "asked": queries.asked(request.actor, agreement_id=link),
        "form": form,
        "status": status,
    }
    return render(request, "cases/portal/agree.html", context | layout_of("portal:"), status=status)
