"""Papers over HTTP: who says that an original was seen, what is asked of whom, what is issued."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseDocument, CaseEvent, Supplement
from linli.engines.cases.queries import QueueFilter
from linli.engines.cases.services import results
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue, task_of
from linli.engines.cases.values import Ask, AskKind
from linli.foundation.jobs import services as jobs

pytestmark = pytest.mark.django_db
SEEN = {"seen.card_copy": "1", "note": "已带来"}


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


def asked(case, clerk):
    asks = [Ask(AskKind.MATERIAL, "card_copy", "看不清")]
    services.request_supplement(clerk, task_id=task_of(case), asks=asks, now=NOW)


def test_a_resident_does_not_say_that_an_original_was_seen(case, clerk, resident, client_for):
    asked(case, clerk)
    answer = client_for(resident).post(f"/cases/{case.public_id}/supplement/", SEEN)
    assert answer.status_code == 422
    assert Supplement.objects.get().answered_at is None


def test_an_officer_does_not_say_so_of_the_own_application(
    city, clerk, civil_affairs_officer, client_for
):
    load_catalogue()
    own = filed(civil_affairs_officer, city.community)
    asked(own, clerk)
    answer = client_for(civil_affairs_officer).post(f"/cases/{own.public_id}/supplement/", SEEN)
    assert answer.status_code == 422
    assert Supplement.objects.get().answered_at is None


def test_the_counter_says_so(case, clerk, client_for):
    asked(case, clerk)
    answer = client_for(clerk).post(f"/desk/cases/{case.public_id}/answer/", SEEN)
    assert answer.status_code == 303
    assert Supplement.objects.get().answered_at is not None


def test_nothing_is_asked_on_the_page_of_another_offices_task(
    case, clerk, federation_officer, client_for
):
    services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)
    address = f"/desk/cases/{case.public_id}/tasks/{task_of(case)}/supplement/"
    given = {"material.card_copy": "1"}
    assert client_for(clerk).get(address).status_code == 404
    assert client_for(clerk).post(address, given).status_code == 404
    assert not Supplement.objects.exists()
    assert client_for(federation_officer).post(address, given).status_code == 303


@pytest.mark.parametrize("is_first_dateless", [False, True])
def test_the_second_page_of_a_queue_goes_on_where_the_first_ended(
    case, city, resident, clerk, is_first_dateless
):
    cases = [case, *(filed(resident, city.community, key=key) for key in "bcd")]
    if is_first_dateless:
        asked(case, clerk)  # no last day while the resident is asked: such tasks stand last
        asked(cases[1], clerk)
    shown = QueueFilter(tab="waiting" if is_first_dateless else "todo")
    first = queries.tasks_for(clerk, shown=shown, now=NOW, limit=1)
    rest = queries.tasks_for(clerk, shown=shown, cursor=first.next_cursor, now=NOW)
    numbers = [row.number for row in (*first.rows, *rest.rows)]
    expected = cases[:2] if is_first_dateless else cases
    assert numbers == [one.number for one in expected]
    assert rest.next_cursor == ""


def test_a_result_is_issued_once(case, clerk):
    services.record_outcome(
        clerk, task_id=task_of(case), outcome="decline", reason="不归本市", now=NOW
    )
    jobs.run_due(now=NOW)
    issued = CaseDocument.objects.get()
    results.issue(Case.objects.get(pk=case.pk), now=NOW)
    assert CaseDocument.objects.get() == issued
    assert CaseEvent.objects.filter(case=case, kind="result.issued").count() == 1


def test_a_file_too_large_to_be_ours_is_not_read(client, city):
    load_catalogue()
    largest = 10 * 1024 * 1024
    for size, status in ((largest, 200), (largest + 1, 422)):
        upload = SimpleUploadedFile("x.pdf", b"x" * size)
        assert client.post("/cases/verify/", {"file": upload}).status_code == status
