"""The resident's pages, over HTTP."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.engines.cases.models import Case, Draft
from linli.engines.cases.portal import verifying
from linli.engines.cases.tests.factories import ALLOWANCES, allowances, load_catalogue
from linli.foundation.files.models import StoredFile
from linli.registers.accounts.models import Account

pytestmark = pytest.mark.django_db


def posted(answers, section):
    """Return one section as a browser posts it."""
    data = {}
    for field, value in answers[section].items():
        name = f"{section}.{field}"
        if isinstance(value, bool):
            data[name] = "yes" if value else "no"
        elif field == "birth_date":
            year, month, day = value.split("-")
            data |= {f"{name}.year": year, f"{name}.month": month, f"{name}.day": day}
        elif isinstance(value, dict):
            data |= {f"{name}.{part}": text for part, text in value.items()}
            if code := value.get("code"):
                data |= {
                    f"{name}.district": code[:6] + "000000",
                    f"{name}.street": code[:9] + "000",
                }
        else:
            data[name] = value
    return data


@pytest.fixture
def browser(city, resident, client_for):
    load_catalogue()
    return client_for(resident)


def begun(browser):
    browser.post(f"/cases/apply/{ALLOWANCES}/", {"for": ""})
    return str(Draft.objects.get().public_id)


def test_starting_twice_offers_the_draft_that_exists(browser):
    first = begun(browser)
    answer = browser.post(f"/cases/apply/{ALLOWANCES}/", {"for": ""})
    assert answer.status_code == 303
    assert first in answer["Location"]


def test_each_step_says_why_it_asks_and_who_reads_it(browser):
    page = browser.get(f"/cases/drafts/{begun(browser)}/applicant/").content.decode()
    assert "确认为谁申请" in page
    assert "经办这件事的人员" in page


def test_what_is_wrong_is_marked_and_nothing_typed_is_lost(browser, city):
    draft = begun(browser)
    data = posted(allowances(city.community), "applicant")
    data["applicant.birth_date.month"] = "13"
    answer = browser.post(f"/cases/drafts/{draft}/applicant/", data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="张秀英"' in page
    assert 'value="13"' in page


def test_a_resident_hands_in_an_application_page_by_page(browser, city, resident):
    draft = begun(browser)
    answers = allowances(city.community)
    for section in ("applicant", "card", "household", "other", "account", "guardian"):
        assert browser.get(f"/cases/drafts/{draft}/{section}/").status_code == 200
        answer = browser.post(f"/cases/drafts/{draft}/{section}/", posted(answers, section))
        assert answer.status_code == 303, (section, answer.content.decode()[-6000:])
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
    )
    upload = SimpleUploadedFile("card.png", png, content_type="image/png")
    answer = browser.post(
        f"/cases/drafts/{draft}/papers/", {"material": "card_copy", "file": upload}
    )
    assert answer.status_code == 303, answer.content.decode()
    review = browser.get(f"/cases/drafts/{draft}/review/")
    assert review.status_code == 200
    digest = review.context["seen"].item.digest
    wrong = browser.post(f"/cases/drafts/{draft}/review/", {"item": ALLOWANCES, "digest": digest})
    assert wrong.status_code == 422
    consents = {"consent.data_check": "yes", "consent.truth": "yes"}
    answer = browser.post(
        f"/cases/drafts/{draft}/review/", {"item": ALLOWANCES, "digest": digest, **consents}
    )
    case = Case.objects.get()
    assert StoredFile.objects.get().owner_id == str(case.public_id)
    assert answer["Location"] == f"/cases/{case.public_id}/receipt/"
    assert browser.get(answer["Location"]).status_code == 200
    again = browser.post(
        f"/cases/drafts/{draft}/review/", {"item": ALLOWANCES, "digest": digest, **consents}
    )
    assert again["Location"] == answer["Location"]
    assert browser.get("/cases/").status_code == 200
    assert browser.get(f"/cases/{case.public_id}/").status_code == 200


def test_a_stale_version_keeps_the_answers_and_says_so(browser):
    draft = begun(browser)
    answer = browser.post(
        f"/cases/drafts/{draft}/review/", {"item": ALLOWANCES, "digest": "0" * 64}
    )
    assert answer.status_code == 409
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("page", ["", "applicant/", "papers/", "review/"])
def test_another_persons_draft_is_not_there(browser, other_resident, client_for, page):
    draft = begun(browser)
    stranger = client_for(other_resident)
    assert stranger.get(f"/cases/drafts/{draft}/{page}").status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, city):
    assert client.get("/cases/").status_code == 302


def test_anybody_may_check_a_document(client, city):
    load_catalogue()
    assert client.get("/cases/verify/").status_code == 200
    assert client.get("/cases/verify/?serial=JG123").status_code == 200


def test_a_file_too_large_is_said_at_its_field_and_the_number_kept(client, city, monkeypatch):
    monkeypatch.setattr(verifying, "LARGEST_DOCUMENT", 3)
    given = {"serial": "JG-7K3M", "file": SimpleUploadedFile("result.pdf", b"%PDF")}
    answer = client.post("/cases/verify/", given, headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    assert [(one.path, one.code) for one in answer.context["problems"]] == [("file", "too_large")]
    page = answer.content.decode()
    assert 'href="#id_file"' in page
    assert 'aria-describedby="id_file-hint id_file-error" aria-invalid="true"' in page
    assert 'value="JG-7K3M"' in page
    assert "The file is too large to be one of ours." in page


def test_one_changed_answer_leads_back_to_the_review(browser, city):
    draft = begun(browser)
    data = posted(allowances(city.community), "card")
    answer = browser.post(f"/cases/drafts/{draft}/card/?to=review", data)
    assert answer["Location"] == f"/cases/drafts/{draft}/review/"


def test_the_review_names_each_section_that_has_gaps_once(browser):
    page = browser.get(f"/cases/drafts/{begun(browser)}/review/")
    addresses = [gap.url for gap in page.context["gaps"]]
    assert len(addresses) == len(set(addresses)) > 1


def test_adding_no_file_says_so(browser):
    draft = begun(browser)
    answer = browser.post(f"/cases/drafts/{draft}/papers/", {"material": "card_copy"})
    assert answer.status_code == 422


def test_what_was_typed_while_the_sign_in_ran_out_is_kept_over_it(browser, city, resident):
    draft = begun(browser)
    address = f"/cases/drafts/{draft}/applicant/"
    Session.objects.all().delete()
    answer = browser.post(address, posted(allowances(city.community), "applicant"))
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]
    assert "张秀英" not in str(list(Session.objects.values_list("session_data", flat=True)))
    browser.force_login(
        Account.objects.get(pk=resident.account_id), backend=settings.AUTHENTICATION_BACKENDS[0]
    )
    assert 'value="张秀英"' in browser.get(address).content.decode()
    assert 'value="张秀英"' not in browser.get(address).content.decode()
