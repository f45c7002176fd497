"""Questions that are answered with files: at home, at the counter, by a program."""

import pytest
from django.utils import translation

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, Draft
from linli.engines.cases.tests.api.applications import hand_in
from linli.engines.cases.tests.factories import (
    ALLOWANCES,
    NOW,
    allowances,
    load_catalogue,
    task_of,
)
from linli.engines.cases.tests.ramps import PNG, SECTION, drawing, photo
from linli.engines.cases.tests.test_portal import posted
from linli.engines.cases.values import Ask, AskKind
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.tests.factories import definition_of, publish
from linli.faces.api.tests.programs import Program
from linli.foundation.files import services as files
from linli.foundation.files.models import StoredFile
from linli.registers.people import queries as people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def item(city, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_catalogue()
    definition = definition_of(ALLOWANCES)
    definition["form"].append(SECTION)
    return publish(definition)


def draft_of(actor):
    return str(services.start(actor, item_code=ALLOWANCES, now=NOW).public_id)


def answered(actor, draft):
    return queries.draft(actor, draft_id=draft).answers["ramp"]


def owners():
    return sorted(StoredFile.objects.values_list("kind", flat=True))


@pytest.fixture
def home(resident, client_for):
    """The resident's browser on the page that asks for files."""

    class Home:
        browser = client_for(resident)
        draft = draft_of(resident)
        address = f"/cases/drafts/{draft}/ramp/"

        def save(self, **data):
            named = {f"ramp.{key}": value for key, value in data.items()}
            return self.browser.post(self.address, named)

        def page(self):
            return self.browser.get(self.address).content.decode()

        def answers(self):
            return answered(resident, self.draft)

    return Home()


def test_what_was_added_stands_there_by_name_and_can_be_fetched(home):
    assert home.save(where="北门", photos=[photo("门口.png"), photo("b.png")]).status_code == 303
    assert "门口.png" in home.page()
    first, _second = home.answers()["photos"]
    assert home.browser.get(f"/files/{first}/").getvalue() == PNG
    assert owners() == ["draft", "draft"]


def test_nothing_is_lost_when_another_answer_is_wrong(home):
    page = home.save(where="长" * 101, photos=photo())
    assert page.status_code == 422
    assert "door.png" in page.content.decode()
    assert "长" * 101 in page.content.decode()
    assert home.save(where="北门", **{"photos.kept": home.answers()["photos"]}).status_code == 303


def test_a_file_that_is_refused_is_named_and_keeps_no_other_back(home):
    given = [photo("good.png"), photo("large.png", 1024 * 1024), drawing("wrong.pdf")]
    page = home.save(where="北门", photos=given)
    text = page.content.decode()
    assert page.status_code == 422
    assert "large.png：这个文件超过了 1 MB" in text
    assert "wrong.pdf：这是 PDF 文件" in text
    assert "good.png" in text
    assert "北门" in text
    assert len(home.answers()["photos"]) == 1


def test_going_on_later_says_first_what_was_refused(home):
    page = home.save(where="北门", photos=drawing(), later="1")
    assert page.status_code == 422
    assert home.answers()["where"] == "北门"


@pytest.mark.parametrize(
    ("photos", "said"), [([], "请添加文件"), ([photo(), photo(), photo()], "最多添加2个文件")]
)
def test_how_many_are_wanted_is_said(home, photos, said):
    page = home.save(where="北门", photos=photos)
    assert page.status_code == 422
    assert said in page.content.decode()


def test_a_file_is_taken_out_again_and_goes(home):
    home.save(where="北门", photos=[photo("a.png"), photo("b.png")])
    first, second = home.answers()["photos"]
    page = home.save(where="北门", **{"photos.kept": [first, second], "photos.remove": first})
    assert page.status_code == 200
    assert "a.png" not in page.content.decode()
    assert home.answers()["photos"] == [second]
    assert StoredFile.objects.count() == 1


def test_the_file_of_another_is_neither_taken_nor_named(home, other_resident):
    foreign = files.store(other_resident, upload=photo("geheim.png"), now=NOW)
    page = home.save(where="北门", photos=photo("mine.png"), **{"photos.kept": foreign.public_id})
    assert page.status_code == 422
    assert "geheim" not in page.content.decode() + home.page()
    assert "没有找到这个文件" in page.content.decode()
    assert "mine.png" in home.page()
    assert StoredFile.objects.get(public_id=foreign.public_id).kind == ""


def filled(browser, address, division):
    """Fill in every other section as a browser does, and return how it is handed in."""
    answers = allowances(division)
    for section in ("applicant", "card", "household", "other", "account", "guardian"):
        page = browser.post(f"{address}{section}/", posted(answers, section))
        assert page.status_code == 303, section
    browser.post(f"{address}papers/", {"material": "card_copy", "file": photo("card.png")})
    digest = catalogue.published(ALLOWANCES).digest
    consents = {"consent.data_check": "yes", "consent.truth": "yes"}
    return {"item": ALLOWANCES, "digest": digest, **consents}


def test_it_goes_from_home_through_the_review_to_the_office(home, city, clerk, client_for):
    home.save(where="北门", photos=[photo("a.png"), photo("b.png")], plan=drawing("图纸.pdf"))
    first, second = home.answers()["photos"]
    address = f"/cases/drafts/{home.draft}/"
    data = filled(home.browser, address, city.community)
    review = home.browser.get(f"{address}review/").content.decode()
    assert f'<a class="govuk-link" href="/files/{first}/">a.png</a>' in review
    home.browser.post(f"{address}ramp/", {"ramp.where": "南门", "ramp.photos.kept": [second]})
    assert home.browser.post(f"{address}review/", data).status_code == 303
    case = Case.objects.get()
    assert owners() == ["case", "case"]  # the card and one photograph; what was taken out is gone
    own = home.browser.get(f"/cases/{case.public_id}/").content.decode()
    assert f'href="/files/{second}/"' in own
    assert "card.png" in own
    at_desk = client_for(clerk)
    assert (
        f'href="/files/{second}/"' in at_desk.get(f"/desk/cases/{case.public_id}/").content.decode()
    )
    assert at_desk.get(f"/files/{second}/").status_code == 200


def test_an_empty_answer_is_told_before_it_is_handed_in(home, city):
    data = filled(home.browser, f"/cases/drafts/{home.draft}/", city.community)
    page = home.browser.post(f"/cases/drafts/{home.draft}/review/", data)
    assert page.status_code == 422
    assert "坡道" in page.content.decode()
    assert not Case.objects.exists()


def test_the_counter_adds_files_for_a_person_present(city, clerk, proven_resident, client_for):
    browser = client_for(clerk)
    present = people.person(clerk, person_id=proven_resident.person_id)
    browser.post(f"/desk/cases/intake/{present.public_id}/", {"item": ALLOWANCES})
    address = f"/desk/cases/drafts/{Draft.objects.get().public_id}/"
    saved = browser.post(f"{address}ramp/", {"ramp.where": "北门", "ramp.photos": photo("a.png")})
    assert saved.status_code == 303
    assert "a.png" in browser.get(f"{address}ramp/").content.decode()
    done = browser.post(f"{address}review/", filled(browser, address, city.community))
    assert done.status_code == 303
    own = client_for(proven_resident).get(f"/cases/{Case.objects.get().public_id}/")
    assert "a.png" in own.content.decode()


# ── programs ───────────────────────────────────────────────────────────────
def sent(program, upload):
    return program.upload("/files", upload).json()["id"]


@pytest.fixture
def program(resident):
    return Program(resident)


def whole(city, program, photos):
    item = catalogue.published(ALLOWANCES)
    return {
        "item": item.code,
        "digest": item.digest,
        "answers": allowances(city.community) | {"ramp": {"where": "北门", "photos": photos}},
        "materials": {"card_copy": [sent(program, drawing())]},
    }


def refusal(answer):
    assert answer.status_code == 422, answer.content
    return [(one["path"], one["code"]) for one in answer.json()["errors"]]


def test_a_program_names_files_it_has_uploaded(city, program, clerk):
    answer = hand_in(program, whole(city, program, [sent(program, photo("a.png"))]))
    assert answer.status_code == 201, answer.content
    assert owners() == ["case", "case"]
    seen = Program(clerk).get(f"/desk/cases/{answer.json()['id']}").json()
    rows = {row["path"]: row for part in seen["answers"] for row in part["rows"]}
    assert [file["name"] for file in rows["ramp.photos"]["files"]] == ["a.png"]


def test_a_program_is_told_why_a_file_will_not_do(city, program):
    wrong, large = sent(program, drawing()), sent(program, photo(size=1024 * 1024))
    answer = hand_in(program, whole(city, program, [wrong, large]))
    assert refusal(answer) == [("ramp.photos", "file_type"), ("ramp.photos", "file_too_large")]
    assert owners() == ["", "", ""]
    assert not Case.objects.exists()


def test_a_program_cannot_name_the_file_of_another(city, program, other_resident):
    foreign = sent(Program(other_resident), photo())
    assert refusal(hand_in(program, whole(city, program, [foreign]))) == [("ramp.photos", "file")]
    nobodys = "00000000-0000-4000-8000-000000000000"
    assert refusal(hand_in(program, whole(city, program, [nobodys]))) == [("ramp.photos", "file")]
    assert not Case.objects.exists()


def test_a_program_saves_files_in_a_draft(program, resident):
    draft = draft_of(resident)
    address = f"/drafts/{draft}/sections/ramp"
    given = sent(program, photo())
    good = program.send("PUT", address, {"answers": {"where": "北门", "photos": [given]}})
    assert good.json()["problems"] == []
    assert owners() == ["draft"]
    wrong = program.send(
        "PUT", address, {"answers": {"where": "北门", "photos": [given], "plan": [given]}}
    )
    assert [(one["path"], one["code"]) for one in wrong.json()["problems"]] == [
        ("ramp.plan", "file_type")
    ]


# ── told once ──────────────────────────────────────────────────────────────
@pytest.fixture
def asked(city, program, clerk):
    """A case whose photographs are asked for anew."""
    done = hand_in(program, whole(city, program, [sent(program, photo("old.png"))]))
    case = Case.objects.get(public_id=done.json()["id"])
    asks = [Ask(AskKind.FIELD, "ramp", "照片看不清")]
    services.request_supplement(clerk, task_id=task_of(case), asks=asks, now=NOW)
    return case


def photos_of(actor, case):
    with translation.override("zh-hans"):
        found = queries.my_case(actor, case_id=str(case.public_id), now=NOW)
    return {one.label: [file.name for file in one.files] for one in found.given}["门口的照片"]


def test_a_supplement_takes_files_and_keeps_the_old_ones(asked, resident, client_for):
    address = f"/cases/{asked.public_id}/supplement/"
    browser = client_for(resident)
    assert "old.png" in browser.get(address).content.decode()
    old = queries.my_case(resident, case_id=str(asked.public_id), now=NOW)
    kept = {"ramp.where": "北门", "ramp.photos.kept": old.document["answers"]["ramp"]["photos"]}
    done = browser.post(address, {**kept, "ramp.photos": photo("new.png")})
    assert done.status_code == 303, done.content.decode()
    assert photos_of(resident, asked) == ["old.png", "new.png"]
    assert "" not in owners()


def test_a_supplement_that_is_refused_loses_no_file(asked, resident, client_for):
    browser, address = client_for(resident), f"/cases/{asked.public_id}/supplement/"
    given = {"ramp.where": "北门", "ramp.photos": [photo("new.png"), drawing("wrong.pdf")]}
    page = browser.post(address, given)
    assert page.status_code == 422
    assert "new.png" in page.content.decode()
    assert "wrong.pdf：这是 PDF 文件" in page.content.decode()
    assert photos_of(resident, asked) == ["old.png"]


def test_taking_a_file_out_of_a_supplement_hands_nothing_in(asked, resident, client_for):
    browser, address = client_for(resident), f"/cases/{asked.public_id}/supplement/"
    new = str(files.store(resident, upload=photo("new.png"), now=NOW).public_id)
    page = browser.post(
        address, {"ramp.where": "北门", "ramp.photos.kept": [new], "ramp.photos.remove": new}
    )
    assert page.status_code == 200
    assert "new.png" not in page.content.decode()
    assert Case.objects.get().state == "supplement"


def test_a_program_answers_a_supplement_with_files(asked, program, resident):
    new = sent(program, photo("new.png"))
    body = {"answers": {"ramp": {"photos": [new]}}}
    assert program.post(f"/cases/{asked.public_id}/supplement", body).status_code == 204
    assert photos_of(resident, asked) == ["new.png"]


def test_who_may_not_read_the_answer_reads_no_name_of_its_files(asked, auditor, clerk, client_for):
    address = f"/desk/cases/{asked.public_id}/"
    assert "old.png" in client_for(clerk).get(address).content.decode()
    page = client_for(auditor).get(address)
    assert page.status_code == 200
    assert "old.png" not in page.content.decode()
