"""Overtaken: what somebody did between our finding a task and our locking its case.

What they did is undone with our transaction here, so the refusal is all that can be seen.
"""

import pytest

from linli.engines.cases import services
from linli.engines.cases.models import Case, Task
from linli.engines.cases.services import supplements, tasks, timing
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue, task_of
from linli.engines.cases.values import AlreadyDoneError, Ask, AskKind, NotAllowedNowError
from linli.foundation.errors.values import NotFoundError

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


@pytest.fixture
def meanwhile(monkeypatch):
    """Let something be done by somebody else just before the case is locked."""

    def arrange(act):
        lock = tasks.lock_case

        def overtaken(case_id):
            for room in (tasks, supplements, timing):
                monkeypatch.setattr(room, "lock_case", lock)
            act()
            return lock(case_id)

        for room in (tasks, supplements, timing):
            monkeypatch.setattr(room, "lock_case", overtaken)

    return arrange


def moved(case, organisation_id):
    return lambda: Task.objects.filter(case=case).update(organisation_id=organisation_id)


def test_a_task_passed_on_meanwhile_is_not_decided_by_who_had_it(case, city, clerk, meanwhile):
    meanwhile(moved(case, city.other_office))
    with pytest.raises(NotFoundError):
        services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)


def test_a_task_that_left_the_line_meanwhile_is_not_passed_on(
    case, city, street_officer, meanwhile
):
    meanwhile(moved(case, city.other_office))
    with pytest.raises(NotFoundError):
        services.reassign(
            street_officer,
            task_id=task_of(case),
            organisation_id=city.office,
            reason="户口在本街",
            now=NOW,
        )


def test_a_case_sealed_meanwhile_is_not_passed_on_by_a_head_without_the_key(
    case, city, street_officer, meanwhile
):
    meanwhile(lambda: Case.objects.update(compartment="special"))
    with pytest.raises(NotFoundError):
        services.reassign(
            street_officer,
            task_id=task_of(case),
            organisation_id=city.other_office,
            reason="户口在小白楼",
            now=NOW,
        )


def test_a_task_decided_meanwhile_is_not_passed_on(case, city, clerk, street_officer, meanwhile):
    task = task_of(case)
    meanwhile(
        lambda: services.record_outcome(
            clerk, task_id=task, outcome="decline", reason="不归本市", now=NOW
        )
    )
    with pytest.raises(AlreadyDoneError) as told:
        services.reassign(
            street_officer, task_id=task, organisation_id=city.other_office, reason="x", now=NOW
        )
    assert clerk.name in str(told.value)


def test_what_was_decided_meanwhile_is_not_withdrawn(case, clerk, resident, meanwhile):
    meanwhile(
        lambda: services.record_outcome(
            clerk, task_id=task_of(case), outcome="decline", reason="不归本市", now=NOW
        )
    )
    with pytest.raises(NotAllowedNowError):
        services.withdraw(resident, case_id=str(case.public_id), now=NOW)


def test_what_was_withdrawn_meanwhile_is_not_decided(case, clerk, resident, meanwhile):
    task = task_of(case)
    meanwhile(lambda: services.withdraw(resident, case_id=str(case.public_id), now=NOW))
    with pytest.raises(AlreadyDoneError):
        services.record_outcome(clerk, task_id=task, outcome="accept", now=NOW)


def test_what_was_withdrawn_meanwhile_is_not_answered(case, clerk, resident, meanwhile):
    services.request_supplement(
        clerk, task_id=task_of(case), asks=[Ask(AskKind.OTHER, "", "说明")], now=NOW
    )
    meanwhile(lambda: services.withdraw(resident, case_id=str(case.public_id), now=NOW))
    with pytest.raises(NotAllowedNowError):
        services.answer_supplement(resident, case_id=str(case.public_id), note="说明", now=NOW)
