"""Answering before a decision is recalled: oneself, or at the counter, on both faces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.engines.cases import queries, services
from linli.engines.cases.portal.applying import face_of, layout_of
from linli.foundation.calendar import clock
from linli.foundation.errors.values import InvalidError, NotFoundError
from linli.foundation.ui import messages
from linli.foundation.ui.acting import see

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest
    from linli.foundation.errors.values import Problem


def answer(request: ActorRequest, case_id: UUID) -> HttpResponse:
    now, ns = clock.now(), face_of(request)
    read = queries.desk_case if ns.startswith("desk") else queries.my_case
    found: Any = read(request.actor, case_id=str(case_id), now=now)
    if found.recall is None:
        raise NotFoundError
    problems: tuple[Problem, ...] = ()
    typed = request.POST.get("answer", "")[:2000]
    if request.method == "POST":
        try:
            services.answer_recall(request.actor, case_id=str(case_id), answer=typed, now=now)
        except InvalidError as error:
            problems = error.problems
        else:
            messages.done(request, _("Thank you. It is read before anything is decided."))
            return see(ns + "case", case_id)
    context = {"case": found, "recall": found.recall, "typed": typed, "problems": problems}
    status = 422 if problems else 200
    return render(request, "cases/portal/recall.html", context | layout_of(ns), status=status)
