"""One mandate: shown with what was done under it, renewed, its paper kept."""

from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import File, Router
from ninja.files import UploadedFile

from linli.foundation.calendar import clock
from linli.foundation.calls.values import Call
from linli.registers.people import queries, services
from linli.registers.people import schemas as shapes
from linli.registers.people.values import MandatePage

router = Router()
MANDATE = "/mandates/{uuid:mandate_id}"


@router.get(
    MANDATE,
    response=shapes.MandatePageOut,
    summary=_("A mandate, its papers, and what was done under it"),
)
def mandate(request: Call, mandate_id: UUID) -> MandatePage:
    return queries.mandate(request.actor, mandate_id=mandate_id, now=clock.now())


@router.post(
    MANDATE + "/renew",
    response={201: shapes.MadeOut},
    summary=_("Let a mandate go on behind its last day; the answer names the new term"),
)
def renew_mandate(request: Call, mandate_id: UUID, body: shapes.RenewMandate) -> dict[str, UUID]:
    made = services.renew_mandate(
        request.actor, mandate_id=mandate_id, to_on=body.to_on, now=clock.now()
    )
    return {"id": made}


@router.post(
    MANDATE + "/papers",
    response={201: shapes.MadeOut},
    summary=_("Keep the photograph of the paper that was signed for a mandate"),
)
def add_mandate_paper(request: Call, mandate_id: UUID, file: File[UploadedFile]) -> dict[str, UUID]:
    stored = services.add_mandate_paper(
        request.actor, mandate_id=mandate_id, paper=file, now=clock.now()
    )
    return {"id": stored}
