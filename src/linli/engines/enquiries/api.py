"""Enquiries for programs: `router` for those who ask, `desk` for offices."""

import re
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.engines.enquiries import queries, services
from linli.engines.enquiries import schemas as shapes
from linli.foundation.calendar import clock
from linli.foundation.calls import rules
from linli.foundation.calls.schemas import Limit, ReasonGiven, Text
from linli.foundation.calls.values import Call
from linli.registers.organisations import queries as organisations

router = Router()
desk = Router()
ONE, AT_DESK = "/enquiries/{uuid:enquiry_id}", "/desk/enquiries/{uuid:enquiry_id}"
PLACE = re.compile(r"\d{4}-\d\d-\d\d\.\d{1,18}")  # last day and enquiry


# ── those who ask ──────────────────────────────────────────────────────────
@router.get(
    "/enquiries/offices",
    response=shapes.OfficesOut,
    summary=_("Offices that can be asked, for a place or one's own address"),
)
def offices(request: Call, text: Text = "", item: Text = "") -> dict[str, Any]:
    found = queries.offices_to_ask(request.actor, text=text, item_code=item, now=clock.now())
    return {"items": found}


@router.post(
    "/enquiries", response={201: shapes.EnquiryMade}, summary=_("Ask an office a question")
)
def ask(request: Call, body: shapes.Asked) -> dict[str, UUID]:
    office = organisations.public_office(body.organisation)
    made = services.ask(
        request.actor,
        organisation_id=office.id,
        question=body.question,
        item_code=body.item,
        key=body.key,
        now=clock.now(),
    )
    return {"id": made}


@router.get("/enquiries", response=shapes.EnquiriesOut, summary=_("What one asked, newest first"))
def my_enquiries(request: Call, cursor: Text = "", limit: Limit = 20) -> dict[str, Any]:
    rows, following = queries.my_enquiries(
        request.actor, now=clock.now(), before=rules.number(cursor), limit=limit
    )
    return {"items": rows, "next": rules.cursor(following)}


@router.get(ONE, response=shapes.OwnEnquiryOut, summary=_("A question of one's own"))
def my_enquiry(request: Call, enquiry_id: UUID) -> queries.EnquiryView:
    return queries.my_enquiry(request.actor, enquiry_id=enquiry_id, now=clock.now())


@router.post(ONE + "/close", response={204: None}, summary=_("Say that the answer helped"))
def close(request: Call, enquiry_id: UUID) -> None:
    services.close(request.actor, enquiry_id=enquiry_id, now=clock.now())


@router.post(ONE + "/reopen", response={204: None}, summary=_("Say that the answer did not help"))
def reopen(request: Call, enquiry_id: UUID, body: shapes.Reopened) -> None:
    services.reopen(request.actor, enquiry_id=enquiry_id, why=body.why, now=clock.now())


# ── offices ────────────────────────────────────────────────────────────────
@desk.get(
    "/desk/enquiries",
    response=shapes.EnquiriesOut,
    summary=_("Enquiries of one's posts, the earliest last day first"),
)
def enquiries(
    request: Call, tab: Text = "mine", cursor: Text = "", limit: Limit = 50
) -> dict[str, Any]:
    place = rules.place(cursor)
    if place and not PLACE.fullmatch(place):
        raise rules.bad_cursor()
    page = queries.desk_enquiries(
        request.actor, tab=tab, cursor=place, now=clock.now(), limit=limit
    )
    return {"items": page.rows, "next": rules.cursor(page.next_cursor), "counts": page.counts}


@desk.post(
    "/desk/enquiries",
    response={201: shapes.EnquiryMade},
    summary=_("Record what somebody asked at the counter or on the telephone"),
)
def record(request: Call, body: shapes.Recorded) -> dict[str, UUID]:
    given = body.model_dump()
    item, person = given.pop("item"), given.pop("person")
    made = services.record(
        request.actor, item_code=item, person_id=person, **given, now=clock.now()
    )
    return {"id": made}


@desk.get(AT_DESK, response=shapes.OfficeEnquiryOut, summary=_("One enquiry with its story"))
def enquiry(request: Call, enquiry_id: UUID) -> queries.DeskEnquiryView:
    return queries.desk_enquiry(request.actor, enquiry_id=enquiry_id, now=clock.now())


@desk.post(AT_DESK + "/answer", response={204: None}, summary=_("Answer an enquiry"))
def answer(request: Call, enquiry_id: UUID, body: shapes.Answered) -> None:
    services.answer(request.actor, enquiry_id=enquiry_id, answer=body.answer, now=clock.now())


@desk.post(
    AT_DESK + "/take-in",
    response={204: None},
    summary=_("Answer by taking in the application it was about"),
)
def take_in(request: Call, enquiry_id: UUID) -> None:
    services.take_in(request.actor, enquiry_id=enquiry_id, now=clock.now())


@desk.get(
    AT_DESK + "/receivers",
    response=shapes.PostsShown,
    summary=_("Posts to which it could be handed over, by office or function"),
)
def receivers(request: Call, enquiry_id: UUID, text: Text) -> dict[str, Any]:
    found = queries.receivers(request.actor, enquiry_id=enquiry_id, text=text, now=clock.now())
    return {"items": found}


@desk.post(
    AT_DESK + "/hand-over",
    response={204: None},
    summary=_("Offer it to a named post; it stays one's own until that post accepts"),
)
def hand_over(request: Call, enquiry_id: UUID, body: shapes.HandedOver) -> None:
    services.hand_over(
        request.actor,
        enquiry_id=enquiry_id,
        post_id=rules.key(body.post_id),
        reason=body.reason,
        now=clock.now(),
    )


@desk.post(
    AT_DESK + "/accept", response={204: None}, summary=_("Accept what was handed over to one")
)
def accept(request: Call, enquiry_id: UUID) -> None:
    services.accept(request.actor, enquiry_id=enquiry_id, now=clock.now())


@desk.post(
    AT_DESK + "/send-back",
    response={204: None},
    summary=_("Not accept what was handed over, and say why"),
)
def send_back(request: Call, enquiry_id: UUID, body: ReasonGiven) -> None:
    services.send_back(request.actor, enquiry_id=enquiry_id, reason=body.reason, now=clock.now())
