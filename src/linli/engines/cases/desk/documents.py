"""Documents at the desk: writing a letter, revoking, issuing a result once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.engines.cases import queries, services
from linli.engines.cases.forms import LetterForm, RevokeForm
from linli.engines.cases.values import BY_EVENTS, CasePermission, DocumentKind
from linli.foundation.calendar import clock
from linli.foundation.errors.values import NotFoundError
from linli.foundation.ui import messages
from linli.foundation.ui.acting import act_page, see

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest


@require_http_methods(["GET", "POST"])
def letter(request: ActorRequest, case_id: UUID) -> HttpResponse:
    request.actor.require(CasePermission.HANDLE)
    found = queries.desk_case(request.actor, case_id=str(case_id), now=clock.now())
    back = reverse("desk:cases:case", args=[case_id])

    def act(given: dict[str, Any]) -> str:
        services.issue_document(
            request.actor,
            case_id=str(case_id),
            kind=DocumentKind.LETTER,
            title=given["title"],
            text=given["text"],
            now=clock.now(),
        )
        return back

    return act_page(
        request,
        LetterForm(request.POST or None),
        act,
        title=_("Write a letter"),
        head=f"{found.row.number} · {found.row.applicant_masked}",
        intro=_(
            "The letter goes out under the seal and the next number of your office. "
            "The resident is told and finds it in the account."
        ),
        label=_("Issue the letter"),
        back=back,
        said=_("Issued. The resident is told."),
    )


@require_http_methods(["GET", "POST"])
def revoke(request: ActorRequest, case_id: UUID, document_id: UUID) -> HttpResponse:
    request.actor.require(CasePermission.SUPERVISE)
    found = queries.desk_case(request.actor, case_id=str(case_id), now=clock.now())
    row = next((one for one in found.documents if one.public_id == document_id), None)
    if row is None:
        raise NotFoundError
    back = reverse("desk:cases:case", args=[case_id])

    def act(given: dict[str, Any]) -> str:
        services.revoke_document(
            request.actor, document_id=str(document_id), reason=given["reason"], now=clock.now()
        )
        return back

    return act_page(
        request,
        RevokeForm(request.POST or None),
        act,
        title=_("Revoke a document"),
        head=f"{row.kind_words} {row.name}",
        intro=_(
            "From now on whoever checks this document is told that it is no longer valid. "
            "This cannot be undone; a new one can be issued."
        ),
        label=_("Revoke the document"),
        kind="warning",
        back=back,
        said=_("Revoked. The resident is told."),
    )


@require_POST
def again(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Issue the result, or what an event called for, once more after it was revoked."""
    kind = request.POST.get("kind", DocumentKind.RESULT)
    if kind not in {DocumentKind.RESULT, *BY_EVENTS}:
        raise NotFoundError
    services.issue_document(
        request.actor,
        case_id=str(case_id),
        kind=DocumentKind(kind),
        subject=request.POST.get("subject", "")[:40],
        now=clock.now(),
    )
    messages.done(request, _("Issued anew."))
    return see("desk:cases:case", case_id)
