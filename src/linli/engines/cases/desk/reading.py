"""Reading at the desk: queue, line, all cases in scope, one case, papers to print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render

from linli.engines.cases import queries
from linli.engines.cases.forms import ScopeForm
from linli.engines.cases.queries import QueueFilter
from linli.foundation.calendar import clock
from linli.foundation.errors.values import NotFoundError
from linli.foundation.numbering import rules as numbering
from linli.foundation.ui.older import before, older
from linli.registers.places import queries as places

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest

TABS = ("todo", "waiting", "done", "stood_in")


def shown(request: ActorRequest) -> QueueFilter:
    """Return what the address asks the queue to show."""
    tab = request.GET.get("tab", "todo")
    return QueueFilter(
        tab=tab if tab in TABS else "todo",
        item_code=request.GET.get("item", "")[:20],
        is_overdue="overdue" in request.GET,
        is_mine="mine" in request.GET,
        text=numbering.normalise(request.GET.get("q", "")[:40]),
    )


def queue(request: ActorRequest) -> HttpResponse:
    wanted = shown(request)
    page = queries.tasks_for(
        request.actor, shown=wanted, cursor=request.GET.get("cursor", ""), now=clock.now()
    )
    if "next" in request.GET and (following := _next(page, after=request.GET["next"])):
        return redirect("desk:cases:case", following)
    context = {
        "page": page,
        "shown": wanted,
        "query": _query(request),
        "line": False,
        "items": queries.items_at_desk(),
    }
    return render(request, "cases/desk/queue.html", context)


def _next(page: queries.QueuePage, *, after: str) -> UUID | None:
    """Return the case to take up after one: the first that no colleague here has taken on."""
    free = (row for row in page.rows if row.is_mine or not row.holder or row.away_until)
    return next((row.case_id for row in free if str(row.case_id) != after), None)


def line(request: ActorRequest) -> HttpResponse:
    wanted = shown(request)
    page = queries.line_tasks(
        request.actor, shown=wanted, cursor=request.GET.get("cursor", ""), now=clock.now()
    )
    context = {
        "page": page,
        "shown": wanted,
        "query": _query(request),
        "line": True,
        "items": queries.items_at_desk(),
        "figures": queries.line_figures(request.actor, now=clock.now()),
        "ratings": queries.rating_figures(request.actor),
    }
    return render(request, "cases/desk/queue.html", context)


def _query(request: ActorRequest) -> str:
    """Return the filters of the address without the cursor."""
    query = request.GET.copy()
    query.pop("cursor", None)
    query.pop("next", None)
    return query.urlencode()


def in_scope(request: ActorRequest) -> HttpResponse:
    text = request.GET.get("q", "")[:40]
    shown = ScopeForm(request.GET).shown(today=clock.today())
    rows, following = queries.cases_in_scope(
        request.actor,
        text=numbering.normalise(text),
        shown=shown,
        before=before(request),
    )
    context = {
        "rows": rows,
        "next": following,
        "older": older(request, following),
        "q": text,
        "counted": shown.counted,
        "shown": shown,
        **_meant(shown),
    }
    return render(request, "cases/desk/all.html", context)


def _meant(shown: queries.CaseFilter) -> dict[str, Any]:
    """Return the names of the division and the service that a filter asks for."""
    known = places.divisions({shown.division}) if shown.division else {}
    items = {one.code: one for one in queries.items_at_desk()} if shown.item_code else {}
    return {"place": known.get(shown.division), "item": items.get(shown.item_code)}


def case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    found = queries.desk_case(request.actor, case_id=str(case_id), now=clock.now())
    return render(request, "cases/desk/case.html", {"case": found})


def told(request: ActorRequest, case_id: UUID) -> HttpResponse:
    row, found = queries.told_about(request.actor, case_id=str(case_id), now=clock.now())
    return render(request, "cases/desk/told.html", {"row": row, "told": found})


def receipt(request: ActorRequest, case_id: UUID) -> HttpResponse:
    found = queries.desk_case(request.actor, case_id=str(case_id), now=clock.now())
    context = {
        "case": found,
        "grouped": numbering.grouped(found.row.number),
        "address": request.build_absolute_uri(f"/cases/{case_id}/"),
    }
    return render(request, "cases/desk/receipt.html", context)


def told_once(request: ActorRequest, case_id: UUID, supplement_id: UUID) -> HttpResponse:
    found = queries.desk_case(request.actor, case_id=str(case_id), now=clock.now())
    asked = next((one for one in found.supplements if one.public_id == supplement_id), None)
    if asked is None:
        raise NotFoundError
    told = next((one for one in found.entries if one.at == asked.asked_at and one.by), None)
    held = request.actor.holdings
    context = {
        "case": found,
        "asked": asked,
        "today": clock.today(),
        "told_by": told.by if told else "",
        "office": held[0].organisation_name if held else "",
        "address": request.build_absolute_uri(f"/cases/{case_id}/supplement/"),
    }
    return render(request, "cases/desk/told_once.html", context)
