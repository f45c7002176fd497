"""Following: my cases, one case as a story, what I am asked for, my documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.engines.cases import queries, services
from linli.engines.cases.portal.applying import face_of, ids_of, layout_of
from linli.engines.cases.values import CasePermission, DocumentKind
from linli.foundation.calendar import clock
from linli.foundation.errors.values import InvalidError, NotFoundError, Problem
from linli.foundation.formspec import forms
from linli.foundation.numbering import rules as numbering
from linli.foundation.ui import messages
from linli.foundation.ui.acting import see
from linli.registers.people.values import Scope

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from linli.engines.cases.queries import SupplementForm
    from linli.foundation.actors.values import ActorRequest
    from linli.foundation.files.values import FileView

    Stored = dict[str, list[FileView]]


def my_cases(request: ActorRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    rows, following = queries.my_cases(
        request.actor, now=clock.now(), before=int(before) if before.isdecimal() else None
    )
    context = {
        "waiting": [row for row in rows if row.needs_me],
        "rows": [row for row in rows if not row.needs_me],
        "next": following,
        "drafts": queries.drafts(request.actor) if not before else (),
    }
    return render(request, "cases/portal/mine.html", context)


def case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    found = queries.my_case(request.actor, case_id=str(case_id), now=clock.now())
    context = {"case": found, "today": clock.today()}
    return render(request, "cases/portal/case.html", context)


def to_act(request: ActorRequest, case_id: UUID) -> queries.CaseView:
    """Return a case for a page that acts in it; who may only look is told so here."""
    return queries.my_case(request.actor, case_id=str(case_id), now=clock.now(), scope=Scope.FILE)


def receipt(request: ActorRequest, case_id: UUID) -> HttpResponse:
    found = queries.my_case(request.actor, case_id=str(case_id), now=clock.now())
    address = request.build_absolute_uri(f"/cases/{case_id}/")
    context = {
        "case": found,
        "grouped": numbering.grouped(found.row.number),
        "address": address,
    }
    return render(request, "cases/portal/receipt.html", context)


def supplement(request: ActorRequest, case_id: UUID) -> HttpResponse:
    now, actor, ns = clock.now(), request.actor, face_of(request)
    form = queries.supplement_form(actor, case_id=str(case_id), now=now)
    kept = _kept(request, form)
    stored, problems = _stored(request, form, kept)
    typed = _typed(request, form, stored)
    is_asking = forms.requested_act(form.case.item.form, request.POST) is not None
    if request.method == "POST" and not problems and not is_asking:
        try:
            services.answer_supplement(
                actor,
                case_id=str(case_id),
                answers=typed,
                materials={key: papers for key, papers in kept.items() if papers},
                note=request.POST.get("note", ""),
                now=now,
            )
        except InvalidError as error:
            problems = error.problems or (Problem("", error.code, str(error)),)
        else:
            messages.done(request, _("Thank you. The office goes on."))
            return see(ns + "case", case_id)
    if request.method == "POST":
        form = queries.supplement_form(
            actor, case_id=str(case_id), now=now, typed=typed, problems=problems
        )
    context = {
        "form": form,
        "case": form.case,
        "papers": [(material, kept[material.id]) for material in form.papers],
        "problems": problems,
        "note": request.POST.get("note", ""),
        **layout_of(ns),
    }
    status = 422 if problems else 200
    return render(request, "cases/portal/supplement.html", context, status=status)


def _typed(request: ActorRequest, form: SupplementForm, stored: Stored) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for section in form.sections:
        found |= forms.from_post(
            form.case.item.form, request.POST, files=ids_of(stored), section=section.id
        )
    return found


def _kept(request: ActorRequest, form: SupplementForm) -> dict[str, list[dict[str, Any]]]:
    """Return the files that an earlier attempt already brought: `id|name` in hidden fields."""
    return {
        material.id: [
            {"file": file_id, "name": name}
            for text in request.POST.getlist(f"kept.{material.id}")
            for file_id, _bar, name in [text.partition("|")]
        ]
        for material in form.papers
    }


def _stored(
    request: ActorRequest, form: SupplementForm, kept: dict[str, list[dict[str, Any]]]
) -> tuple[Stored, tuple[Problem, ...]]:
    """Take what was added to fields and to papers; what cannot be taken keeps nothing else back."""
    whole = form.case.item.form
    uploads = {
        f"materials.{material.id}": request.FILES.getlist(f"paper.{material.id}")
        for material in form.papers
    }
    for section in form.sections:
        uploads |= forms.uploads(whole, request.FILES, section=section.id)
    stored, problems = services.store_uploads(
        request.actor, form=whole, uploads=uploads, now=clock.now()
    )
    for material in form.papers:
        for file in stored.get(f"materials.{material.id}", ()):
            kept[material.id].append({"file": str(file.public_id), "name": file.name})
        if request.actor.may(CasePermission.INTAKE) and request.POST.get(f"seen.{material.id}"):
            kept[material.id].append({"seen": "original"})
    return stored, problems


def follow(request: ActorRequest, case_id: UUID, material: str) -> HttpResponse:
    now, ns = clock.now(), face_of(request)
    at_desk = ns.startswith("desk")
    found: Any = (
        queries.desk_case(request.actor, case_id=str(case_id), now=now)
        if at_desk
        else to_act(request, case_id)
    )
    promise = next((one for one in found.promises if one.material == material), None)
    if promise is None:
        raise NotFoundError
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        path = f"materials.{material}"
        stored, problems = services.store_uploads(
            request.actor,
            form=found.item.form,
            uploads={path: request.FILES.getlist("file")},
            now=now,
        )
        papers = [{"file": str(one.public_id), "name": one.name} for one in stored.get(path, ())]
        if at_desk and request.POST.get("seen"):
            papers.append({"seen": "original"})
        try:
            if not problems:
                services.follow_paper(
                    request.actor,
                    case_id=str(case_id),
                    material_id=material,
                    papers=papers,
                    now=now,
                )
                messages.done(request, _("Thank you. The paper is with the application."))
                return see(ns + "case", case_id)
        except InvalidError as error:
            problems = error.problems
    context = {"case": found, "promise": promise, "problems": problems} | layout_of(ns)
    return render(request, "cases/portal/follow.html", context, status=422 if problems else 200)


def withdraw(request: ActorRequest, case_id: UUID) -> HttpResponse:
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        services.withdraw(request.actor, case_id=str(case_id), reason=reason, now=clock.now())
        messages.done(request, _("Withdrawn. You can apply again at any time."))
        return see("portal:cases:case", case_id)
    found = to_act(request, case_id)
    return render(request, "cases/portal/withdraw.html", {"case": found})


def told(request: ActorRequest, case_id: UUID) -> HttpResponse:
    row, found = queries.told_to_parties(request.actor, case_id=str(case_id), now=clock.now())
    return render(request, "cases/portal/told.html", {"row": row, "told": found})


def give_up_place(request: ActorRequest, case_id: UUID) -> HttpResponse:
    if request.method == "POST":
        services.give_up_place(request.actor, case_id=str(case_id), now=clock.now())
        messages.done(request, _("Your place is given back. Thank you for telling us."))
        return see("portal:cases:case", case_id)
    found = to_act(request, case_id)
    if found.place is None or not found.place.number:
        raise NotFoundError
    return render(request, "cases/portal/give_up.html", {"case": found})


def ask(request: ActorRequest, case_id: UUID) -> HttpResponse:
    return _words(
        request,
        case_id,
        "question",
        services.ask,
        _("Asked. The answer comes here, and you are told."),
    )


def answer(request: ActorRequest, case_id: UUID) -> HttpResponse:
    return _words(
        request, case_id, "answer", services.answer_office, _("Thank you. The office has it.")
    )


def _words(
    request: ActorRequest, case_id: UUID, name: str, act: Callable[..., None], said: str
) -> HttpResponse:
    """Take words of the resident's about a case; what is refused is shown on a page of its own."""
    problems: tuple[Problem, ...] = ()
    typed = request.POST.get(name, "")[:2000]
    if request.method == "POST":
        try:
            act(request.actor, case_id=str(case_id), now=clock.now(), **{name: typed})
        except InvalidError as error:
            problems = error.problems
        else:
            messages.done(request, said)
            return see("portal:cases:case", case_id)
    found = to_act(request, case_id)
    context = {"case": found, "name": name, "typed": typed, "problems": problems}
    return render(request, "cases/portal/words.html", context, status=422 if problems else 200)


def documents(request: ActorRequest) -> HttpResponse:
    rows = queries.my_documents(request.actor, now=clock.now())
    return render(request, "cases/portal/documents.html", {"rows": rows})


@require_POST
def issue(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Give the receipt or a told-once notice as a file, on both faces."""
    kind = request.POST.get("kind", "")
    if kind not in {DocumentKind.RECEIPT, DocumentKind.TOLD_ONCE}:
        raise NotFoundError
    issued = services.issue_document(
        request.actor,
        case_id=str(case_id),
        kind=DocumentKind(kind),
        subject=request.POST.get("subject", "")[:40],
        now=clock.now(),
    )
    return see("portal:files:download", issued.file_id)
