"""Who may read whom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from linli.foundation.actors.values import SYSTEM, Proof
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.formspec.values import DocumentType as Type
from linli.registers.people import queries, services
from linli.registers.people.models import HouseholdMember
from linli.registers.people.queries import finding
from linli.registers.people.tests import factories
from linli.registers.people.tests.factories import NOW, TODAY, signed_in, somebody
from linli.registers.people.values import IdentityError, Kinship, NotProvenError

pytestmark = pytest.mark.django_db


def sees(actor, person, now=NOW):
    try:
        return queries.person(actor, person_id=person.id, now=now).id == person.id
    except NotFoundError:
        return False


@pytest.mark.parametrize("where", ["living", "hukou"])
def test_clerk_sees_people_of_the_street(clerk, other_clerk, city, where):
    person = somebody(**{where: city.community})
    assert (sees(clerk, person), sees(other_clerk, person)) == (True, False)


def test_district_officer_sees_the_whole_district_and_no_other(civil_affairs_officer, city):
    here, there = somebody(living=city.other_community), somebody(living=city.village)
    assert (sees(civil_affairs_officer, here), sees(civil_affairs_officer, there)) == (True, False)


def test_community_worker_sees_one_community(community_worker, city):
    here, beside = somebody(living=city.community), somebody(living=city.second_community)
    assert (sees(community_worker, here), sees(community_worker, beside)) == (True, False)


def test_person_without_any_address_is_in_nobodys_scope(clerk):
    assert not sees(clerk, somebody())


def test_auditor_may_not_read(auditor, city):
    with pytest.raises(ForbiddenError):
        queries.person(auditor, person_id=somebody(living=city.community).id, now=NOW)


def test_resident_sees_own_record_and_no_other():
    mine, other = somebody(), somebody("王五")
    assert (sees(signed_in(mine), mine), sees(signed_in(mine), other)) == (True, False)


@pytest.mark.parametrize("proof", [Proof.NONE, Proof.PHONE])
def test_below_proven_not_even_ones_own_record_opens(proof):
    mine = somebody()
    assert not sees(signed_in(mine, proof), mine)
    with pytest.raises(NotProvenError):
        queries.family(signed_in(mine, proof), now=NOW)


def test_below_proven_nothing_is_prefilled():
    mine = somebody()
    with pytest.raises(NotFoundError):
        queries.prefill(signed_in(mine, Proof.PHONE), person_id=mine.id, now=NOW)


@pytest.mark.plan("E2")
def test_exact_number_opens_the_record_city_wide_for_some_hours(other_clerk, city):
    number = factories.number()
    person = somebody(living=city.village, document=number)
    queries.find_exact(other_clerk, document_type=Type.RESIDENT_ID, number=number, now=NOW)
    assert (sees(other_clerk, person), sees(other_clerk, person, NOW + timedelta(hours=13))) == (
        True,
        False,
    )


def test_what_one_clerk_found_stays_closed_to_another(clerk, other_clerk, city):
    number = factories.number()
    person = somebody(living=city.village, document=number)
    queries.find_exact(other_clerk, document_type=Type.RESIDENT_ID, number=number, now=NOW)
    assert not sees(clerk, person)


def test_exact_search_is_logged_hit_or_miss_without_the_number(clerk):
    number = factories.number()
    somebody(document=number)
    other = factories.number(date(1955, 5, 5))
    queries.find_exact(clerk, document_type=Type.RESIDENT_ID, number=number, now=NOW)
    with pytest.raises(NotFoundError):
        queries.find_exact(clerk, document_type=Type.RESIDENT_ID, number=other, now=NOW)
    entries = AuditEntry.objects.filter(act="people.person.found_exact").order_by("id")
    assert [entry.data["hit"] for entry in entries] == [True, False]
    assert not any(
        text in str(entry.data) + entry.subject for entry in entries for text in (number, other)
    )


@pytest.mark.parametrize(
    "role", ["resident", "proven_resident", "civil_affairs_officer", "auditor"]
)
def test_who_may_not_search_by_number(role, request):
    with pytest.raises(ForbiddenError):
        queries.find_exact(
            request.getfixturevalue(role),
            document_type=Type.RESIDENT_ID,
            number=factories.number(),
            now=NOW,
        )


def test_mistyped_number_is_said_before_any_search(clerk):
    with pytest.raises(IdentityError):
        queries.find_exact(clerk, document_type=Type.RESIDENT_ID, number="1", now=NOW)


@pytest.mark.parametrize("text", ["李小", "lixiaom", "lxm", "138 1234 3210", "Li Xiao"])
def test_found_by_name_pinyin_initials_phone_in_scope(clerk, other_clerk, city, text):
    person = somebody(living=city.community, phone="13812343210", name_en="Li Xiaomin")
    assert [row.id for row in queries.find(clerk, text=text, now=NOW)] == [person.id]
    assert queries.find(other_clerk, text=text, now=NOW) == ()


@pytest.mark.parametrize("text", ["+852 2345 6789", "00852-23456789", "+85223456789"])
def test_foreign_number_is_found_however_it_is_typed(clerk, city, text):
    person = somebody(living=city.community, phone="(+852) 2345-6789")
    assert [row.id for row in queries.find(clerk, text=text, now=NOW)] == [person.id]
    assert queries.find(clerk, text="85223456789", now=NOW) == ()


@pytest.mark.parametrize("text", ["", " ", "l", "138", "%", "_"])
def test_too_little_finds_nothing(clerk, city, text):
    somebody(living=city.community, phone="13812343210")
    assert queries.find(clerk, text=text, now=NOW) == ()


def test_list_is_bounded_and_goes_on_after_the_last(clerk, city, monkeypatch):
    monkeypatch.setattr(finding, "FOUND_LIMIT", 3)
    made = [somebody(living=city.community).id for _ in range(5)]
    first = queries.find(clerk, text="李", now=NOW)
    rest = queries.find(clerk, text="李", now=NOW, after=first[-1].id)
    assert len(first) == 3
    assert [row.id for row in first + rest] == made


def test_find_asks_three_statements_whatever_the_number(clerk, city, django_assert_num_queries):
    for _ in range(4):
        somebody(living=city.community)
    with django_assert_num_queries(3):
        queries.find(clerk, text="李", now=NOW)


@pytest.mark.plan("E2")
def test_prefill_gives_what_forms_ask(city):
    number = factories.number()
    mine = somebody(
        document=number, living=city.community, living_detail="1号", phone="13812343210"
    )
    facts = queries.prefill(signed_in(mine), person_id=mine.id, now=NOW)
    assert facts["applicant.identity"] == {"type": "resident_id", "number": number}
    assert facts["applicant.living"] == {"code": city.community, "detail": "1号"}
    assert (facts["applicant.birth_date"], facts["applicant.phone"]) == (
        "1980-05-06",
        "13812343210",
    )
    assert "applicant.hukou" not in facts


def test_prefill_by_staff_is_logged_and_ones_own_is_not(clerk, city):
    mine = somebody(living=city.community)
    queries.prefill(signed_in(mine), person_id=mine.id, now=NOW)
    assert AuditEntry.objects.filter(act="people.person.prefilled").count() == 0
    queries.prefill(clerk, person_id=mine.id, now=NOW)
    assert AuditEntry.objects.filter(act="people.person.prefilled").count() == 1


def test_staff_may_serve_whom_they_reach(clerk, other_clerk, resident, city):
    person = somebody(living=city.community)
    assert [
        queries.may_serve(actor, person_id=person.id, now=NOW)
        for actor in (clerk, other_clerk, resident)
    ] == [
        True,
        False,
        False,
    ]


def test_reaching_one_is_not_serving_another(clerk, city):
    somebody(living=city.community)
    elsewhere = somebody(living=city.other_community)
    assert not queries.may_serve(clerk, person_id=elsewhere.id, now=NOW)


def test_who_finds_by_number_without_taking_in_serves_nobody(street_officer, city):
    number = factories.number()
    person = somebody(document=number, living=city.other_community)
    queries.find_exact(street_officer, document_type=Type.RESIDENT_ID, number=number, now=NOW)
    assert not queries.may_serve(street_officer, person_id=person.id, now=NOW)


def test_a_household_counts_who_lives_in_it_now_and_at_least_oneself(clerk, city):
    mine, other = somebody(living=city.community), somebody("王二", living=city.community)

    def size():
        facts = queries.prefill(signed_in(mine), person_id=mine.id, now=NOW)
        return facts["household.size"]

    assert size() == 1
    household = services.open_household(clerk, head_id=mine.id, now=NOW)
    services.add_member(
        clerk, household_id=household, person_id=other.id, kinship=Kinship.SPOUSE, now=NOW
    )
    assert size() == 2
    for leaving in (mine, other):
        HouseholdMember.objects.filter(person=leaving.id).update(left_on=TODAY)
        assert size() == 1
        HouseholdMember.objects.update(left_on=None)


def test_numbers_are_covered_on_the_page(clerk, city):
    number = factories.number()
    view = queries.person(
        clerk,
        person_id=somebody(living=city.community, document=number, phone="13812343210").id,
        now=NOW,
    )
    assert number not in repr(view)
    assert "13812343210" not in repr(view)


def test_system_reads_everybody():
    assert sees(SYSTEM, somebody())


def test_token_without_the_scope_may_not_read(clerk, city):
    narrow = replace(clerk, scopes=frozenset({"cases:case:read"}))
    with pytest.raises(ForbiddenError):
        queries.person(narrow, person_id=somebody(living=city.community).id, now=NOW)


def test_page_of_a_person_costs_the_same_with_more_around(
    clerk, city, django_assert_num_queries, django_db_blocker
):
    from django.db import connection

    person = somebody(living=city.community)
    with CaptureQueriesContext(
        connection,
    ) as few:
        queries.file_page(clerk, person_id=person.id, now=NOW)
    for name in ("甲", "乙", "丙"):
        child = factories.child(name, living=city.community)
        services.add_guardianship(
            clerk, guardian_id=person.id, ward_id=child.id, from_on=TODAY, now=NOW
        )
    with django_assert_num_queries(len(few)):
        queries.file_page(clerk, person_id=person.id, now=NOW)
