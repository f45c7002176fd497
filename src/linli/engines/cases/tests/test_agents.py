"""Agents see what they may do, both see what was done, and guardians' power ends by itself."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseDocument
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue
from linli.engines.cases.tests.families import (
    HUSBAND,
    agreement_of,
    family_draft,
    family_item,
)
from linli.engines.cases.tests.test_access import TODAY, applied, mandate
from linli.engines.cases.tests.test_journey import decided
from linli.engines.cases.values import AgreementWay, DocumentKind, NotAllowedNowError
from linli.foundation.errors.values import NotFoundError
from linli.registers.people import queries as people_queries
from linli.registers.people import services as people
from linli.registers.people.models import Person, Relation
from linli.registers.people.values import BeyondMandateError, GuardianBasis, RelationKind, Scope

pytestmark = [pytest.mark.django_db, pytest.mark.plan("B7"), pytest.mark.usefixtures("at_now")]


@pytest.fixture
def case(city, proven_resident):
    load_catalogue()
    return filed(proven_resident, city.community)


def seen(actor, case, **more):
    return queries.my_case(actor, case_id=str(case.public_id), now=NOW, **more)


def pages(case, *names):
    return [reverse(f"portal:cases:{name}", args=[case.public_id]) for name in names]


# ── no button that answers 403 ─────────────────────────────────────────────
def test_whoever_only_follows_sees_no_button_and_is_told_what_they_may(
    client_for, case, proven_resident, other_resident
):
    acts = pages(case, "withdraw", "ask", "rate")
    assert acts[0] in client_for(proven_resident).get(f"/cases/{case.public_id}/").content.decode()
    mandate(proven_resident, other_resident, scope=[Scope.FOLLOW])
    browser = client_for(other_resident)
    shown = browser.get(f"/cases/{case.public_id}/").content.decode()
    assert [one for one in acts if one in shown] == []
    assert "您正在代别人办理" in shown
    assert [browser.get(one).status_code for one in acts] == [403, 403, 403]


def test_every_link_of_a_limited_agents_page_opens(
    client_for, case, proven_resident, other_resident
):
    mandate(proven_resident, other_resident, scope=[Scope.FOLLOW])
    browser = client_for(other_resident)
    shown = browser.get(f"/cases/{case.public_id}/").content.decode()
    links = {
        part.split('"')[0]
        for part in shown.split('href="')
        if part.startswith("/cases/" + str(case.public_id))
    }
    assert links
    assert {browser.get(link).status_code for link in links} == {200}


def test_whoever_only_follows_gets_no_link_to_the_result(
    client_for,
    case,
    proven_resident,
    other_resident,
    clerk,
    federation_officer,
    civil_affairs_officer,
):
    decided(case, clerk, federation_officer, civil_affairs_officer)
    result = CaseDocument.objects.get(kind=DocumentKind.RESULT)
    mandate(proven_resident, other_resident, scope=[Scope.FOLLOW])
    page = f"/cases/{case.public_id}/"
    assert str(result.file_id) in client_for(proven_resident).get(page).content.decode()
    assert str(result.file_id) not in client_for(other_resident).get(page).content.decode()


def test_whoever_only_collects_gets_the_result_and_no_button(
    client_for,
    case,
    proven_resident,
    other_resident,
    clerk,
    federation_officer,
    civil_affairs_officer,
):
    decided(case, clerk, federation_officer, civil_affairs_officer)
    mandate(proven_resident, other_resident, scope=[Scope.COLLECT])
    found = seen(other_resident, case)
    assert (found.may_collect, found.may_file, found.may_rate) == (True, False, False)
    result = CaseDocument.objects.get(kind=DocumentKind.RESULT)
    page = client_for(other_resident).get(f"/cases/{case.public_id}/").content.decode()
    assert str(result.file_id) in page
    assert "/rate/" not in page


def test_the_applicant_and_a_whole_mandate_may_everything(case, proven_resident, other_resident):
    mandate(proven_resident, other_resident)
    for actor in (proven_resident, other_resident):
        found = seen(actor, case, scope=Scope.FILE)
        assert found.may_withdraw
        assert found.scope == ()


def test_a_page_that_acts_is_beyond_a_mandate_to_follow(case, proven_resident, other_resident):
    mandate(proven_resident, other_resident, scope=[Scope.FOLLOW])
    with pytest.raises(BeyondMandateError):
        seen(other_resident, case, scope=Scope.FILE)


# ── what was done under a mandate ──────────────────────────────────────────
def acts(actor, mandate_id):
    page = people_queries.mandate(actor, mandate_id=mandate_id, now=NOW)
    return [(act.did, act.number) for act in page.acts]


def test_both_see_which_case_what_and_when(city, proven_resident, other_resident):
    load_catalogue()
    made = mandate(proven_resident, other_resident)
    case_id = applied(other_resident, city, proven_resident)
    services.withdraw(other_resident, case_id=case_id, now=NOW)
    number = Case.objects.get().number
    for actor in (proven_resident, other_resident):
        assert [shown[1] for shown in acts(actor, made)] == [number, number]
    page = people_queries.mandate(proven_resident, mandate_id=made, now=NOW)
    assert page.acts[0].url == f"/cases/{case_id}/"


def test_what_the_principal_does_is_not_the_agents(case, proven_resident, other_resident):
    made = mandate(proven_resident, other_resident)
    services.withdraw(proven_resident, case_id=str(case.public_id), now=NOW)
    assert acts(proven_resident, made) == []


def test_after_the_end_the_agent_sees_the_line_without_the_case(
    city, proven_resident, other_resident
):
    load_catalogue()
    made = mandate(proven_resident, other_resident)
    applied(other_resident, city, proven_resident)
    later = NOW + timedelta(minutes=5)
    people.revoke_mandate(proven_resident, mandate_id=made, now=later)
    page = people_queries.mandate(other_resident, mandate_id=made, now=later)
    assert [act.url for act in page.acts] == [""]


# ── guardians ──────────────────────────────────────────────────────────────
def guard(guardian, ward_id, **more):
    return Relation.objects.create(
        person_id=guardian.person_id,
        other_id=ward_id,
        kind=RelationKind.GUARDIAN,
        from_on=TODAY,
        created_at=NOW,
        **more,
    )


def test_a_running_case_is_of_the_child_alone_from_the_day_it_is_18(
    case, proven_resident, other_resident
):
    tomorrow = date(TODAY.year - 18, TODAY.month, TODAY.day) + timedelta(days=1)
    Person.objects.filter(pk=proven_resident.person_id).update(birth_date=tomorrow)
    guard(other_resident, proven_resident.person_id, basis=GuardianBasis.LAW)
    assert seen(other_resident, case, scope=Scope.FILE)
    grown = NOW + timedelta(days=1)
    with pytest.raises(NotFoundError):
        queries.my_case(other_resident, case_id=str(case.public_id), now=grown)
    with pytest.raises(NotFoundError):
        services.withdraw(other_resident, case_id=str(case.public_id), now=grown)
    assert queries.my_case(proven_resident, case_id=str(case.public_id), now=grown)


def test_a_guardian_by_judgment_agrees_for_an_adult_of_the_household(
    client_for, city, clerk, proven_resident
):
    family_item(materials=[])
    draft_id = family_draft(proven_resident, city.community)
    member = HUSBAND["identity"]
    with pytest.raises(NotAllowedNowError):
        services.agree_as_guardian(proven_resident, draft_id=draft_id, place=0, now=NOW)
    ward = people.register(
        clerk,
        name=HUSBAND["name"],
        document_type=member["type"],
        number=member["number"],
        living_code=city.community,
        now=NOW,
    )
    relation = guard(
        proven_resident, ward.id, basis=GuardianBasis.COURT, judgment=b"sealed elsewhere"
    )
    page = client_for(proven_resident).get(f"/cases/drafts/{draft_id}/family-agrees/")
    assert "按法院判决您是这位家人的监护人" in page.content.decode()
    services.agree_as_guardian(proven_resident, draft_id=draft_id, place=0, now=NOW)
    assert agreement_of(draft_id).way == AgreementWay.GUARDIAN
    Relation.objects.filter(pk=relation.pk).update(to_on=TODAY)
    later = NOW + timedelta(days=1)
    with pytest.raises(NotAllowedNowError):
        services.agree_as_guardian(proven_resident, draft_id=draft_id, place=0, now=later)
