"""Recalling a wrong decision at the desk: proposing it, and deciding about a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.engines.cases import queries, services
from linli.engines.cases.forms import RecallDecisionForm, RecallForm
from linli.engines.cases.values import CasePermission, RecallGround
from linli.foundation.calendar import clock
from linli.foundation.errors.values import NotFoundError
from linli.foundation.ui.acting import act_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest


@require_http_methods(["GET", "POST"])
def propose(request: ActorRequest, case_id: UUID) -> HttpResponse:
    request.actor.require_any(CasePermission.HANDLE, CasePermission.SUPERVISE)
    found = queries.desk_case(request.actor, case_id=str(case_id), now=clock.now())
    back = reverse("desk:cases:case", args=[case_id])

    def act(given: dict[str, Any]) -> str:
        services.propose_recall(
            request.actor,
            case_id=str(case_id),
            ground=RecallGround(given["ground"]),
            reason=given["reason"],
            now=clock.now(),
        )
        return back

    return act_page(
        request,
        RecallForm(request.POST or None),
        act,
        title=_("Recall the decision"),
        head=f"{found.row.number} · {found.row.applicant_masked}",
        intro=_(
            "Your superior decides about it. The resident is told in writing; where something "
            "that was granted would be taken back, the resident can answer first. Until then the "
            "decision stands."
        ),
        label=_("Propose the recall"),
        kind="warning",
        back=back,
        said=_("Proposed. Your superior decides; the resident is told."),
    )


@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    request.actor.require(CasePermission.SUPERVISE)
    found = queries.desk_case(request.actor, case_id=str(case_id), now=clock.now())
    if found.recall is None or found.recall.task != task_id:
        raise NotFoundError
    back = reverse("desk:cases:case", args=[case_id])

    def act(given: dict[str, Any]) -> str:
        services.decide_recall(
            request.actor,
            task_id=str(task_id),
            is_approved=given["decision"] == "approve",
            reason=given["reason"],
            now=clock.now(),
        )
        return back

    return act_page(
        request,
        RecallDecisionForm(request.POST or None),
        act,
        template="cases/desk/decide_recall.html",
        case=found,
        recall=found.recall,
        back=back,
        said=_("Decided. The resident is told."),
    )
