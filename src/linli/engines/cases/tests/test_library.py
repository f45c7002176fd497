"""Papers given before, in an application: offered, copied, kept for the next time."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.engines.cases import queries, services
from linli.engines.cases.models import Draft
from linli.engines.cases.queries import applying
from linli.engines.cases.tests.api.applications import PDF
from linli.engines.cases.tests.factories import ALLOWANCES, NOW, allowances, load_catalogue
from linli.engines.catalogue import queries as catalogue
from linli.faces.api.tests.programs import Program
from linli.foundation.calendar import clock
from linli.foundation.errors.values import NotFoundError
from linli.foundation.files import queries as files
from linli.foundation.files.models import StoredFile
from linli.registers.library import queries as library_queries
from linli.registers.library import services as library
from linli.registers.library.models import Paper, PaperUse
from linli.registers.library.tests.factories import TODAY, kept
from linli.registers.library.values import UNDO_FOR, PaperOverError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pack(city, monkeypatch):
    load_catalogue()
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def draft(proven_resident, city):
    """A draft that owes the card."""
    draft_id = str(services.start(proven_resident, item_code=ALLOWANCES, now=NOW).public_id)
    for section, answers in allowances(city.community).items():
        services.save_section(
            proven_resident, draft_id=draft_id, section=section, answers=answers, now=NOW
        )
    return draft_id


def offered(actor, draft, now=NOW):
    return applying.papers(actor, draft_id=draft, now=now)[1][0].offer


def use(actor, draft, paper_id, material="card_copy", now=NOW):
    services.use_paper(actor, draft_id=draft, material_id=material, paper_id=str(paper_id), now=now)


def given(actor, draft):
    return queries.draft(actor, draft_id=draft).materials.get("card_copy", [])


def submitted(actor, draft):
    return services.submit(
        actor,
        draft_id=draft,
        digest=catalogue.published(ALLOWANCES).digest,
        consents={"consent": {"data_check": True, "truth": True}},
        now=NOW,
    )


@pytest.mark.plan("E3")
def test_a_paper_that_was_given_is_offered_and_used(proven_resident, draft):
    paper_id = kept(proven_resident)
    assert offered(proven_resident, draft).public_id == paper_id
    use(proven_resident, draft, paper_id)
    assert [one["kept"]["source"] for one in given(proven_resident, draft)] == ["own"]
    assert [str(one.purpose_zh) for one in PaperUse.objects.all()] == ["残疾人两项补贴"]
    assert library_queries.papers(proven_resident, now=NOW)[0].uses[0].purpose.zh == (
        "残疾人两项补贴"
    )


def test_deleting_it_in_the_library_takes_nothing_from_the_case(proven_resident, draft, clerk):
    paper_id = kept(proven_resident)
    use(proven_resident, draft, paper_id)
    case_id = submitted(proven_resident, draft)
    library.delete(proven_resident, paper_id=paper_id, now=NOW)
    assert library.purge(now=NOW + UNDO_FOR + timedelta(days=1)) == 1
    paper = queries.desk_case(clerk, case_id=case_id, now=NOW).papers[0][1][0]
    assert files.content(clerk, public_id=paper["file"])[1] == PDF


def test_the_office_reads_who_saw_the_original(proven_resident, draft, clerk, client_for):
    use(proven_resident, draft, kept(clerk, person_id=proven_resident.person_id))
    case_id = submitted(proven_resident, draft)
    page = client_for(clerk).get(f"/desk/cases/{case_id}/").content.decode()
    assert clerk.holdings[0].organisation_name in page
    assert "2026-11-23" in page


def test_one_that_expired_is_not_used_and_says_so(proven_resident, draft, client_for):
    paper_id = kept(proven_resident, expires_on=TODAY)
    tomorrow = NOW + timedelta(days=1)
    assert offered(proven_resident, draft, now=tomorrow).is_expired
    with pytest.raises(PaperOverError):
        use(proven_resident, draft, paper_id, now=tomorrow)
    assert given(proven_resident, draft) == []


def test_one_without_agreement_is_neither_offered_nor_used(proven_resident, draft):
    paper_id = kept(proven_resident, may_reuse=False)
    assert offered(proven_resident, draft) is None
    with pytest.raises(PaperOverError):
        use(proven_resident, draft, paper_id)
    assert not PaperUse.objects.exists()


def test_the_paper_of_another_is_not_there(proven_resident, other_resident, draft):
    paper_id = kept(other_resident)
    assert offered(proven_resident, draft) is None
    with pytest.raises(NotFoundError):
        use(proven_resident, draft, paper_id)
    assert given(proven_resident, draft) == []


def test_a_paper_of_another_kind_is_not_there(proven_resident, draft):
    with pytest.raises(NotFoundError):
        use(proven_resident, draft, kept(proven_resident, "household_book"))
    assert given(proven_resident, draft) == []


def attached(actor, draft, *, keep):
    upload = SimpleUploadedFile("card.pdf", PDF, "application/pdf")
    services.attach(
        actor, draft_id=draft, material_id="card_copy", upload=upload, keep=keep, now=NOW
    )


def test_what_is_added_is_kept_where_she_agrees(proven_resident, draft):
    attached(proven_resident, draft, keep=True)
    paper = library_queries.papers(proven_resident, now=NOW)[0]
    assert (paper.kind, paper.may_reuse, len(paper.files)) == ("disability_card", True, 1)
    services.discard(proven_resident, draft_id=draft)
    assert files.content(proven_resident, public_id=paper.files[0].public_id)[1] == PDF


def test_what_is_added_is_not_kept_otherwise(proven_resident, draft):
    attached(proven_resident, draft, keep=False)
    assert not Paper.objects.exists()
    assert StoredFile.objects.count() == 1


def test_nobody_without_proof_is_offered_or_keeps_anything(resident):
    draft_id = str(services.start(resident, item_code=ALLOWANCES, now=NOW).public_id)
    attached(resident, draft_id, keep=True)
    assert not Paper.objects.exists()


def test_page_offers_with_one_press_and_keeps_with_a_tick(proven_resident, draft, client_for):
    browser, address = client_for(proven_resident), f"/cases/drafts/{draft}/papers/"
    upload = SimpleUploadedFile("card.pdf", PDF, "application/pdf")
    browser.post(address, {"material": "card_copy", "file": upload, "keep": "yes"})
    paper = Paper.objects.get()
    file_id = given(proven_resident, draft)[0]["file"]
    browser.post(f"{address}remove/", {"material": "card_copy", "file": file_id})
    assert str(paper.public_id) in browser.get(address).content.decode()
    answer = browser.post(address, {"material": "card_copy", "paper": str(paper.public_id)})
    assert answer.status_code == 303
    assert len(given(proven_resident, draft)) == 1


def test_program_uses_a_paper(proven_resident, draft):
    paper_id = kept(proven_resident)
    address = f"/drafts/{draft}/materials/card_copy/papers/{paper_id}"
    assert Program(proven_resident).post(address, {}).status_code == 204
    assert Draft.objects.get().revision == 8
