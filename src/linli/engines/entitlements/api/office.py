"""What an office pays: reading, acting, reports, lists, claims, figures."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.engines.entitlements import queries, services
from linli.engines.entitlements import schemas as shapes
from linli.foundation.calendar import clock
from linli.foundation.calls import rules
from linli.foundation.calls.schemas import ReasonGiven, Text
from linli.foundation.calls.values import Call

router = Router()
ONE = "/desk/entitlements/{uuid:entitlement_id}"
LIST = "/desk/payment-lists/{uuid:list_id}"
CLAIM = "/desk/claims/{uuid:claim_id}"


@router.get("/desk/entitlements", response=shapes.GivensOut, summary=_("What one's offices pay"))
def office(request: Call, state: Text = "", cursor: Text = "") -> dict[str, Any]:
    rows, following = queries.office(request.actor, state=state, after=rules.number(cursor) or 0)
    return {"items": rows, "next": rules.cursor(following)}


@router.get(ONE, response=shapes.AtWorkOut, summary=_("One that one's office pays"))
def office_one(request: Call, entitlement_id: UUID) -> dict[str, Any]:
    found = queries.office_one(request.actor, entitlement_id=entitlement_id, now=clock.now())
    checks = queries.register_checks(request.actor, entitlement_id=entitlement_id)
    return {name: getattr(found, name) for name in shapes.OneOut.model_fields} | {"checks": checks}


@router.post(ONE + "/suspend", response={204: None}, summary=_("Suspend from a month on"))
def suspend(request: Call, entitlement_id: UUID, body: shapes.MonthGiven) -> None:
    services.suspend(
        request.actor, entitlement_id=entitlement_id, **body.model_dump(), now=clock.now()
    )


@router.post(ONE + "/resume", response={204: None}, summary=_("Pay again from a month on"))
def resume(request: Call, entitlement_id: UUID, body: shapes.MonthGiven) -> None:
    services.resume(
        request.actor, entitlement_id=entitlement_id, **body.model_dump(), now=clock.now()
    )


@router.post(ONE + "/stop", response={204: None}, summary=_("Stop for good"))
def stop(request: Call, entitlement_id: UUID, body: shapes.StopGiven) -> None:
    services.stop(
        request.actor, entitlement_id=entitlement_id, **body.model_dump(), now=clock.now()
    )


@router.post(
    ONE + "/keep",
    response={204: None},
    summary=_("Say why it goes on although a register gave a reason to stop it"),
)
def keep(request: Call, entitlement_id: UUID, body: ReasonGiven) -> None:
    services.keep(request.actor, entitlement_id=entitlement_id, reason=body.reason, now=clock.now())


@router.get(
    "/desk/register-reasons",
    response=shapes.ReasonsOut,
    summary=_("Reasons to stop that registers gave and that wait for somebody to look"),
)
def waiting_reasons(request: Call) -> dict[str, Any]:
    return {"items": queries.waiting_reasons(request.actor)}


@router.post(ONE + "/correct", response={204: None}, summary=_("Correct the amount"))
def correct(request: Call, entitlement_id: UUID, body: shapes.AmountGiven) -> None:
    services.correct(
        request.actor, entitlement_id=entitlement_id, **body.model_dump(), now=clock.now()
    )


@router.post(
    ONE + "/claim",
    response={201: shapes.BegunOut},
    summary=_("Ask back what was paid too much"),
)
def claim_back(request: Call, entitlement_id: UUID, body: shapes.ClaimGiven) -> dict[str, UUID]:
    made = services.claim_back(
        request.actor, entitlement_id=entitlement_id, **body.model_dump(), now=clock.now()
    )
    return {"id": made}


@router.get(
    "/desk/change-reports",
    response=shapes.WaitingReportsOut,
    summary=_("Reports of changes that wait for an answer"),
)
def waiting_reports(request: Call) -> dict[str, Any]:
    return {"items": queries.waiting_reports(request.actor)}


@router.post(
    "/desk/change-reports/{uuid:report_id}/answer",
    response={204: None},
    summary=_("Answer a report of a change"),
)
def answer_report(request: Call, report_id: UUID, body: shapes.AnswerGiven) -> None:
    services.answer_report(request.actor, report_id=report_id, **body.model_dump(), now=clock.now())


@router.post(CLAIM + "/receipts", response={204: None}, summary=_("Record a sum that came back"))
def record_repayment(request: Call, claim_id: UUID, body: shapes.RepaymentGiven) -> None:
    services.record_repayment(
        request.actor, claim_id=claim_id, **body.model_dump(), now=clock.now()
    )


@router.post(CLAIM + "/waive", response={204: None}, summary=_("Waive what is still open"))
def waive(request: Call, claim_id: UUID, body: ReasonGiven) -> None:
    services.waive(request.actor, claim_id=claim_id, reason=body.reason, now=clock.now())


@router.get("/desk/payment-lists", response=shapes.ListsOut, summary=_("Payment lists"))
def lists(request: Call) -> dict[str, Any]:
    return {"items": queries.lists(request.actor)}


@router.post(
    "/desk/payment-lists",
    response={201: shapes.BegunOut},
    summary=_("Have the payment list of a month made, or made anew"),
)
def build_list(request: Call, body: shapes.ListGiven) -> dict[str, UUID]:
    made = services.build_list(
        request.actor, month=body.month, compartment=body.compartment, now=clock.now()
    )
    return {"id": made}


@router.get(LIST, response=shapes.ListOut, summary=_("A payment list and a page of its lines"))
def payment_list(request: Call, list_id: UUID, cursor: Text = "") -> dict[str, Any]:
    found = queries.payment_list(request.actor, list_id=list_id, after=rules.number(cursor) or 0)
    return vars(found) | {"next": rules.cursor(found.next)}


@router.post(LIST + "/close", response={204: None}, summary=_("Close a list somebody else made"))
def close_list(request: Call, list_id: UUID) -> None:
    services.close_list(request.actor, list_id=list_id, now=clock.now())


@router.post(
    LIST + "/file",
    response={200: None},
    summary=_("Fetch the file for the treasury, as CSV; every fetch is logged"),
)
def fetch_list(request: Call, list_id: UUID) -> HttpResponse:
    name, content = services.fetch_list(request.actor, list_id=list_id, now=clock.now())
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@router.post(
    "/desk/entitlements/find-exact",
    response=shapes.GivensOut,
    summary=_("What any office grants to the exact number of a document; every look is logged"),
)
def of_number(request: Call, body: shapes.NumberGiven) -> dict[str, Any]:
    return {
        "items": queries.of_number(
            request.actor,
            document_type=body.document_type,
            number=body.number,
            now=clock.now(),
        )
    }


@router.get(
    "/desk/people/{uuid:person_id}/entitlements",
    response=shapes.GivensOut,
    summary=_("What any office grants to somebody whose record one may read"),
)
def of_person(request: Call, person_id: UUID) -> dict[str, Any]:
    return {"items": queries.of_person(request.actor, person_id=person_id, now=clock.now())}


@router.get(
    "/desk/entitlement-totals",
    response=shapes.TotalsOut,
    summary=_("What runs in one's divisions, small counts suppressed"),
)
def totals(request: Call) -> dict[str, Any]:
    return {
        "items": queries.totals(request.actor),
        "claims": queries.open_claims(request.actor),
    }
