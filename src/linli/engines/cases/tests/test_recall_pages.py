"""A recall over HTTP: proposed and decided at the desk, answered by the resident, by programs."""

import pytest

from linli.engines.cases.models import Case, Recall
from linli.engines.cases.tests.factories import filed, load_catalogue
from linli.engines.cases.tests.recalls import REASON, propose, recall_task
from linli.engines.cases.tests.test_journey import decided

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now"), pytest.mark.plan("H5")]
ENGLISH = {"Accept-Language": "en"}
JSON = "application/json"


@pytest.fixture
def ended(city, resident, clerk, federation_officer, civil_affairs_officer):
    load_catalogue()
    case = filed(resident, city.community)
    decided(case, clerk, federation_officer, civil_affairs_officer)
    return Case.objects.get(pk=case.pk)


def desk(case, tail=""):
    return f"/desk/cases/{case.public_id}/{tail}"


def text(client, address):
    return client.get(address, headers=ENGLISH).content.decode()


def test_case_page_offers_it_to_the_post_that_decided_only(
    ended, civil_affairs_officer, clerk, client_for
):
    assert "The decision is wrong: recall it" in text(
        client_for(civil_affairs_officer), desk(ended)
    )
    assert "recall it" not in text(client_for(clerk), desk(ended))


def test_proposed_once_and_too_late_the_second_time(ended, civil_affairs_officer, client_for):
    client, given = client_for(civil_affairs_officer), {"ground": "facts", "reason": REASON}
    assert client.get(desk(ended, "recall/")).status_code == 200
    answers = [client.post(desk(ended, "recall/"), given).status_code for _ in range(2)]
    assert answers == [303, 409]
    assert Recall.objects.count() == 1


def test_what_was_typed_is_kept_when_the_ground_is_missing(
    ended, civil_affairs_officer, client_for
):
    answer = client_for(civil_affairs_officer).post(desk(ended, "recall/"), {"reason": REASON})
    assert answer.status_code == 422
    assert REASON in answer.content.decode()
    assert not Recall.objects.exists()


def test_resident_reads_why_and_answers_once(ended, civil_affairs_officer, resident, client_for):
    propose(civil_affairs_officer, ended)
    client, address = client_for(resident), f"/cases/{ended.public_id}/recall/"
    page = text(client, f"/cases/{ended.public_id}/")
    assert REASON in page
    assert "You can answer until" in page
    assert client.post(address, {"answer": ""}).status_code == 422
    answers = [client.post(address, {"answer": "没有错"}).status_code for _ in range(2)]
    assert answers == [303, 409]


def test_there_is_no_page_to_answer_without_a_recall(ended, resident, client_for):
    assert client_for(resident).get(f"/cases/{ended.public_id}/recall/").status_code == 404


def test_counter_has_the_same_page_and_a_leader_no_button(
    ended, civil_affairs_officer, clerk, district_leader, client_for
):
    propose(civil_affairs_officer, ended)
    assert "write the answer down" in text(client_for(clerk), desk(ended))
    assert "write the answer down" not in text(client_for(district_leader), desk(ended))
    answer = client_for(clerk).post(desk(ended, "recall/answer/"), {"answer": "没有错"})
    assert answer.status_code == 303


def test_superior_decides_on_a_page_that_keeps_what_was_typed_while_it_is_early(
    ended, civil_affairs_officer, district_leader, client_for
):
    propose(civil_affairs_officer, ended)
    client, task = client_for(district_leader), recall_task(ended)
    address = desk(ended, f"tasks/{task}/recall/")
    assert "Decide about the recall" in text(client, desk(ended))
    assert REASON in text(client, address)
    given = {"decision": "approve", "reason": "确有错误"}
    early = client.post(address, given)
    assert early.status_code == 409
    assert "确有错误" in early.content.decode()
    assert client.post(address, given | {"decision": "decline"}).status_code == 303
    assert Recall.objects.get().is_approved is False


def test_another_task_is_no_recall(ended, civil_affairs_officer, district_leader, client_for):
    propose(civil_affairs_officer, ended)
    task = ended.tasks.filter(kind="stage").first().public_id
    address = desk(ended, f"tasks/{task}/recall/")
    assert client_for(district_leader).get(address).status_code == 404


def test_programs_do_the_same(ended, civil_affairs_officer, resident, district_leader, client_for):
    api = "/api/v1"
    proposed = client_for(civil_affairs_officer).post(
        f"{api}/desk/cases/{ended.public_id}/recall",
        {"ground": "law", "reason": REASON},
        content_type=JSON,
    )
    answered = client_for(resident).post(
        f"{api}/cases/{ended.public_id}/recall-answer", {"answer": "没有错"}, content_type=JSON
    )
    done = client_for(district_leader).post(
        f"{api}/tasks/{recall_task(ended)}/recall-decision",
        {"is_approved": True, "reason": "确有错误"},
        content_type=JSON,
    )
    assert (proposed.status_code, answered.status_code, done.status_code) == (204, 204, 204)
    seen = client_for(resident).get(f"{api}/cases/{ended.public_id}").json()
    assert (seen["recall"]["is_approved"], seen["case"]["result"]) == (True, "")
