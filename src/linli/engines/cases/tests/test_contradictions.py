"""A household that contradicts itself is not handed in; what is only odd may be confirmed."""

from dataclasses import replace

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case
from linli.engines.cases.queries import applying
from linli.engines.cases.queries.sealing import document_of
from linli.engines.cases.tests.factories import NOW
from linli.engines.cases.tests.families import (
    GRANDCHILD,
    family_draft,
    family_item,
    hand_in,
    member,
)
from linli.engines.cases.values import IncompleteError
from linli.foundation.actors.values import Proof

pytestmark = pytest.mark.django_db
RICH = GRANDCHILD | {"income": 12_000_000}
INCOME = "members.people.0.income"


@pytest.fixture(autouse=True)
def item(city):
    return family_item(materials=[])


def guarded(actor, city, *people):
    """Return a draft of children only, to whom the guardian agrees."""
    draft_id = family_draft(actor, city.community, *people)
    for place in range(len(people)):
        services.agree_as_guardian(actor, draft_id=draft_id, place=place, now=NOW)
    return draft_id


def refused(actor, draft_id, **more):
    with pytest.raises(IncompleteError) as refusal:
        hand_in(actor, draft_id, **more)
    return {one.code: str(one.message) for one in refusal.value.problems}


def test_both_sides_of_a_contradiction_are_named(city, proven_resident):
    old = member("王大爷", "child", "1940-01-01", 21)
    said = refused(proven_resident, family_draft(proven_resident, city.community, old))
    assert "王大爷" in said["child_too_old"]
    assert "张秀英" in said["child_too_old"]
    assert Case.objects.count() == 0


def test_an_income_below_zero_is_refused(city, proven_resident):
    poor = GRANDCHILD | {"income": -100}
    draft_id = family_draft(proven_resident, city.community, poor)
    with pytest.raises(IncompleteError) as refusal:
        hand_in(proven_resident, draft_id)
    assert "members.people.0.income" in {one.path for one in refusal.value.problems}


def test_an_income_that_looks_like_fen_is_asked_about(city, proven_resident):
    said = refused(proven_resident, guarded(proven_resident, city, RICH))
    assert "120,000" in said["income_in_fen"]
    assert Case.objects.count() == 0


def test_what_was_confirmed_is_kept_with_the_answers(city, proven_resident):
    case = hand_in(proven_resident, guarded(proven_resident, city, RICH), confirmed=(INCOME,))
    assert document_of(case)["confirmed"] == [INCOME]


def test_a_contradiction_cannot_be_confirmed_away(city, proven_resident):
    draft_id = guarded(proven_resident, city, GRANDCHILD, GRANDCHILD | {"name": "李小雪"})
    paths = ("members.people.1.identity",)
    assert "member_twice" in refused(proven_resident, draft_id, confirmed=paths)


def test_the_review_shows_questions_apart_from_gaps(city, proven_resident):
    draft_id = guarded(proven_resident, city, RICH)
    seen = applying.review(proven_resident, draft_id=draft_id, now=NOW)
    assert [one.code for one in seen.questions] == ["income_in_fen"]
    assert "income_in_fen" not in [one.code for one in seen.problems]


# ── in two households ──────────────────────────────────────────────────────
def elsewhere(actor, city):
    return hand_in(actor, guarded(actor, city, GRANDCHILD))


def test_who_stands_in_another_running_case_is_asked_about(city, proven_resident, other_resident):
    elsewhere(proven_resident, city)
    said = refused(other_resident, guarded(other_resident, city, GRANDCHILD))
    assert "李小雨" in said["member_elsewhere"]


def test_below_proven_nothing_is_told_of_other_households(city, proven_resident, other_resident):
    elsewhere(proven_resident, city)
    unsure = replace(other_resident, proof=Proof.PHONE)
    draft_id = guarded(unsure, city, GRANDCHILD)
    assert hand_in(unsure, draft_id).pk


def test_a_case_that_has_ended_counts_no_more(city, proven_resident, other_resident):
    case = elsewhere(proven_resident, city)
    services.withdraw(proven_resident, case_id=str(case.public_id), now=NOW)
    assert hand_in(other_resident, guarded(other_resident, city, GRANDCHILD)).pk


def test_the_office_reads_the_other_number_within_its_grounds(
    city, proven_resident, other_resident, clerk
):
    first = elsewhere(proven_resident, city)
    paths = ("members.people.0.identity",)
    draft_id = guarded(other_resident, city, GRANDCHILD)
    second = hand_in(other_resident, draft_id, confirmed=paths)
    seen = queries.desk_case(clerk, case_id=str(second.public_id), now=NOW)
    assert seen.elsewhere == ()  # a child stands in it: closed without an approval
    first.sheltered_until = second.sheltered_until = None
    first.save()
    second.save()
    seen = queries.desk_case(clerk, case_id=str(second.public_id), now=NOW)
    assert {one.number for one in seen.elsewhere} == {first.number}


def test_another_offices_number_is_not_told(
    city, proven_resident, other_resident, clerk, other_clerk
):
    first = elsewhere(proven_resident, city)
    draft_id = family_draft(other_resident, city.other_community, GRANDCHILD)
    services.agree_as_guardian(other_resident, draft_id=draft_id, place=0, now=NOW)
    second = hand_in(other_resident, draft_id, confirmed=("members.people.0.identity",))
    Case.objects.update(sheltered_until=None)
    seen = queries.desk_case(other_clerk, case_id=str(second.public_id), now=NOW)
    found = {(one.name, one.number) for one in seen.elsewhere}
    assert ("李小雨", "") in found
    assert first.number not in {one.number for one in seen.elsewhere}
