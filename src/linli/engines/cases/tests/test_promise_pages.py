"""Papers that follow, on pages and by programs."""

import pytest

from linli.engines.cases import services
from linli.engines.cases.models import Case, PaperPromise
from linli.engines.cases.queries.sealing import document_of
from linli.engines.cases.tests.factories import (
    ALLOWANCES,
    NOW,
    allowances,
    task_of,
)
from linli.engines.cases.tests.test_promises import CARD, LAST, SEEN, filed, item, upload
from linli.engines.cases.values import (
    PromiseState,
)
from linli.engines.catalogue import queries as catalogue
from linli.faces.api.tests.programs import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
__all__ = ["item"]


def test_the_papers_step_offers_the_promise(resident, client_for):
    draft_id = services.start(resident, item_code=ALLOWANCES, now=NOW).public_id
    card = {"number": "1", "valid": True, "kind": "body", "grade": 1}
    services.save_section(resident, draft_id=str(draft_id), section="card", answers=card, now=NOW)
    browser, path = client_for(resident), f"/cases/drafts/{draft_id}/papers/"
    assert "我承诺稍后补交" in browser.get(path).content.decode()
    assert browser.post(path, {"material": CARD, "promise": "yes"}).status_code == 303
    assert "已承诺稍后补交" in browser.get(path).content.decode()


def test_receipt_and_case_say_what_is_to_follow(city, resident, clerk, client_for):
    case = filed(resident, city)
    mine, desk = client_for(resident), client_for(clerk)
    assert "容缺受理" in mine.get(f"/cases/{case.public_id}/").content.decode()
    assert "稍后补交" in mine.get(f"/cases/{case.public_id}/receipt/").content.decode()
    assert "容缺受理" in desk.get(f"/desk/cases/{case.public_id}/").content.decode()


def test_a_resident_hands_it_in_by_the_case(city, resident, client_for):
    case = filed(resident, city)
    browser, path = client_for(resident), f"/cases/{case.public_id}/promised/{CARD}/"
    assert browser.get(path).status_code == 200
    assert browser.post(path, {}).status_code == 422
    assert browser.post(path, {"file": upload()}).status_code == 303
    assert PaperPromise.objects.get().state == PromiseState.FOLLOWED


def test_the_counter_sees_the_original(city, resident, clerk, client_for):
    case = filed(resident, city)
    path = f"/desk/cases/{case.public_id}/promised/{CARD}/"
    assert client_for(clerk).post(path, {"seen": "yes"}).status_code == 303
    assert document_of(case)["materials"][CARD] == SEEN


def test_a_paper_that_was_not_promised_has_no_page(city, resident, client_for):
    case = filed(resident, city)
    path = f"/cases/{case.public_id}/promised/other/"
    assert client_for(resident).get(path).status_code == 404


def test_the_office_gives_more_time_on_the_case_page(city, resident, clerk, client_for):
    case = filed(resident, city)
    path = f"/desk/cases/{case.public_id}/tasks/{task_of(case)}/extend-promise/"
    browser = client_for(clerk)
    assert browser.post(path, {"material": CARD, "reason": ""}).status_code == 422
    assert browser.post(path, {"material": CARD, "reason": "补办中"}).status_code == 303
    assert PaperPromise.objects.get().extensions == 1


def test_a_program_promises_follows_and_extends(city, resident, clerk):
    program, item = Program(resident), catalogue.published(ALLOWANCES)
    body = {
        "item": item.code,
        "digest": item.digest,
        "answers": allowances(city.community),
        "promises": {CARD: LAST.isoformat()},
    }
    made = program.post("/applications", body, **{"Idempotency-Key": "k-00000001"})
    assert made.status_code == 201, made.content
    case = Case.objects.get(public_id=made.json()["id"])
    seen = program.get(f"/cases/{case.public_id}").json()["promises"]
    assert [(one["material"], one["due_on"]) for one in seen] == [(CARD, LAST.isoformat())]
    more = {"material": CARD, "reason": "补办中"}
    task = task_of(case)
    assert Program(clerk).post(f"/tasks/{task}/promise-extension", more).status_code == 204
    file_id = program.upload("/files", upload()).json()["id"]
    sent = program.post(f"/cases/{case.public_id}/materials/{CARD}", {"files": [file_id]})
    assert sent.status_code == 204
    assert PaperPromise.objects.get().state == PromiseState.FOLLOWED


def test_a_program_promises_on_a_draft(resident):
    draft_id = services.start(resident, item_code=ALLOWANCES, now=NOW).public_id
    path = f"/drafts/{draft_id}/materials/{CARD}/promise"
    answer = Program(resident).send("PUT", path, {"on": LAST.isoformat()})
    assert answer.status_code == 204
