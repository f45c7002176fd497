"""Side by side, and the first is enough: the others have nothing to do any more."""

import pytest

from linli.engines.cases import services
from linli.engines.cases.models import Await, Case, CaseEvent, Task
from linli.engines.cases.tests.factories import NOW, allowances, load_catalogue
from linli.engines.cases.values import AlreadyDoneError
from linli.engines.catalogue.tests.factories import ALLOWANCES, definition_of, publish

pytestmark = pytest.mark.django_db
COUNTER = "street service_centre, clerk"


def stage(**outcomes):
    name = {"zh": "环节", "en": "Stage"}
    return {"name": name, "by": COUNTER, "limit": "2 working days", "outcomes": outcomes}


def outcome(kind, following="end"):
    return {"name": {"zh": "同意", "en": "Yes"}, "kind": kind, "next": following}


@pytest.fixture
def case(city, resident, clerk):
    """Return a case accepted: two desks are asked and a court, the first word is enough."""
    load_catalogue()
    definition = definition_of(ALLOWANCES)
    asked = stage(said=outcome("pass", "decide"))
    court = {"kind": "wait", "wait": {"for": "court", "at_most": "30 calendar days"}}
    definition["flow"]["stages"] = {
        "accept": stage(
            accept=outcome("accept", ["left", "right", "court"]), decline=outcome("decline")
        ),
        "left": asked,
        "right": asked,
        "court": asked | court,
        "decide": stage(grant=outcome("grant"), refuse=outcome("refuse")) | {"join": "any"},
    }
    item = publish(definition)
    case_id = services.submit_application(
        resident,
        item_code=item.code,
        digest=item.digest,
        answers=allowances(city.community),
        materials={"card_copy": [{"seen": "original"}]},
        idempotency_key="one",
        now=NOW,
    )
    found = Case.objects.get(public_id=case_id)
    decide(clerk, found, "accept", "accept")
    return found


def decide(clerk, case, stage, button):
    task = Task.objects.get(case=case, stage=stage)
    services.record_outcome(clerk, task_id=str(task.public_id), outcome=button, now=NOW)


def states(case):
    return dict(Task.objects.filter(case=case).values_list("stage", "state"))


def test_what_nobody_waits_for_any_longer_is_closed(case, clerk):
    decide(clerk, case, "left", "said")
    assert states(case) == {
        "accept": "done",
        "left": "done",
        "right": "cancelled",
        "court": "cancelled",
        "decide": "open",
    }
    assert not Await.objects.filter(case=case, ended_on=None).exists()
    last = CaseEvent.objects.filter(case=case, kind="stage.decided").latest("pk")
    assert last.data["overtaken"] == ["right", "court"]


def test_who_comes_later_reads_that_it_is_done(case, clerk):
    decide(clerk, case, "left", "said")
    with pytest.raises(AlreadyDoneError):
        decide(clerk, case, "right", "said")


def test_the_case_ends_without_the_others(case, clerk):
    decide(clerk, case, "right", "said")
    decide(clerk, case, "decide", "grant")
    case.refresh_from_db()
    assert (case.state, case.result) == ("decided", "granted")
