"""Filing: for whom, by whom, and what a submission leaves behind."""

from dataclasses import replace

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseParty, Draft, Task
from linli.engines.cases.queries.access import own_cases
from linli.engines.cases.tests.factories import ALLOWANCES, NOW, allowances, filed, load_catalogue
from linli.engines.cases.tests.test_access import applied, mandate
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.tests.factories import definition_of, guide_only, publish
from linli.foundation.actors.values import ANONYMOUS, Proof, Role
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.registers.accounts.tests.factories import staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pack(city):
    load_catalogue()


def parties(case_id):
    rows = CaseParty.objects.filter(case__public_id=case_id).order_by("kind")
    return list(rows.values_list("kind", "account_id", "person_id"))


def taken_in(actor, city, person_id):
    item = catalogue.published(ALLOWANCES)
    return services.submit_application(
        actor,
        item_code=item.code,
        digest=item.digest,
        answers=allowances(city.community),
        materials={"card_copy": [{"seen": "original"}]},
        for_person_id=person_id,
        idempotency_key="counter",
        now=NOW,
    )


def test_a_token_without_the_scope_hands_no_draft_in(resident):
    draft = services.start(resident, item_code=ALLOWANCES, now=NOW)
    narrowed = replace(resident, scopes=frozenset({"cases:case:read_own"}))
    with pytest.raises(ForbiddenError):
        services.submit(
            narrowed,
            draft_id=str(draft.public_id),
            digest=draft.public_id.hex,
            consents={},
            now=NOW,
        )
    assert Draft.objects.count() == 1


def test_an_item_that_is_only_a_guide_is_neither_begun_nor_handed_in(resident):
    item = guide_only()
    with pytest.raises(NotFoundError):
        services.start(resident, item_code=item.code, now=NOW)
    with pytest.raises(NotFoundError):
        services.submit_application(
            resident,
            item_code=item.code,
            digest=item.digest,
            answers={},
            materials={},
            idempotency_key="one",
            now=NOW,
        )


def test_one_key_of_two_people_is_two_cases(city, resident, other_resident):
    assert filed(resident, city.community).pk != filed(other_resident, city.community).pk
    assert Case.objects.count() == 2


def test_silence_is_counted_from_the_submission_on(city, resident):
    definition = definition_of(ALLOWANCES)
    silence = {"silence_accepts": "5 working days"}
    publish(definition | {"flow": definition["flow"] | silence})
    case = filed(resident, city.community)
    assert str(Task.objects.get(case=case).silent_on) == "2026-11-30"


def test_what_the_rules_said_on_the_day_is_kept_for_the_office(city, resident, clerk):
    case = filed(resident, city.community)
    seen = queries.desk_case(clerk, case_id=str(case.public_id), now=NOW)
    assert {one["result"] for one in seen.conditions} == {"yes"}


def test_a_case_says_through_which_face_it_came(city, clerk, proven_resident):
    assert (
        Case.objects.get(public_id=taken_in(clerk, city, proven_resident.person_id)).channel
        == "desk"
    )


def test_who_takes_in_is_no_party_and_their_office_may_follow(
    city, community_worker, proven_resident
):
    case_id = taken_in(community_worker, city, proven_resident.person_id)
    assert parties(case_id) == [("applicant", None, proven_resident.person_id)]
    colleague = staff("何助", Role.COMMUNITY_WORKER, city.committee, city.community, is_backup=True)
    assert queries.desk_case(colleague, case_id=case_id, now=NOW).row.number


def test_what_was_taken_in_for_somebody_without_an_account_is_no_visitors(
    city, community_worker, proven_resident
):
    taken_in(community_worker, city, proven_resident.person_id)
    assert not own_cases(ANONYMOUS, now=NOW).exists()
    assert own_cases(proven_resident, now=NOW).exists()


def test_who_takes_in_a_sealed_case_follows_it_with_the_key_only(
    city, community_worker, proven_resident
):
    publish(definition_of(ALLOWANCES) | {"compartment": "special"})
    case_id = taken_in(community_worker, city, proven_resident.person_id)
    with pytest.raises(NotFoundError):
        queries.desk_case(community_worker, case_id=case_id, now=NOW)
    keyed = replace(community_worker.holdings[0], compartments=frozenset({"special"}))
    inside = replace(community_worker, holdings=(keyed,))
    assert queries.desk_case(inside, case_id=case_id, now=NOW).row.number


def test_staff_who_act_for_somebody_privately_are_their_agent(
    city, clerk, proven_resident, other_resident
):
    mandate(proven_resident, other_resident)
    off_duty = replace(other_resident, holdings=clerk.holdings)
    assert parties(applied(off_duty, city, proven_resident)) == [
        ("agent", other_resident.account_id, None),
        ("applicant", None, proven_resident.person_id),
    ]


def test_below_proven_no_application_is_tied_to_the_record(proven_resident):
    unsure = replace(proven_resident, proof=Proof.PHONE)
    assert services.start(unsure, item_code=ALLOWANCES, now=NOW).person_id is None
    with pytest.raises(NotFoundError):
        services.start(
            unsure, item_code=ALLOWANCES, for_person_id=proven_resident.person_id, now=NOW
        )
