"""Rating what was done, twice a case, and answering once where a rating is not counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.engines.cases import services
from linli.engines.cases.portal.following import to_act
from linli.engines.cases.values import POOR_GRADES, Grade, NotAllowedNowError, RatingStage
from linli.foundation.calendar import clock
from linli.foundation.errors.values import InvalidError, Problem
from linli.foundation.ui import messages
from linli.foundation.ui.acting import see

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest


def rate(request: ActorRequest, case_id: UUID) -> HttpResponse:
    found = to_act(request, case_id)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        problems = _problems(request)
        if not problems:
            stage = request.POST.get("stage", RatingStage.RESULT)
            services.rate(
                request.actor,
                case_id=str(case_id),
                grade=Grade(int(request.POST["grade"])),
                stage=_stage(stage),
                comment=request.POST.get("comment", ""),
                is_named=request.POST.get("named") == "yes",
                now=clock.now(),
            )
            messages.done(request, _("Thank you. Those rated do not learn who rated them."))
            return see("portal:cases:case", case_id)
    context = {
        "case": found,
        "stage": found.to_rate or RatingStage.RESULT,
        "grades": Grade.choices,
        "problems": problems,
        "typed": request.POST,
    }
    return render(request, "cases/portal/rate.html", context, status=422 if problems else 200)


def _problems(request: ActorRequest) -> tuple[Problem, ...]:
    """Return what is missing: a grade; after a poor one, whether somebody may call back."""
    found, grade = [], request.POST.get("grade", "")
    if grade not in {str(one.value) for one in Grade}:
        found.append(Problem("grade", "required", _("Please choose one of the five.")))
    is_poor = grade in {str(one.value) for one in POOR_GRADES}
    if is_poor and request.POST.get("named", "") not in {"yes", "no"}:
        said = _("Please say whether we may call you back.")
        found.append(Problem("named", "required", said))
    return tuple(found)


def _stage(text: str) -> RatingStage:
    if text not in RatingStage.values:
        raise NotAllowedNowError
    return RatingStage(text)


def answer(request: ActorRequest, case_id: UUID) -> HttpResponse:
    found = to_act(request, case_id)
    asked = next((one for one in found.ratings if one.may_answer), None)
    if asked is None:
        raise NotAllowedNowError
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            services.answer_rating(
                request.actor,
                case_id=str(case_id),
                stage=asked.stage,
                text=request.POST.get("reason", ""),
                now=clock.now(),
            )
        except InvalidError as error:
            problems = error.problems
        else:
            messages.done(request, _("Thank you. Who set it aside reads your answer."))
            return see("portal:cases:case", case_id)
    context = {"case": found, "rating": asked, "problems": problems, "typed": request.POST}
    status = 422 if problems else 200
    return render(request, "cases/portal/answer_rating.html", context, status=status)
