"""What is announced in public, for anybody; and saying that something is not right with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.engines.cases import queries, services
from linli.foundation.calendar import clock
from linli.foundation.errors.values import ConflictError, InvalidError, Problem
from linli.foundation.ui import messages
from linli.foundation.ui.acting import see
from linli.registers.places import queries as places

if TYPE_CHECKING:
    from uuid import UUID

    from linli.foundation.actors.values import ActorRequest


@login_not_required
def announced(request: ActorRequest) -> HttpResponse:
    before, text = request.GET.get("before", ""), request.GET.get("q", "").strip()[:40]
    code = request.GET.get("place", "")
    code = code if code.isdecimal() and len(code) == 12 else ""
    rows, following = queries.public_notices(
        division_code=code,
        before=int(before) if before.isdecimal() else None,
        now=clock.now(),
    )
    context = {
        "rows": rows,
        "next": following,
        "q": text,
        "place": " ".join(one.words for one in places.path(code)) if code else "",
        "code": code,
        "choices": places.named(text) if text else (),
    }
    return render(request, "cases/portal/announced.html", context)


@login_not_required
@require_GET
def notice_paper(_request: ActorRequest, notice_id: UUID) -> HttpResponse:
    file, content = queries.notice_paper(notice_id=str(notice_id), now=clock.now())
    response = HttpResponse(content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"  # tomorrow it may be taken down
    return response


@login_not_required
def notice(request: ActorRequest, notice_id: UUID) -> HttpResponse:
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            services.object_to(
                request.actor,
                notice_id=str(notice_id),
                name=request.POST.get("name", "")[:60],
                contact=request.POST.get("contact", "")[:60],
                words=request.POST.get("words", "")[:2000],
                now=clock.now(),
            )
        except InvalidError as error:
            problems = tuple(error.problems)
        except ConflictError as error:
            problems = (Problem("words", error.code, error.message),)
        else:
            messages.done(request, _("Thank you. The office looks into it and tells you."))
            return see("portal:cases:notice", notice_id)
    found = queries.public_notice(notice_id=str(notice_id), now=clock.now())
    context = {"notice": found, "problems": problems, "typed": request.POST}
    status = 422 if problems else 200
    return render(request, "cases/portal/notice.html", context, status=status)
