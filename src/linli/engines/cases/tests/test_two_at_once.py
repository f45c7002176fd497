"""Two at once, for real: threads with connections of their own, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from linli.engines.cases import services
from linli.engines.cases.models import Case, CaseEvent, Draft, Task
from linli.engines.cases.tests.factories import ALLOWANCES, NOW, filed, load_catalogue, task_of
from linli.engines.cases.values import AlreadyDoneError, Grade, NotAllowedNowError
from linli.foundation.jobs.models import OutboxMessage

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts):
    """Start all acts at the same moment; return what each returned or raised."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(10)
            return act()
        except Exception as error:  # noqa: BLE001 - the error is the answer
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_clerks_deciding_at_once_exactly_one_wins(city, resident, clerk):
    load_catalogue()
    case = filed(resident, city.community)
    task = task_of(case)

    def accept():
        services.record_outcome(clerk, task_id=task, outcome="accept", now=NOW)

    answers = together(accept, accept, accept)
    assert [type(answer) for answer in answers if answer] == [AlreadyDoneError] * 2
    assert CaseEvent.objects.filter(case=case, kind="case.accepted").count() == 1
    assert Task.objects.filter(case=case, stage="federation").count() == 1


def test_one_key_sent_many_times_at_once_is_one_case(city, resident):
    load_catalogue()
    answers = together(*[lambda: filed(resident, city.community, key="same").pk] * 4)
    assert len(set(answers)) == 1
    assert Case.objects.count() == 1
    assert Task.objects.count() == 1
    assert OutboxMessage.objects.filter(topic="cases.happened").count() == 1


def test_starting_in_two_windows_at_once_is_one_draft(city, resident):
    load_catalogue()
    answers = together(
        *[lambda: services.start(resident, item_code=ALLOWANCES, now=NOW).public_id] * 4
    )
    assert len(set(answers)) == 1
    assert Draft.objects.count() == 1


def test_withdrawing_and_accepting_at_once_leaves_one_story(city, resident, clerk):
    load_catalogue()
    case = filed(resident, city.community)
    task = task_of(case)
    together(
        lambda: services.withdraw(resident, case_id=str(case.public_id), now=NOW),
        lambda: services.record_outcome(clerk, task_id=task, outcome="accept", now=NOW),
    )
    case.refresh_from_db()
    kinds = list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("kind", flat=True))
    assert kinds[-1] == "case.withdrawn"
    assert (case.state, case.result) == ("withdrawn", "withdrawn")
    assert not Task.objects.filter(case=case, state="open").exists()


def test_rating_twice_at_once_counts_once(city, resident, clerk):
    load_catalogue()
    case = filed(resident, city.community)
    services.record_outcome(
        clerk, task_id=task_of(case), outcome="decline", reason="不归本市", now=NOW
    )

    def rate():
        services.rate(resident, case_id=str(case.public_id), grade=Grade.BASICALLY, now=NOW)

    answers = together(rate, rate)
    assert sum(answer is None for answer in answers) == 1
    assert any(isinstance(answer, NotAllowedNowError) for answer in answers)
