"""Drafts: the writer's alone, nothing typed lost, nothing kept that must not be."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.engines.cases import queries, services
from linli.engines.cases.models import Draft
from linli.engines.cases.tests.api.applications import PDF
from linli.engines.cases.tests.factories import ALLOWANCES, NOW, load_catalogue
from linli.engines.cases.tests.test_access import mandate
from linli.engines.catalogue.tests.factories import definition_of, publish
from linli.foundation.errors.values import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
)
from linli.foundation.files import queries as stored
from linli.foundation.files.models import StoredFile

pytestmark = pytest.mark.django_db
CARD = {"number": "120101195603080022" + "41", "valid": True, "kind": "body", "grade": 1}


@pytest.fixture(autouse=True)
def _pack(city):
    load_catalogue()


def begun(actor, **more):
    return str(services.start(actor, item_code=ALLOWANCES, **more, now=NOW).public_id)


def saved(actor, draft, section="card", answers=CARD, **more):
    return services.save_section(
        actor, draft_id=draft, section=section, answers=answers, **more, now=NOW
    )


def attached(actor, draft, material="card_copy"):
    upload = SimpleUploadedFile("card.pdf", PDF, "application/pdf")
    services.attach(actor, draft_id=draft, material_id=material, upload=upload, now=NOW)


def papers(actor, draft):
    return queries.draft(actor, draft_id=draft).materials.get("card_copy")


def test_nobody_begins_for_somebody_out_of_reach(other_clerk, proven_resident):
    with pytest.raises(NotFoundError):
        begun(other_clerk, for_person_id=proven_resident.person_id)
    assert not Draft.objects.exists()


def test_a_token_without_intake_begins_for_nobody_present(clerk, proven_resident):
    narrowed = replace(clerk, scopes=frozenset({"people:person:prefill", "cases:draft:write"}))
    with pytest.raises(NotFoundError):
        begun(narrowed, for_person_id=proven_resident.person_id)


def test_a_mandate_for_the_item_opens_it(proven_resident, other_resident):
    mandate(proven_resident, other_resident, ALLOWANCES)
    draft = begun(other_resident, for_person_id=proven_resident.person_id)
    assert queries.draft(other_resident, draft_id=draft).person_id == proven_resident.person_id


def test_a_mandate_for_the_item_fills_the_form_from_the_record(proven_resident, other_resident):
    mandate(proven_resident, other_resident, ALLOWANCES)
    draft = begun(other_resident, for_person_id=proven_resident.person_id, use_record=True)
    assert "李秀英" in str(queries.draft(other_resident, draft_id=draft).answers)


def test_a_draft_for_oneself_is_not_the_draft_for_somebody_else(proven_resident, other_resident):
    mandate(proven_resident, other_resident)
    own = begun(other_resident)
    for_her = begun(other_resident, for_person_id=proven_resident.person_id)
    assert own != for_her
    assert begun(other_resident) == own


def test_the_record_fills_the_form_only_where_that_was_asked(proven_resident):
    draft = begun(proven_resident)
    assert "李秀英" not in str(queries.draft(proven_resident, draft_id=draft).answers)
    services.discard(proven_resident, draft_id=draft)
    draft = begun(proven_resident, use_record=True)
    assert "李秀英" in str(queries.draft(proven_resident, draft_id=draft).answers)


def test_a_consent_is_never_kept_in_a_draft(resident):
    draft = begun(resident)
    saved(resident, draft, "consent", {"truth": True})
    assert not queries.draft(resident, draft_id=draft).answers.get("consent")
    saved(resident, draft, "consent", {"truth": True, "data_check": 7})
    assert not queries.draft(resident, draft_id=draft).answers.get("consent")


def test_of_two_devices_the_older_page_overwrites_nothing(resident):
    draft = begun(resident)
    saved(resident, draft, revision=0)
    with pytest.raises(ConflictError):
        saved(resident, draft, answers={"grade": 4}, revision=0)
    assert queries.draft(resident, draft_id=draft).answers["card"]["grade"] == 1


def test_a_section_made_wrong_is_not_done_any_more(resident):
    draft = begun(resident)
    saved(resident, draft)
    assert queries.draft(resident, draft_id=draft).done == {"card"}
    saved(resident, draft, answers=CARD | {"grade": 9})
    assert queries.draft(resident, draft_id=draft).done == frozenset()


def test_saving_takes_over_the_version_in_force(resident):
    draft = begun(resident)
    publish(definition_of(ALLOWANCES) | {"summary": {"zh": "新", "en": "New"}})
    assert queries.draft(resident, draft_id=draft).is_item_changed
    saved(resident, draft)
    assert not queries.draft(resident, draft_id=draft).is_item_changed


def test_a_file_for_no_paper_of_the_item_is_refused(resident):
    with pytest.raises(InvalidError):
        attached(resident, begun(resident), "nothing")
    assert not StoredFile.objects.exists()


def test_a_file_taken_out_is_out_and_the_other_stays(resident):
    draft = begun(resident)
    attached(resident, draft)
    attached(resident, draft)
    first, second = papers(resident, draft)
    services.detach(
        resident, draft_id=draft, material_id="card_copy", file_id=first["file"], now=NOW
    )
    assert papers(resident, draft) == [second]
    assert [str(row.public_id) for row in StoredFile.objects.all()] == [second["file"]]


def test_nothing_is_thrown_away_that_the_paper_does_not_name(resident):
    draft = begun(resident)
    attached(resident, draft)
    (kept,) = papers(resident, draft)
    services.detach(
        resident, draft_id=draft, material_id="guardian_proof", file_id=kept["file"], now=NOW
    )
    assert StoredFile.objects.filter(public_id=kept["file"]).exists()


def test_a_token_without_the_scope_neither_reads_nor_writes_a_draft(resident):
    draft = begun(resident)
    attached(resident, draft)
    (paper,) = papers(resident, draft)
    token = replace(resident, scopes=frozenset({"cases:case:read_own"}))
    for act in (
        lambda: queries.draft(token, draft_id=draft),
        lambda: queries.drafts(token),
        lambda: saved(token, draft),
        lambda: attached(token, draft),
        lambda: services.detach(
            token, draft_id=draft, material_id="card_copy", file_id=paper["file"], now=NOW
        ),
        lambda: services.discard(token, draft_id=draft),
    ):
        with pytest.raises(ForbiddenError):
            act()
    with pytest.raises(NotFoundError):
        stored.content(token, public_id=paper["file"])
    assert stored.content(resident, public_id=paper["file"])


def test_a_draft_goes_with_its_files(resident):
    draft = begun(resident)
    attached(resident, draft)
    services.discard(resident, draft_id=draft)
    assert not StoredFile.objects.exists()


def test_only_the_counter_sees_originals_and_can_take_that_back(clerk, resident, proven_resident):
    with pytest.raises(ForbiddenError):
        services.show_paper(
            resident, draft_id=begun(resident), material_id="card_copy", has_seen=True, now=NOW
        )
    draft = begun(clerk, for_person_id=proven_resident.person_id)
    for has_seen, kept in ((True, [{"seen": "original"}]), (False, [])):
        services.show_paper(
            clerk, draft_id=draft, material_id="card_copy", has_seen=has_seen, now=NOW
        )
        assert papers(clerk, draft) == kept


def test_no_original_is_seen_of_a_paper_that_the_item_does_not_have(clerk, proven_resident):
    draft = begun(clerk, for_person_id=proven_resident.person_id)
    with pytest.raises(InvalidError):
        services.show_paper(clerk, draft_id=draft, material_id="nothing", has_seen=True, now=NOW)
    assert queries.draft(clerk, draft_id=draft).materials == {}


def test_drafts_are_listed_to_their_writer_only(resident, other_resident):
    begun(resident)
    assert queries.drafts(other_resident) == ()
    assert len(queries.drafts(resident)) == 1
