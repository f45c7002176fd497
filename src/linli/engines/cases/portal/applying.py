"""Applying: one topic a page, saved at every step, looked at once more, handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.engines.cases import queries, services
from linli.engines.cases.queries import applying
from linli.foundation.calendar import clock
from linli.foundation.errors.values import InvalidError, LinliError, NotFoundError, Problem
from linli.foundation.formspec import forms
from linli.foundation.ui import kept, messages
from linli.foundation.ui.acting import see

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest
    from linli.foundation.files.values import FileView
    from linli.foundation.formspec.schemas import Form
    from linli.foundation.ui.values import FieldView


def start(request: ActorRequest, code: str) -> HttpResponse:
    choices = queries.choices(request.actor, item_code=code, now=clock.now())
    if request.method != "POST":
        item = queries.item_of(code)
        registers = queries.asked_for(code)
        context = {"choices": choices, "item": item, "registers": registers}
        return render(request, "cases/portal/start.html", context)
    wanted = request.POST.get("for", "")
    chosen = next((one for one in choices if one.public_id == wanted), None)
    if chosen is None:
        raise NotFoundError
    use_record = request.POST.get("use_record") == "yes"
    person_id = None if chosen.is_self else chosen.person_id
    return _begin(request, code, person_id=person_id, use_record=use_record)


def _begin(
    request: ActorRequest, code: str, *, person_id: int | None, use_record: bool
) -> HttpResponse:
    draft = services.start(
        request.actor,
        item_code=code,
        for_person_id=person_id,
        use_record=use_record,
        now=clock.now(),
    )
    return see(face_of(request) + "draft", draft.public_id)


def face_of(request: ActorRequest) -> str:
    """Return the face through which this is done: `portal:cases:` or `desk:cases:`."""
    match = request.resolver_match
    return ":".join(match.namespaces) + ":" if match else "portal:cases:"


def layout_of(ns: str) -> dict[str, Any]:
    """Return what a page needs that both faces show."""
    at_desk = ns.startswith("desk")
    layout = "ui/desk.html" if at_desk else "ui/portal.html"
    return {"ns": ns, "layout": layout, "at_desk": at_desk}


def apply_page(
    request: ActorRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context |= layout_of(face_of(request))
    return render(request, f"cases/apply/{name}.html", context, status=status)


def overview(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    seen = applying.overview(request.actor, draft_id=str(draft_id), now=clock.now())
    return apply_page(request, "draft", {"seen": seen})


@require_POST
def look_up(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    services.look_up_again(request.actor, draft_id=str(draft_id), now=clock.now())
    messages.done(request, _("We asked the registers. What they said stands below."))
    return see(face_of(request) + "draft", draft_id)


def section(request: ActorRequest, draft_id: UUID, section: str) -> HttpResponse:
    if request.method == "POST":
        return _save(request, str(draft_id), section)
    typed = None
    if posted := kept.take(request):
        typed = forms.from_post(_form_of(request, str(draft_id)), posted, section=section)
        messages.done(request, _("Your sign-in had run out. What you typed is here; please save."))
    return _draw(request, str(draft_id), section, typed=typed)


def _form_of(request: ActorRequest, draft_id: str) -> Form:
    return queries.item_of(queries.draft(request.actor, draft_id=draft_id).item_code).form


def _draw(
    request: ActorRequest,
    draft_id: str,
    section: str,
    *,
    typed: dict[str, Any] | None = None,
    problems: Any = (),
    status: int = 200,
) -> HttpResponse:
    seen, bound = applying.section(
        request.actor,
        draft_id=draft_id,
        section_id=section,
        now=clock.now(),
        typed=typed,
        problems=problems,
    )
    context = {
        "seen": seen,
        "bound": bound,
        "problems": tuple(_named(bound.fields)),
        "step_number": seen.number_of(section),
        "to_review": _is_from_review(request),
    }
    return apply_page(request, "section", context, status=status)


def _named(fields: Iterable[FieldView]) -> Iterator[Problem]:
    """Say what is wrong with the name of the field before it: the box stands above all of them."""
    for view in fields:
        if view.error:
            words = _("%(label)s: %(error)s") % {
                "label": view.label.rstrip("？?"),
                "error": view.error,
            }
            yield Problem(view.name, "", words)
        yield from _named(view.parts)
        for row in view.rows:
            yield from _named(row)


def _is_from_review(request: ActorRequest) -> bool:
    """Say whether one answer is being changed; saving it leads back to the review."""
    return request.GET.get("to") == "review"


def _save(request: ActorRequest, draft_id: str, section: str) -> HttpResponse:
    form = _form_of(request, draft_id)
    stored, refused = services.store_uploads(
        request.actor,
        form=form,
        uploads=forms.uploads(form, request.FILES, section=section),
        now=clock.now(),
    )
    typed = forms.from_post(form, request.POST, files=ids_of(stored), section=section)
    checked = services.save_section(
        request.actor,
        draft_id=draft_id,
        section=section,
        answers=typed.get(section, {}),
        now=clock.now(),
    )
    if "refresh" in request.POST or forms.requested_act(form, request.POST):
        return _draw(request, draft_id, section, typed=typed, problems=refused)
    if "later" in request.POST and not refused:
        messages.done(request, _("Saved. You can go on at any time, on any device."))
        return see(face_of(request) + "draft", draft_id)
    if problems := (*refused, *checked.problems):
        return _draw(request, draft_id, section, typed=typed, problems=problems, status=422)
    if _is_from_review(request):
        return see(face_of(request) + "review", draft_id)
    seen = applying.overview(request.actor, draft_id=draft_id, now=clock.now())
    return _onwards(request, seen, section)


def ids_of(stored: Mapping[str, Sequence[FileView]]) -> dict[str, list[str]]:
    """Return the ids of files just stored, as answers hold them."""
    return {path: [str(file.public_id) for file in files] for path, files in stored.items()}


def _onwards(request: ActorRequest, seen: applying.Overview, section: str) -> HttpResponse:
    step = seen.after(section)
    draft_id = seen.draft.public_id
    if step is None:
        return see(face_of(request) + "review", draft_id)
    if step.page != "section":
        return see(face_of(request) + step.page, draft_id)
    return see(face_of(request) + "section", draft_id, step.id)


def papers(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    problems: Any = ()
    if request.method == "POST":
        material, upload = request.POST.get("material", ""), request.FILES.get("file")
        if "promise" in request.POST:
            return _promise(request, str(draft_id), material)
        if "seen" in request.POST:
            return _seen(request, str(draft_id), material)
        if "paper" in request.POST:
            return _use(request, str(draft_id), material)
        try:
            if upload is None:
                raise InvalidError(_("Please add a file."))
            services.attach(
                request.actor,
                draft_id=str(draft_id),
                material_id=material,
                upload=upload,
                keep=request.POST.get("keep") == "yes",
                now=clock.now(),
            )
        except LinliError as error:
            problems = (Problem(f"materials.{material}", error.code, str(error)),)
        else:
            messages.done(request, _("Added and saved."))
            return see(face_of(request) + "papers", draft_id)
    seen, owed = applying.papers(request.actor, draft_id=str(draft_id), now=clock.now())
    context = {"seen": seen, "papers": owed, "faults": problems}
    return apply_page(request, "papers", context, status=422 if problems else 200)


def _use(request: ActorRequest, draft_id: str, material: str) -> HttpResponse:
    services.use_paper(
        request.actor,
        draft_id=draft_id,
        material_id=material,
        paper_id=request.POST["paper"],
        now=clock.now(),
    )
    messages.done(request, _("Added from the papers that were given before."))
    return see(face_of(request) + "papers", draft_id)


def _promise(request: ActorRequest, draft_id: str, material: str) -> HttpResponse:
    # The page offers the last day that the service allows: one tick, no date to type.
    _found, owed = applying.papers(request.actor, draft_id=draft_id, now=clock.now())
    last = next((one.may_follow_until for one in owed if one.material.id == material), None)
    services.promise_paper(
        request.actor,
        draft_id=draft_id,
        material_id=material,
        on=last if request.POST["promise"] == "yes" else None,
        now=clock.now(),
    )
    return see(face_of(request) + "papers", draft_id)


def _seen(request: ActorRequest, draft_id: str, material: str) -> HttpResponse:
    services.show_paper(
        request.actor,
        draft_id=draft_id,
        material_id=material,
        has_seen=request.POST["seen"] == "yes",
        now=clock.now(),
    )
    return see(face_of(request) + "papers", draft_id)


@require_POST
def remove_paper(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    services.detach(
        request.actor,
        draft_id=str(draft_id),
        material_id=request.POST.get("material", ""),
        file_id=request.POST.get("file", ""),
        now=clock.now(),
    )
    messages.done(request, _("Taken out."))
    return see(face_of(request) + "papers", draft_id)


@require_POST
def discard(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    services.discard(request.actor, draft_id=str(draft_id))
    messages.done(request, _("The draft was thrown away. You can start anew at any time."))
    return see(face_of(request) + "mine")
