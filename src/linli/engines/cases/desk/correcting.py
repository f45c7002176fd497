"""Correcting a typing error at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.engines.cases import queries, services
from linli.engines.cases.forms import CorrectionForm
from linli.foundation.calendar import clock
from linli.foundation.ui.acting import act_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest


@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, case_id: UUID) -> HttpResponse:
    choices = queries.to_correct(request.actor, case_id=str(case_id), now=clock.now())
    back = reverse("desk:cases:case", args=[case_id])

    def act(given: dict[str, Any]) -> str:
        services.correct_answer(request.actor, case_id=str(case_id), now=clock.now(), **given)
        return back

    return act_page(
        request,
        CorrectionForm(request.POST or None, choices=choices),
        act,
        title=_("Correct a typing error"),
        intro=_(
            "For slips of the pen in a name, a telephone number or the words of an address. The "
            "resident is told, and a result that was issued is issued anew. If the decision rests "
            "on the answer, recall the decision instead; an account is changed where it is paid."
        ),
        label=_("Correct it"),
        back=back,
        said=_("Corrected. The resident is told."),
    )
