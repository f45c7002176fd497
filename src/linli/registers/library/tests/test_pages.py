import pytest

from linli.faces.api.tests.programs import Program
from linli.foundation.calendar import clock
from linli.registers.library import queries
from linli.registers.library.models import Paper
from linli.registers.library.tests.factories import NOW, kept, upload
from linli.registers.people import queries as people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def posted(browser, address, **given):
    return browser.post(address, {"kind": "disability_card", "upload": upload(), **given})


def test_resident_keeps_agrees_deletes_and_brings_back(proven_resident, client_for):
    browser = client_for(proven_resident)
    assert posted(browser, "/papers/add/", may_reuse="on").status_code == 303
    paper = Paper.objects.get()
    browser.post(f"/papers/{paper.public_id}/consent/", {"may_reuse": "no"})
    assert not Paper.objects.get().may_reuse
    gone = browser.post(f"/papers/{paper.public_id}/delete/")
    assert f"{paper.public_id}/restore/" in browser.get(gone.url).content.decode()
    browser.post(f"/papers/{paper.public_id}/restore/")
    assert "残疾人证" in browser.get("/papers/").content.decode()


def test_what_is_wrong_is_said_at_the_field_and_kept(proven_resident, client_for):
    answer = posted(client_for(proven_resident), "/papers/add/", expires_on="2020-01-01")
    assert answer.status_code == 422
    assert "2020-01-01" in answer.content.decode()
    assert not Paper.objects.exists()


def test_who_proved_nothing_is_told_how(resident, client_for):
    assert client_for(resident).get("/papers/").status_code == 200
    assert client_for(resident).get("/papers/add/").status_code == 403


def test_clerk_keeps_what_is_shown_now(clerk, proven_resident, client_for):
    person = people.person(clerk, person_id=proven_resident.person_id, now=NOW).public_id
    browser = client_for(clerk)
    assert posted(browser, f"/desk/library/{person}/add/").status_code == 303
    paper = Paper.objects.get()
    root = f"/desk/library/{person}/{paper.public_id}"
    assert (
        clerk.holdings[0].organisation_name
        in browser.get(f"/desk/library/{person}/").content.decode()
    )
    for act in ("consent", "delete", "restore"):
        assert browser.post(f"{root}/{act}/").status_code == 303


def sent(program, path, given):
    return program.client.post(f"/api/v1{path}", given, headers=program.headers)


def test_program_does_the_same(proven_resident):
    program = Program(proven_resident)
    given = {"kind": "disability_card", "expires_on": "2030-01-01", "file": upload()}
    made = sent(program, "/papers", given)
    assert made.status_code == 201, made.content
    paper_id = made.json()["id"]
    assert (
        program.send("PUT", f"/papers/{paper_id}/consent", {"may_reuse": True}).status_code == 204
    )
    shown = program.get("/papers").json()["items"][0]
    assert (shown["until"], shown["may_reuse"]) == ("2030-01-01", True)
    assert program.send("DELETE", f"/papers/{paper_id}").status_code == 204
    assert program.post(f"/papers/{paper_id}/restoration", {}).status_code == 204
    assert str(queries.papers(proven_resident, now=NOW)[0].expires_on) == "2030-01-01"


def test_program_at_the_counter_does_the_same(clerk, proven_resident):
    person = people.person(clerk, person_id=proven_resident.person_id, now=NOW).public_id
    program = Program(clerk)
    made = sent(program, f"/people/{person}/papers", {"kind": "household_book", "file": upload()})
    assert made.status_code == 201, made.content
    assert [one["source"] for one in program.get(f"/people/{person}/papers").json()["items"]] == [
        "counter"
    ]


def test_list_is_read_in_the_same_statements_however_long(
    proven_resident, django_assert_num_queries
):
    kept(proven_resident)
    with django_assert_num_queries(4):
        queries.papers(proven_resident, now=NOW)
    kept(proven_resident, "household_book")
    with django_assert_num_queries(4):
        queries.papers(proven_resident, now=NOW)
