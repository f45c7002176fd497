"""Guardians of adults by a court's judgment."""

from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import File, Form, Router
from ninja.files import UploadedFile

from linli.foundation.calendar import clock
from linli.foundation.calls.values import Call
from linli.registers.people import queries, services
from linli.registers.people import schemas as shapes
from linli.registers.people.values import JudgmentPage

router = Router()


@router.post(
    "/people/{uuid:person_id}/court-guardians",
    response={201: shapes.MadeOut},
    summary=_("Record the guardian of an adult, with the judgment and its photograph"),
)
def add_court_guardianship(
    request: Call,
    person_id: UUID,
    body: Form[shapes.CourtGuardianGiven],
    file: File[UploadedFile],
) -> dict[str, UUID]:
    made = services.add_court_guardianship(
        request.actor,
        guardian_id=body.guardian,
        ward_id=person_id,
        court=body.court,
        judgment_number=body.judgment_number,
        judged_on=body.judged_on,
        capacity=body.capacity,
        paper=file,
        now=clock.now(),
    )
    return {"id": made}


@router.get(
    "/people/relations/{uuid:relation_id}/judgment",
    response=shapes.JudgmentOut,
    summary=_("The judgment by which an adult has a guardian; each look of staff is logged"),
)
def judgment(request: Call, relation_id: UUID) -> JudgmentPage:
    return queries.judgment(request.actor, relation_id=relation_id, now=clock.now())
