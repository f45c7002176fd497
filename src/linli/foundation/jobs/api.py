"""Background work for programs of operators."""

from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.foundation.calendar import clock
from linli.foundation.calls.values import Call
from linli.foundation.jobs import queries, services
from linli.foundation.jobs.schemas import PromisesOut, RetryGiven

router = Router()


@router.get("/jobs/failed", response=PromisesOut, summary=_("Background work that failed"))
def failed(request: Call) -> dict[str, Any]:
    return {"items": queries.failed(request.actor)}


@router.post("/jobs/retry", response={204: None}, summary=_("Try failed work again"))
def retry(request: Call, body: RetryGiven) -> None:
    services.retry(request.actor, key=body.key, now=clock.now())
