import pytest

from linli.engines.cases.models import Draft
from linli.engines.cases.tests import factories
from linli.engines.cases.tests.api.applications import paper
from linli.engines.catalogue import queries as catalogue
from linli.faces.api.tests.programs import Program

NO_FILE = "0b7c0000-0000-4000-8000-000000000001"


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


@pytest.mark.parametrize(
    ("method", "act", "body"),
    [
        ("GET", "", None),
        ("DELETE", "", None),
        ("PUT", "/sections/card", {"answers": {}}),
        ("PUT", "/materials/card_copy/seen", {"has_seen": True}),
        ("DELETE", f"/materials/card_copy/files/{NO_FILE}", None),
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
