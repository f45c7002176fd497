"""Figures for programs of leaders and auditors."""

from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from linli.foundation.calendar import clock
from linli.foundation.calls.values import Call
from linli.oversight.indicators import queries
from linli.oversight.indicators.schemas import BoardAsked, BoardOut
from linli.oversight.indicators.values import Board

router = Router()


@router.get(
    "/figures",
    response=BoardOut,
    summary=_("Figures of a division by service and by the divisions below"),
)
def board(request: Call, asked: Query[BoardAsked]) -> Board:
    return queries.board(
        request.actor,
        division=asked.division,
        kind=asked.period,
        first=asked.first,
        last=asked.last,
        compartment=asked.sealed,
        today=clock.today(),
    )
