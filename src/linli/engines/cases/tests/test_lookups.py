"""Registers asked for an application: what counts, what is told, and who is never looked up."""

from datetime import timedelta

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, Draft
from linli.engines.cases.queries import applying
from linli.engines.cases.queries.known import COUNTS_FOR
from linli.engines.cases.tests.factories import (
    ALLOWANCES,
    DOCTOR,
    NOW,
    allowances,
    load_catalogue,
    number_of,
)
from linli.engines.cases.tests.test_access import mandate
from linli.engines.cases.values import IncompleteError, NobodyProvenError
from linli.engines.catalogue import queries as catalogue
from linli.faces.api.tests.programs import Program
from linli.foundation.actors.values import SYSTEM, Proof
from linli.foundation.calendar import clock
from linli.foundation.errors.values import NotFoundError
from linli.foundation.exchange import registry
from linli.foundation.exchange.models import Lookup
from linli.foundation.exchange.tests.factories import (
    TODAY,
    YESTERDAY,
    Stub,
    card,
    nothing,
    relief,
)
from linli.foundation.exchange.values import Reason, Unavailable
from linli.registers.people import services as people
from linli.registers.people.models import IdentityDocument

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pack(city):
    load_catalogue()


@pytest.fixture(autouse=True)
def _card_shown(proven_resident):
    """Let the proven resident have the card that proved who she is."""
    people.add_document(
        SYSTEM,
        person_id=proven_resident.person_id,
        document_type="resident_id",
        number=number_of("1958-03-07"),
        now=NOW,
    )


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def registers():
    """Two registers with fresh entries of everybody."""
    both = {"disability_card": Stub(card()), "household": Stub(relief())}
    with registry.plugged(both):
        yield both


def begun(actor, *, item=ALLOWANCES, use_record=True, now=NOW, **more):
    return services.start(actor, item_code=item, use_record=use_record, now=now, **more)


def answered(actor, draft, city, now=NOW, **changes):
    """Fill in everything, the card as the register has it unless said otherwise."""
    given = allowances(city.community, **changes)
    known = queries.draft(actor, draft_id=str(draft.public_id)).answers
    given["card"] = given["card"] | known.get("card", {}) | changes.get("card", {})
    for section, answers in given.items():
        services.save_section(
            actor, draft_id=str(draft.public_id), section=section, answers=answers, now=now
        )


def owed(actor, draft, now=NOW):
    seen = applying.papers(actor, draft_id=str(draft.public_id), now=now)[1]
    return [paper.material.id for paper in seen]


def handed_in(actor, draft, now=NOW):
    case_id = services.submit(
        actor,
        draft_id=str(draft.public_id),
        digest=catalogue.published(ALLOWANCES).digest,
        consents={"consent": {"data_check": True, "truth": True}},
        now=now,
    )
    return Case.objects.get(public_id=case_id)


def facts(actor, draft, now=NOW):
    seen = applying.overview(actor, draft_id=str(draft.public_id), now=now)
    return {fact.name: fact for fact in seen.known.facts}


# ── who is looked up, and for what ─────────────────────────────────────────
@pytest.mark.plan("E3")
def test_what_the_form_names_is_found_and_filled_in(proven_resident, registers):
    draft = begun(proven_resident)
    assert draft.answers["card"]["grade"] == 1
    assert draft.answers["household"] == {"relief": ["dibao"]}
    asked = registers["disability_card"].asked[0]
    assert asked.facts == {f"disability.{one}" for one in ("number", "valid", "kind", "grade")}


def test_an_item_that_names_nothing_asks_nobody(proven_resident, registers):
    begun(proven_resident, item=DOCTOR)
    assert not Lookup.objects.exists()


def test_who_did_not_agree_is_not_looked_up(proven_resident, registers):
    assert begun(proven_resident, use_record=False).known == {}
    assert not Lookup.objects.exists()


def test_who_proved_nothing_is_not_looked_up(resident, registers):
    assert begun(resident).known == {}
    assert not Lookup.objects.exists()


def test_somebody_present_without_proof_is_not_looked_up(clerk, proven_resident, registers):
    rows = IdentityDocument.objects.filter(person=proven_resident.person_id)
    rows.update(proof=Proof.NONE)
    assert begun(clerk, for_person_id=proven_resident.person_id).known == {}
    assert not Lookup.objects.exists()


@pytest.mark.parametrize(("who", "ground"), [("proven_resident", "consent"), ("clerk", "law")])
def test_the_log_says_on_which_ground(request, proven_resident, registers, who, ground):
    draft = begun(request.getfixturevalue(who), for_person_id=proven_resident.person_id)
    rows = Lookup.objects.order_by("pk").values_list("ground", "about_id", "subject", flat=False)
    assert list(rows) == [(ground, proven_resident.person_id, draft.public_id)] * 2


def test_an_agent_looks_up_whom_they_act_for(proven_resident, other_resident, registers):
    mandate(proven_resident, other_resident)
    begun(other_resident, for_person_id=proven_resident.person_id)
    assert {row.about_id for row in Lookup.objects.all()} == {proven_resident.person_id}


def test_nobody_looks_up_a_stranger(other_resident, proven_resident, registers):
    with pytest.raises(NotFoundError):
        begun(other_resident, for_person_id=proven_resident.person_id)
    assert not Lookup.objects.exists()


# ── what an answer is worth ────────────────────────────────────────────────
@pytest.mark.plan("E3")
def test_a_paper_that_a_register_answers_is_not_asked(proven_resident, registers, city):
    draft = begun(proven_resident)
    answered(proven_resident, draft, city)
    assert owed(proven_resident, draft) == []
    assert handed_in(proven_resident, draft).state == "received"


def test_what_is_of_yesterday_is_shown_with_its_day_and_no_proof(proven_resident, city):
    stale = card(TODAY - timedelta(days=8))
    with registry.plugged({"disability_card": Stub(stale), "household": Stub(relief(YESTERDAY))}):
        draft = begun(proven_resident)
    found = facts(proven_resident, draft)
    assert draft.answers["household"] == {"relief": ["dibao"]}
    assert not found["household.relief"].is_proof
    assert "11月22日" in found["household.relief"].note
    answered(proven_resident, draft, city)
    assert owed(proven_resident, draft) == ["card_copy"]
    with pytest.raises(IncompleteError):
        handed_in(proven_resident, draft)


@pytest.mark.parametrize(
    "provider", [nothing(), Stub(Unavailable(Reason.SLOW)), Stub(RuntimeError())]
)
def test_what_no_register_answers_is_asked_on_paper(proven_resident, city, provider):
    with registry.plugged({"disability_card": provider}):
        draft = begun(proven_resident)
    answered(proven_resident, draft, city)
    assert owed(proven_resident, draft) == ["card_copy"]
    seen = applying.overview(proven_resident, draft_id=str(draft.public_id), now=NOW)
    assert seen.known.asked[0].sentence


def test_who_says_that_the_register_errs_brings_the_paper(proven_resident, registers, city):
    draft = begun(proven_resident)
    answered(proven_resident, draft, city, card={"number": "12010119560308002242"})
    found = facts(proven_resident, draft)
    assert (found["disability.number"].is_changed, found["disability.grade"].is_changed) == (
        True,
        False,
    )
    assert owed(proven_resident, draft) == ["card_copy"]


def test_the_office_reads_both_values(proven_resident, registers, city, clerk):
    draft = begun(proven_resident)
    answered(proven_resident, draft, city, card={"grade": 2})
    case = handed_in(proven_resident, draft)
    seen = queries.desk_case(clerk, case_id=str(case.public_id), now=NOW)
    rows = {row.path: row for section in seen.sections for row in section.rows}
    assert rows["card.grade"].text == "二级"
    assert "一级" in rows["card.grade"].note
    assert rows["household.relief"].note.startswith("来自")
    assert rows["applicant.name"].note == ""


def test_what_was_found_counts_for_seven_days(proven_resident, registers, city):
    draft = begun(proven_resident)
    answered(proven_resident, draft, city)
    last, over = NOW + COUNTS_FOR, NOW + COUNTS_FOR + timedelta(days=1)
    assert owed(proven_resident, draft, now=last) == []
    assert owed(proven_resident, draft, now=over) == ["card_copy"]


def test_a_case_is_judged_by_the_day_on_which_it_was_handed_in(
    proven_resident, registers, city, clerk
):
    draft = begun(proven_resident)
    answered(proven_resident, draft, city)
    case = handed_in(proven_resident, draft)
    later = NOW + timedelta(days=90)
    seen = queries.desk_case(clerk, case_id=str(case.public_id), now=later)
    assert all(fact.is_proof for fact in seen.known.facts)
    assert seen.papers == ()


def test_handing_in_asks_nobody_again(proven_resident, registers, city):
    draft = begun(proven_resident)
    answered(proven_resident, draft, city)
    handed_in(proven_resident, draft)
    assert len(registers["disability_card"].asked) == 1


def test_a_program_that_hands_in_a_whole_application_proves_nothing_by_saying_so(
    proven_resident, registers, city
):
    item = catalogue.published(ALLOWANCES)
    with pytest.raises(IncompleteError):
        services.submit_application(
            proven_resident,
            item_code=ALLOWANCES,
            digest=item.digest,
            answers=allowances(city.community) | {"known": {"disability.number": "1"}},
            materials={},
            idempotency_key="one",
            now=NOW,
        )


# ── again ──────────────────────────────────────────────────────────────────
def test_asked_again_it_fills_what_nobody_typed(proven_resident, city):
    with registry.plugged({"disability_card": Stub(Unavailable(Reason.AWAY))}):
        draft = begun(proven_resident)
    services.save_section(
        proven_resident,
        draft_id=str(draft.public_id),
        section="card",
        answers={"grade": 2},
        now=NOW,
    )
    with registry.plugged({"disability_card": Stub(card())}):
        again = services.look_up_again(proven_resident, draft_id=str(draft.public_id), now=NOW)
    assert (again.answers["card"]["grade"], again.answers["card"]["kind"]) == (2, "body")
    assert again.revision == 2


def test_asked_again_it_follows_the_register(proven_resident):
    with registry.plugged({"disability_card": Stub(card(grade=2))}):
        draft = begun(proven_resident)
    with registry.plugged({"disability_card": Stub(card(grade=1))}):
        again = services.look_up_again(proven_resident, draft_id=str(draft.public_id), now=NOW)
    assert again.answers["card"]["grade"] == 1


def test_nobody_asks_about_nobody(resident, registers):
    draft = begun(resident)
    with pytest.raises(NobodyProvenError):
        services.look_up_again(resident, draft_id=str(draft.public_id), now=NOW)
    assert Draft.objects.get().revision == 0


def test_nobody_asks_for_the_draft_of_another(proven_resident, other_resident, registers):
    draft = begun(proven_resident, use_record=False)
    with pytest.raises(NotFoundError):
        services.look_up_again(other_resident, draft_id=str(draft.public_id), now=NOW)
    assert not Lookup.objects.exists()


# ── pages and programs ─────────────────────────────────────────────────────
def test_start_says_which_registers_will_be_asked_for_what(proven_resident, registers, client_for):
    page = client_for(proven_resident).get(f"/cases/apply/{ALLOWANCES}/").content.decode()
    assert "残疾人证登记" in page
    assert "残疾等级" in page


def test_draft_section_and_review_say_where_an_answer_comes_from(
    proven_resident, registers, client_for
):
    draft, browser = begun(proven_resident), client_for(proven_resident)
    root = f"/cases/drafts/{draft.public_id}/"
    assert "社会救助登记" in browser.get(root).content.decode()
    assert "来自：残疾人证登记" in browser.get(root + "card/").content.decode()
    assert "来自：残疾人证登记" in browser.get(root + "review/").content.decode()


def test_a_button_asks_again(proven_resident, registers, client_for):
    draft = begun(proven_resident, use_record=False)
    answer = client_for(proven_resident).post(f"/cases/drafts/{draft.public_id}/registers/")
    assert answer.status_code == 303
    assert Lookup.objects.count() == 2


def test_a_program_asks_and_reads_what_was_said(proven_resident, registers):
    draft = begun(proven_resident, use_record=False)
    said = Program(proven_resident).post(f"/drafts/{draft.public_id}/lookups", {}).json()["known"]
    assert {one["register_id"]: one["outcome"] for one in said["replies"]} == {
        "household": "found",
        "disability_card": "found",
    }


def test_the_person_reads_who_asked_and_why(proven_resident, clerk, registers, client_for):
    begun(clerk, for_person_id=proven_resident.person_id)
    page = client_for(proven_resident).get("/family/lookups/").content.decode()
    for words in (clerk.holdings[0].organisation_name, "残疾人两项补贴", "残疾等级"):
        assert words in page
    assert clerk.name not in page
    found = Program(proven_resident).get("/family/lookups").json()["items"]
    assert {(one["was_me"], one["outcome"]) for one in found} == {(False, "found")}


def test_another_person_reads_nothing_of_it(proven_resident, other_resident, registers):
    begun(proven_resident)
    assert Program(other_resident).get("/family/lookups").json()["items"] == []
