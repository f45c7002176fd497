"""Ratings at the desk: how items and offices of the line were rated, and whom to call back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from linli.engines.cases import queries, services
from linli.engines.cases.values import Grade, RatingStage
from linli.foundation.calendar import clock
from linli.foundation.errors.values import InvalidError

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest


def statistics(request: ActorRequest) -> HttpResponse:
    by, stage = request.GET.get("by", ""), request.GET.get("stage", "")
    by = by if by in queries.BY else queries.BY[0]
    wanted = RatingStage(stage) if stage in RatingStage.values else RatingStage.RESULT
    rows = queries.rating_statistics(request.actor, by=by, stage=wanted, now=clock.now())
    context = {
        "rows": rows,
        "by": by,
        "stage": wanted,
        "stages": list(RatingStage),
        "grades": [grade.label for grade in Grade],
    }
    return render(request, "cases/desk/ratings.html", context)


def contact(request: ActorRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    actor, now = request.actor, clock.now()
    problems: Any = ()
    context: dict[str, Any] = {"case_id": case_id}
    context["contact"] = queries.callback_contact(actor, task_id=str(task_id), now=now)
    if request.method == "POST":
        try:
            reason = request.POST.get("reason", "")
            context["phone"] = services.reveal_contact(
                actor, task_id=str(task_id), reason=reason, now=now
            )
            context["is_shown"] = True
        except InvalidError as error:
            problems = error.problems
    context |= {"problems": problems, "typed": request.POST}
    status = 422 if problems else 200
    return render(request, "cases/desk/contact.html", context, status=status)
