import threading

import pytest
from django.db import connections

from linli.engines.cases.models import Case
from linli.engines.cases.tests import factories
from linli.engines.cases.tests.api.applications import application, hand_in
from linli.engines.catalogue.tests.factories import definition_of, publish
from linli.faces.api.tests.programs import Program

NOBODY = "0b7c0000-0000-4000-8000-000000000001"


@pytest.mark.plan("E3", "E4")
def test_program_hands_in_and_follows_a_case(city, program):
    made = hand_in(program, application(city, program))
    assert made.status_code == 201, made.content
    case = program.get(f"/cases/{made.json()['id']}").json()
    assert case["case"]["state"] == "received"
    assert case["answers"]["card"]["grade"] == 1
    assert case["may_withdraw"] is True
    assert [row["id"] for row in program.get("/cases").json()["items"]] == [made.json()["id"]]


def test_same_key_and_body_give_the_same_case(city, program):
    body = application(city, program)
    first, second = hand_in(program, body), hand_in(program, body)
    assert first.json() == second.json()
    assert Case.objects.count() == 1


def test_same_key_gives_the_case_even_where_it_would_be_refused_today(city, program):
    body = application(city, program)
    first = hand_in(program, body)
    changed = definition_of(factories.ALLOWANCES) | {"summary": {"zh": "新", "en": "New"}}
    publish(changed)
    assert hand_in(program, body).json() == first.json()
    assert hand_in(program, body, key="k-00000002").json()["code"] == "stale_version"


def test_same_key_with_another_body_is_refused(city, program):
    body = application(city, program)
    hand_in(program, body)
    other = hand_in(program, body | {"materials": {}})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")
    assert Case.objects.count() == 1


def test_key_of_a_refused_application_stays_free(city, program):
    body = application(city, program)
    assert hand_in(program, body | {"materials": {}}).status_code == 422
    assert hand_in(program, body).status_code == 201


def test_key_is_needed(city, program):
    refused = program.post("/applications", application(city, program))
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["path"] == "Idempotency-Key"
    assert not Case.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_key_sent_at_once_files_one_case(city, program):
    body, answers = application(city, program), []

    def send() -> None:
        answers.append(hand_in(program, body))
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert Case.objects.count() == 1


def test_stale_version_is_told(city, program):
    refused = hand_in(program, application(city, program, digest="0" * 64))
    assert (refused.status_code, refused.json()["code"]) == (409, "stale_version")


def test_wrong_answers_are_named_by_path_in_both_languages(city, program):
    answers = factories.allowances(city.community, card={"grade": 9})
    refused = hand_in(program, application(city, program, answers=answers))
    error = next(one for one in refused.json()["errors"] if one["path"] == "card.grade")
    assert refused.status_code == 422
    assert error["detail_zh"] != error["detail_en"] == error["detail"]


@pytest.mark.parametrize(
    "answers",
    [
        {"card": {"number": ["x"] * 1000}},
        {"card": {"grade": 10**400}},
        {"applicant": {"name": "x" * 100_000}},
        {"applicant": {"name": {"deep": {"deeper": []}}}},
        {"nothing": {"a": 1}},
    ],
)
def test_strange_answers_are_told_and_file_nothing(city, program, answers):
    refused = hand_in(program, application(city, program, answers=answers))
    assert (refused.status_code, refused.json()["code"]) == (422, "incomplete")
    assert refused.json()["errors"]
    assert not Case.objects.exists()


def test_unknown_person_is_not_found(city, program):
    refused = hand_in(program, application(city, program, for_person=NOBODY))
    assert refused.status_code == 404


def test_scopes_narrow(proven_resident, city):
    reader = Program(proven_resident, ["cases:case:read_own"])
    refused = hand_in(reader, application(city, Program(proven_resident)))
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
