import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from linli.engines.cases import queries
from linli.engines.cases.models import Case, Draft
from linli.engines.cases.tests import factories
from linli.engines.catalogue import queries as catalogue
from linli.faces.api.tests.programs import Program
from linli.foundation.calendar import clock

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
NOBODY = "0b7c0000-0000-4000-8000-000000000001"


@pytest.fixture(autouse=True)
def _pack(city):
    with transaction.atomic():  # as packs are loaded
        factories.load_catalogue()


@pytest.fixture
def program(proven_resident):
    return Program(proven_resident)


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("card.pdf", PDF, "application/pdf")


def application(city, program, **changes):
    file = program.upload("/files", paper())
    assert file.status_code == 201, file.content
    item = catalogue.published(factories.ALLOWANCES)
    return {
        "item": item.code,
        "digest": item.digest,
        "answers": factories.allowances(city.community),
        "materials": {"card_copy": [file.json()["id"]]},
    } | changes


def hand_in(program, body, key="k-00000001"):
    return program.post("/applications", body, **{"Idempotency-Key": key})


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


def test_stale_version_is_told(city, program):
    refused = hand_in(program, application(city, program, digest="0" * 64))
    assert (refused.status_code, refused.json()["code"]) == (409, "stale_version")


def test_wrong_answers_are_named_by_path_in_both_languages(city, program):
    answers = factories.allowances(city.community, card={"grade": 9})
    refused = hand_in(program, application(city, program, answers=answers))
    error = next(one for one in refused.json()["errors"] if one["path"] == "card.grade")
    assert refused.status_code == 422
    assert error["detail_zh"] != error["detail_en"] == error["detail"]


def test_somebody_else_is_not_found(city, program, other_resident):
    made = hand_in(program, application(city, program)).json()["id"]
    stranger = Program(other_resident)
    for path in (f"/cases/{made}", f"/desk/cases/{made}"):
        assert stranger.get(path).status_code == 404
    for act in ("withdraw", "rating", "supplement"):
        body = {"grade": 5} if act == "rating" else {}
        assert stranger.post(f"/cases/{made}/{act}", body).status_code == 404
    assert Case.objects.get().last_seq == 2


def test_unknown_person_is_not_found(city, program):
    refused = hand_in(program, application(city, program, for_person=NOBODY))
    assert refused.status_code == 404


def test_draft_is_saved_whatever_is_wrong_and_guarded_by_its_revision(city, program):
    draft = program.post("/drafts", {"item": factories.ALLOWANCES, "use_record": True}).json()
    at = f"/drafts/{draft['id']}"
    tag = program.get(at)["ETag"]
    saved = program.send(
        "PUT", f"{at}/sections/card", {"answers": {"grade": 9}}, **{"If-Match": tag}
    )
    assert (saved.status_code, saved.json()["is_valid"]) == (200, False)
    assert saved["ETag"] == program.get(at)["ETag"] == '"1"'
    stale = program.send("PUT", f"{at}/sections/card", {"answers": {}}, **{"If-Match": tag})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_revision")
    assert program.get(at).json()["answers"]["card"]["grade"] == 9


def test_draft_goes_from_first_answer_to_case(city, program):
    item = catalogue.published(factories.ALLOWANCES)
    draft = program.post("/drafts", {"item": item.code}).json()["id"]
    answers = factories.allowances(city.community)
    consents = {"consent": answers.pop("consent")}
    for section, given in answers.items():
        saved = program.send("PUT", f"/drafts/{draft}/sections/{section}", {"answers": given})
        assert saved.json()["is_valid"], saved.content
    added = program.upload(f"/drafts/{draft}/materials/card_copy/files", paper())
    assert added.status_code == 204, added.content
    made = program.post(
        f"/drafts/{draft}/submission", {"digest": item.digest, "consents": consents}
    )
    assert made.status_code == 201, made.content
    assert program.get("/drafts").json() == {"items": []}


def test_draft_is_thrown_away(program):
    draft = program.post("/drafts", {"item": factories.ALLOWANCES}).json()["id"]
    assert program.send("DELETE", f"/drafts/{draft}").status_code == 204
    assert not Draft.objects.exists()


def test_offices_take_a_case_to_its_end_and_it_is_rated(
    city, program, clerk, federation_officer, civil_affairs_officer
):
    made = hand_in(program, application(city, program)).json()["id"]
    intake, officers = Program(clerk), [Program(federation_officer), Program(civil_affairs_officer)]
    task = intake.get("/queue").json()["items"][0]
    assert intake.post(f"/tasks/{task['id']}/claim").status_code == 204
    assert intake.post(f"/tasks/{task['id']}/release").status_code == 204
    asks = [{"kind": "other", "text": "请补充说明"}]
    asked = intake.post(f"/tasks/{task['id']}/supplement", {"asks": asks})
    assert asked.status_code == 201, asked.content
    assert program.get(f"/cases/{made}").json()["supplement"]["asks"][0]["text"] == "请补充说明"
    assert program.post(f"/cases/{made}/supplement", {"note": "说明"}).status_code == 204
    decide(intake, made, "accept")
    for _round in range(6):
        for officer in officers:
            decide(officer, made, "pass", "grant")
    assert Case.objects.get().result == "granted"
    assert program.post(f"/cases/{made}/rating", {"grade": 5}).status_code == 204
    again = program.post(f"/cases/{made}/rating", {"grade": 5})
    assert (again.status_code, again.json()["code"]) == (409, "not_allowed_now")


def decide(office, case_id, *kinds) -> None:
    shown = office.get(f"/desk/cases/{case_id}")
    if shown.status_code != 200:
        return
    for act in shown.json()["acts"]:
        chosen = next(one for one in act["stage"]["outcomes"] if one["kind"] in kinds)
        body = {"outcome": chosen["id"], "reason": "符合条件"}
        done = office.post(f"/tasks/{act['task']['id']}/outcome", body)
        assert done.status_code == 204, done.content


def test_office_sees_answers_masked_and_one_whole_for_a_reason(city, program, clerk):
    made = hand_in(program, application(city, program)).json()["id"]
    office, number = Program(clerk), factories.number_of()
    sections = office.get(f"/desk/cases/{made}").json()["answers"]
    rows = {row["path"]: row["text"] for section in sections for row in section["rows"]}
    assert number not in rows["applicant.identity"]
    asked = {"path": "applicant.identity", "reason": "核对证件"}
    assert number in office.post(f"/desk/cases/{made}/reveal", asked).content.decode()
    asked["reason"] = " "
    assert office.post(f"/desk/cases/{made}/reveal", asked).status_code == 422


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("claim", None),
        ("release", None),
        ("outcome", {"outcome": "accept"}),
        ("supplement", {"asks": [{"kind": "other", "text": "x"}]}),
        ("return", {"reason": "x"}),
        ("reassign", {"organisation": "ORG", "reason": "x"}),
        ("pause", {"cause": "hearing", "days": 3, "reason": "x"}),
        ("resume", {}),
        ("extension", {"reason": "x"}),
        ("extension-decision", {"is_approved": True, "reason": "x"}),
        ("callback", {"was_reached": True, "cause": "x", "remedy": "x"}),
    ],
)
def test_task_of_another_office_is_closed(city, program, other_clerk, street_officer, act, body):
    from linli.registers.organisations import queries as organisations

    made = hand_in(program, application(city, program)).json()["id"]
    task = factories.task_of(Case.objects.get())
    body = body and dict(body)
    if body and "organisation" in body:
        body["organisation"] = str(organisations.organisation(city.office).public_id)
    needs_leader = act in {"reassign", "extension-decision", "callback"}
    refused = Program(other_clerk).post(f"/tasks/{task}/{act}", body)
    assert refused.status_code == (403 if needs_leader else 404), refused.content
    assert Program().post(f"/tasks/{task}/{act}", body).status_code == 401
    assert Case.objects.get(public_id=made).last_seq == 2


def test_pages_follow_each_other(proven_resident, city, program):
    ids = [
        str(factories.filed(proven_resident, city.community, key=f"k{n}").public_id)
        for n in range(3)
    ]
    first = program.get("/cases", {"limit": 2}).json()
    second = program.get("/cases", {"limit": 2, "cursor": first["next"]}).json()
    assert [row["id"] for row in first["items"] + second["items"]] == ids[::-1]
    assert second["next"] == ""


def test_queue_pages_follow_each_other(proven_resident, city, clerk):
    for n in range(3):
        factories.filed(proven_resident, city.community, key=f"k{n}")
    office = Program(clerk)
    first = office.get("/queue", {"limit": 2}).json()
    second = office.get("/queue", {"limit": 2, "cursor": first["next"]}).json()
    assert len({row["id"] for row in first["items"] + second["items"]}) == 3
    assert first["counts"]["todo"] == 3


@pytest.mark.plan("H5")
def test_line_and_figures_are_for_who_supervises(proven_resident, city, street_officer, clerk):
    factories.filed(proven_resident, city.community)
    leader = Program(street_officer)
    assert len(leader.get("/line").json()["items"]) == 1
    assert leader.get("/line/figures").json()["items"][0]["open"] == 1
    assert leader.get("/desk/ratings").json()["is_suppressed"] is True
    assert Program(clerk).get("/line").status_code == 403


def test_unknown_paper_is_not_found():
    assert Program().get("/verify", {"serial": "JG-NONE"}).status_code == 404


READS = {
    "/cases": lambda actor, _case: queries.my_cases(actor, now=clock.now()),
    "/cases/{case}": lambda actor, case: queries.my_case(actor, case_id=case, now=clock.now()),
    "/queue": lambda actor, _case: queries.tasks_for(
        actor, shown=queries.QueueFilter(), now=clock.now()
    ),
    "/desk/cases/{case}": lambda actor, case: queries.desk_case(
        actor, case_id=case, now=clock.now()
    ),
}


@pytest.mark.parametrize("path", READS)
def test_api_adds_token_posts_and_count_to_a_query(proven_resident, city, clerk, path):
    case = str(factories.filed(proven_resident, city.community).public_id)
    actor = clerk if path in {"/queue", "/desk/cases/{case}"} else proven_resident
    reader, at = Program(actor), path.format(case=case)
    reader.get(at)  # the first call of a minute also notes the use of the token
    with CaptureQueriesContext(connection) as through_api:
        assert reader.get(at).status_code == 200
    with CaptureQueriesContext(connection) as straight:
        READS[path](actor, case)
    assert len(through_api) == len(straight) + 3


def test_scopes_narrow(proven_resident, city):
    reader = Program(proven_resident, ["cases:case:read_own"])
    refused = hand_in(reader, application(city, Program(proven_resident)))
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize(
    ("method", "act", "body"),
    [
        ("GET", "", None),
        ("DELETE", "", None),
        ("PUT", "/sections/card", {"answers": {}}),
        ("PUT", "/materials/card_copy/seen", {"has_seen": True}),
        ("DELETE", f"/materials/card_copy/files/{NOBODY}", None),
        ("POST", "/submission", {"digest": "x"}),
    ],
)
def test_draft_of_somebody_else_is_not_found(program, clerk, method, act, body):
    draft = program.post("/drafts", {"item": factories.ALLOWANCES}).json()["id"]
    refused = Program(clerk).send(method, f"/drafts/{draft}{act}", body)
    assert refused.status_code == 404, refused.content
    assert Draft.objects.get().revision == 0


@pytest.mark.parametrize("section", ["nothing", "%00", "card.grade"])
def test_section_that_is_none_is_not_found(program, section):
    draft = program.post("/drafts", {"item": factories.ALLOWANCES}).json()["id"]
    at = f"/drafts/{draft}/sections/{section}"
    assert program.send("PUT", at, {"answers": {}}).status_code == 404


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
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert Case.objects.count() == 1
