"""Family members agree each for themselves before a household application is complete."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.engines.cases import services
from linli.engines.cases.models import Authorisation, Case, CaseMember
from linli.engines.cases.queries import authorisations as known
from linli.engines.cases.services import due
from linli.engines.cases.tests.factories import NOW, allowances
from linli.engines.cases.tests.families import (
    DAUGHTER,
    FAMILY,
    GRANDCHILD,
    HUSBAND,
    PHONE,
    agreement_of,
    family_draft,
    family_item,
    hand_in,
)
from linli.engines.cases.values import (
    CODE_TRIES,
    AgreementState,
    AgreementWay,
    AskedOftenError,
    CaseState,
    CodeRefusedError,
    IncompleteError,
    NotAllowedNowError,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.actors.values import ANONYMOUS
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.foundation.files.models import StoredFile

pytestmark = pytest.mark.django_db
GIVEN, REFUSED, REVOKED = AgreementState.GIVEN, AgreementState.REFUSED, AgreementState.REVOKED
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS"
    b"\xde\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture(autouse=True)
def item(city):
    return family_item(materials=[])


def answer(agreement_id, code, what=GIVEN, now=NOW):
    services.answer_by_code(ANONYMOUS, agreement_id=agreement_id, code=code, answer=what, now=now)


def at_counter(clerk, agreement_id, what=GIVEN, person=HUSBAND, now=NOW):
    services.answer_at_counter(
        clerk,
        agreement_id=agreement_id,
        document_type="resident_id",
        number=person["identity"]["number"],
        answer=what,
        now=now,
    )


def agreed_case(ask, actor, city):
    draft_id = family_draft(actor, city.community)
    answer(*ask(actor, draft_id))
    return hand_in(actor, draft_id)


# ── before it is handed in ─────────────────────────────────────────────────
def test_without_the_members_word_nothing_is_handed_in(city, proven_resident):
    draft_id = family_draft(proven_resident, city.community, HUSBAND, DAUGHTER)
    with pytest.raises(IncompleteError) as refusal:
        hand_in(proven_resident, draft_id)
    said = [(one.code, one.path) for one in refusal.value.problems]
    assert said == [
        ("authorisation_missing", "authorisations.0"),
        ("authorisation_missing", "authorisations.1"),
    ]
    assert "王敏" in str(refusal.value.problems[1].message)
    assert Case.objects.count() == 0


def test_who_is_between_fourteen_and_eighteen_is_not_asked_here(city, proven_resident):
    young = HUSBAND | {"birth_date": "2011-02-03", "relation": "grandchild"}
    draft_id = family_draft(proven_resident, city.community, young)
    assert known.of_draft(proven_resident, draft_id=draft_id, now=NOW) == ()


def test_a_member_agrees_by_the_code_of_the_message(ask, city, proven_resident):
    case = agreed_case(ask, proven_resident, city)
    row = Authorisation.objects.get(case=case)
    assert (row.state, row.way, row.draft_id) == (GIVEN, AgreementWay.PHONE, None)
    assert known.opened(row)["name"] == "王强"


def test_no_program_hands_a_household_in_without_a_draft(city, proven_resident, item):
    with pytest.raises(IncompleteError) as refusal:
        services.submit_application(
            proven_resident,
            item_code=FAMILY,
            digest=item.digest,
            answers=allowances(city.community) | {"members": {"people": [HUSBAND]}},
            materials={},
            idempotency_key="whole",
            now=NOW,
        )
    assert [one.code for one in refusal.value.problems] == ["authorisation_by_draft"]
    assert Case.objects.count() == 0


def test_a_wrong_code_is_counted_and_the_sixth_is_too_late(ask, city, proven_resident):
    link, code = ask(proven_resident, family_draft(proven_resident, city.community))
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(CODE_TRIES):
        with pytest.raises(CodeRefusedError):
            answer(link, wrong)
    with pytest.raises(CodeRefusedError):
        answer(link, code)
    assert Authorisation.objects.get().state == AgreementState.ASKED


def test_a_code_of_yesterday_is_worth_nothing(ask, city, proven_resident):
    link, code = ask(proven_resident, family_draft(proven_resident, city.community))
    with pytest.raises(CodeRefusedError):
        answer(link, code, now=NOW + timedelta(hours=25))
    assert Authorisation.objects.get().state == AgreementState.ASKED


def test_a_code_answers_once(ask, city, proven_resident):
    link, code = ask(proven_resident, family_draft(proven_resident, city.community))
    answer(link, code)
    with pytest.raises(CodeRefusedError):
        answer(link, code, REVOKED)
    assert Authorisation.objects.get().state == GIVEN


def test_the_code_never_goes_to_the_applicants_telephone(codes, city, proven_resident):
    draft_id = family_draft(proven_resident, city.community)
    with pytest.raises(InvalidError) as refusal:
        services.ask_member(
            proven_resident, draft_id=draft_id, place=0, phone="138 2000 0001", now=NOW
        )
    assert refusal.value.problems[0].code == "phone_of_another"
    assert not Authorisation.objects.exists()
    assert codes == {}


def test_one_telephone_answers_for_one_member(ask, city, proven_resident):
    draft_id = family_draft(proven_resident, city.community, HUSBAND, DAUGHTER)
    ask(proven_resident, draft_id)
    with pytest.raises(InvalidError):
        ask(proven_resident, draft_id, place=1)
    assert Authorisation.objects.count() == 1


def test_messages_to_one_member_end(ask, city, proven_resident):
    draft_id = family_draft(proven_resident, city.community)
    for _ in range(5):
        ask(proven_resident, draft_id)
    with pytest.raises(AskedOftenError):
        ask(proven_resident, draft_id)
    assert Authorisation.objects.get().messages == 5


def test_who_refuses_is_named_in_the_review(ask, city, proven_resident):
    draft_id = family_draft(proven_resident, city.community)
    link, code = ask(proven_resident, draft_id)
    answer(link, code, REFUSED)
    with pytest.raises(IncompleteError) as refusal:
        hand_in(proven_resident, draft_id)
    assert [one.code for one in refusal.value.problems] == ["authorisation_refused"]


def test_another_name_in_the_table_lets_what_was_agreed_to_fall(ask, city, proven_resident):
    draft_id = family_draft(proven_resident, city.community)
    answer(*ask(proven_resident, draft_id))
    services.save_section(
        proven_resident,
        draft_id=draft_id,
        section="members",
        answers={"people": [HUSBAND | {"name": "王刚"}]},
        now=NOW,
    )
    assert not Authorisation.objects.exists()


def test_other_words_are_agreed_to_anew(ask, city, proven_resident):
    draft_id = family_draft(proven_resident, city.community)
    answer(*ask(proven_resident, draft_id))
    changed = {"of": "members.people", "who": "true", "text": {"zh": "另一句话。", "en": "Other."}}
    family_item(materials=[], authorisation=changed)
    shown = known.of_draft(proven_resident, draft_id=draft_id, now=NOW)
    assert [one.state for one in shown] == [AgreementState.OWED]


def test_another_version_with_the_same_words_leaves_it(ask, city, proven_resident):
    draft_id = family_draft(proven_resident, city.community)
    answer(*ask(proven_resident, draft_id))
    family_item(materials=[], summary={"zh": "改了说明", "en": "Another summary"})
    shown = known.of_draft(proven_resident, draft_id=draft_id, now=NOW)
    assert [one.state for one in shown] == [GIVEN]


def test_a_member_agrees_at_any_counter_with_the_document(ask, city, proven_resident, other_clerk):
    link, _code = ask(proven_resident, family_draft(proven_resident, city.community))
    at_counter(other_clerk, link)
    assert Authorisation.objects.get().way == AgreementWay.COUNTER


def test_somebody_elses_document_agrees_to_nothing(ask, city, proven_resident, clerk):
    link, _code = ask(proven_resident, family_draft(proven_resident, city.community))
    with pytest.raises(InvalidError):
        at_counter(clerk, link, person=DAUGHTER)
    assert Authorisation.objects.get().state == AgreementState.ASKED


def test_no_resident_answers_as_a_counter(ask, city, proven_resident):
    link, _code = ask(proven_resident, family_draft(proven_resident, city.community))
    with pytest.raises(ForbiddenError):
        at_counter(proven_resident, link)
    assert Authorisation.objects.get().state == AgreementState.ASKED


def test_a_signed_form_is_kept_with_the_agreement(city, proven_resident, other_resident):
    draft_id = family_draft(proven_resident, city.community)
    upload = SimpleUploadedFile("signed.png", PNG, "image/png")
    services.sign_on_paper(proven_resident, draft_id=draft_id, place=0, upload=upload, now=NOW)
    row = agreement_of(draft_id)
    assert (row.state, row.way) == (GIVEN, AgreementWay.PAPER)
    assert known.may_read_signed(proven_resident, str(row.public_id))
    assert not known.may_read_signed(other_resident, str(row.public_id))


def test_a_draft_thrown_away_takes_signed_forms_along(city, proven_resident):
    draft_id = family_draft(proven_resident, city.community)
    upload = SimpleUploadedFile("signed.png", PNG, "image/png")
    services.sign_on_paper(proven_resident, draft_id=draft_id, place=0, upload=upload, now=NOW)
    services.discard(proven_resident, draft_id=draft_id)
    assert not StoredFile.objects.exists()
    assert not Authorisation.objects.exists()


def test_a_draft_forgotten_takes_what_was_asked_along(ask, city, proven_resident):
    ask(proven_resident, family_draft(proven_resident, city.community))
    assert due.forget_drafts(now=NOW + timedelta(days=181)) == 1
    assert not Authorisation.objects.exists()


def test_a_child_is_never_asked_and_the_guardian_agrees(codes, city, proven_resident):
    draft_id = family_draft(proven_resident, city.community, GRANDCHILD)
    with pytest.raises(NotAllowedNowError):
        services.ask_member(proven_resident, draft_id=draft_id, place=0, phone=PHONE, now=NOW)
    services.agree_as_guardian(proven_resident, draft_id=draft_id, place=0, now=NOW)
    assert agreement_of(draft_id).way == AgreementWay.GUARDIAN
    assert hand_in(proven_resident, draft_id).state == CaseState.RECEIVED


def test_nobody_agrees_as_guardian_for_an_adult(city, proven_resident):
    draft_id = family_draft(proven_resident, city.community)
    with pytest.raises(NotAllowedNowError):
        services.agree_as_guardian(proven_resident, draft_id=draft_id, place=0, now=NOW)
    assert not Authorisation.objects.exists()


def test_nobody_asks_for_a_draft_of_somebody_else(city, proven_resident, other_resident):
    draft_id = family_draft(proven_resident, city.community)
    with pytest.raises(NotFoundError):
        services.ask_member(other_resident, draft_id=draft_id, place=0, phone=PHONE, now=NOW)


def test_a_link_shows_the_service_and_no_answer(ask, city, proven_resident):
    link, _code = ask(proven_resident, family_draft(proven_resident, city.community))
    shown = known.asked(ANONYMOUS, agreement_id=link)
    assert shown.asks == "张*英"
    assert "120101" not in repr(shown)


def test_members_are_kept_by_index_only(ask, city, proven_resident):
    case = agreed_case(ask, proven_resident, city)
    rows = CaseMember.objects.filter(case=case).values_list("number_index", flat=True)
    husband = known.number_index("resident_id", HUSBAND["identity"]["number"])
    assert husband in {bytes(index) for index in rows}
    assert len(rows) == 2


def test_the_agreement_names_the_item_of_its_case(ask, city, proven_resident):
    case = agreed_case(ask, proven_resident, city)
    row = Authorisation.objects.select_related("case", "draft").get()
    assert known.item_of(row).version_id == catalogue.version(case.version_id).version_id
