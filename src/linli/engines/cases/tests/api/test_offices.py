import pytest

from linli.engines.cases.models import Case
from linli.engines.cases.tests import factories
from linli.engines.cases.tests.api.applications import application, hand_in
from linli.faces.api.tests.programs import Program
from linli.registers.organisations import queries as organisations


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
        chosen = next(one for one in act["outcomes"] if one["kind"] in kinds)
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
        ("callback", {"outcome": "mended", "was_reached": True, "cause": "x", "remedy": "x"}),
    ],
)
def test_task_of_another_office_is_closed(city, program, other_clerk, street_officer, act, body):
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
