"""Items whose stages go on by themselves, made for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.engines.cases import services
from linli.engines.cases.models import Case, Task
from linli.engines.cases.tests.factories import NOW, allowances, load_catalogue, task_of
from linli.engines.catalogue.tests.factories import ALLOWANCES, definition_of, publish

if TYPE_CHECKING:
    from linli.engines.catalogue.values import ItemView
    from linli.foundation.actors.values import Actor

COUNTER = "street service_centre, clerk"
WORD = {"zh": "环节", "en": "Stage"}


def outcome(kind: str, following: Any = "end", **more: Any) -> dict[str, Any]:
    """Return an outcome of a definition."""
    return {"name": WORD, "kind": kind, "next": following, **more}


def stage(outcomes: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a stage at the counter."""
    return {"name": WORD, "by": COUNTER, "limit": "10 working days", "outcomes": outcomes, **more}


def item_with(middle: dict[str, Any], code: str = ALLOWANCES) -> ItemView:
    """Publish the allowances with one stage between acceptance and decision."""
    if code == ALLOWANCES:
        load_catalogue()
    definition = definition_of(ALLOWANCES)
    definition["item"] = code
    definition["flow"]["stages"] = {
        "accept": stage({"accept": outcome("accept", "middle"), "decline": outcome("decline")}),
        "middle": middle,
        "decide": stage({"grant": outcome("grant"), "refuse": outcome("refuse")}),
    }
    return publish(definition)


def at_the_middle(item: ItemView, who: Actor, clerk: Actor, city: Any, key: str = "one") -> Case:
    """Return a case that was accepted and stands at the middle stage."""
    case_id = services.submit_application(
        who,
        item_code=item.code,
        digest=item.digest,
        answers=allowances(city.community),
        materials={"card_copy": [{"seen": "original"}]},
        idempotency_key=key,
        now=NOW,
    )
    case = Case.objects.get(public_id=case_id)
    services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)
    case.refresh_from_db()
    return case


def at_work(case: Case) -> list[tuple[str, str]]:
    """Return stage and state of the live tasks of a case."""
    live = Task.objects.filter(case=case, kind="stage").exclude(state__in=("done", "cancelled"))
    return [(task.stage, task.state) for task in live.order_by("pk")]
