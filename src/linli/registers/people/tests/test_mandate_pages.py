"""A mandate's page, its paper, several services in one, and the form to print."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.foundation.actors.values import ANONYMOUS
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ConflictError, InvalidError, NotFoundError
from linli.foundation.files import queries as files
from linli.registers.people import queries, registry, services
from linli.registers.people.models import Mandate, MandateItem
from linli.registers.people.tests.factories import NOW, TODAY, number, signed_in, somebody
from linli.registers.people.values import DoneAct

pytestmark = [pytest.mark.django_db, pytest.mark.plan("B7")]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
DAY = {"from_on_year": "2026", "from_on_month": "11", "from_on_day": "20", "scope": "everything"}
SERVICES = (("B3.21-22", "两项补贴"), ("B5.02", "法律援助"), ("B2.02", "家庭医生"))


@pytest.fixture(autouse=True)
def three_services(monkeypatch):
    monkeypatch.setattr(registry, "_items", [lambda: SERVICES])


@pytest.fixture
def mother(city):
    return somebody("张秀兰", living=city.community)


@pytest.fixture
def son(city):
    return somebody("李建国", living=city.community, document=number(order=778))


def photograph():
    return SimpleUploadedFile("委托书.png", PNG, "image/png")


def grant(clerk, mother, son, **more):
    return services.grant_mandate(
        clerk, principal_id=mother.id, agent_id=son.id, from_on=TODAY, now=NOW, **more
    ).public_id


def portal(page, *args):
    return reverse(f"portal:people:{page}", args=args)


def desk(page, *args):
    return reverse(f"desk:people:{page}", args=args)


# ── several services ───────────────────────────────────────────────────────
def test_several_services_are_covered_and_no_other(clerk, mother, son):
    grant(clerk, mother, son, item_codes=["B5.02", "B3.21-22", "B5.02"])
    assert MandateItem.objects.count() == 1
    found = [
        queries.principals(signed_in(son), today=TODAY, item_code=code)
        for code in ("B3.21-22", "B5.02", "B2.02", None)
    ]
    assert found == [(mother.id,), (mother.id,), (), ()]


def test_one_that_is_not_offered_keeps_all_from_being_given(clerk, mother, son):
    with pytest.raises(InvalidError) as refused:
        grant(clerk, mother, son, item_codes=["B5.02", "B9.99"])
    assert [one.path for one in refused.value.problems] == ["item_codes"]
    assert not Mandate.objects.exists()


def test_a_renewal_takes_all_services_along(clerk, mother, son):
    made = grant(clerk, mother, son, item_codes=["B5.02", "B2.02"], to_on=TODAY + timedelta(days=9))
    services.renew_mandate(clerk, mandate_id=made, now=NOW)
    later = TODAY + timedelta(days=20)
    assert queries.principals(signed_in(son), today=later, item_code="B2.02") == (mother.id,)
    assert queries.principals(signed_in(son), today=later, item_code="B3.21-22") == ()


@pytest.mark.parametrize(
    ("ticked", "covered"), [(["every"], ()), (["B5.02", "B2.02"], ("B2.02", "B5.02"))]
)
def test_the_page_takes_every_service_or_those_ticked(client_for, proven_resident, ticked, covered):
    answer = client_for(proven_resident).post(portal("grant"), DAY | {"item_codes": ticked})
    assert answer.status_code == 200
    row = queries.family(proven_resident, now=NOW).granted[0]
    assert tuple(sorted(row.item_codes)) == covered


@pytest.mark.parametrize("ticked", [[], ["every", "B5.02"]])
def test_nothing_ticked_or_both_is_refused(client_for, proven_resident, ticked):
    answer = client_for(proven_resident).post(portal("grant"), DAY | {"item_codes": ticked})
    assert answer.status_code == 422
    assert not Mandate.objects.exists()


# ── the paper ──────────────────────────────────────────────────────────────
def test_the_signed_paper_comes_with_the_mandate_at_the_counter(client_for, clerk, mother, son):
    given = DAY | {
        "document_type": "resident_id",
        "number": number(order=778),
        "item_codes": ["every"],
        "paper": photograph(),
    }
    answer = client_for(clerk).post(desk("add_mandate", mother.public_id), given)
    assert answer.status_code == 303
    made = Mandate.objects.get()
    assert (
        "委托书.png"
        in client_for(clerk).get(desk("mandate", mother.public_id, made.public_id)).content.decode()
    )


def test_it_is_read_by_both_and_by_staff_in_reach_whose_look_is_logged(
    clerk, other_clerk, mother, son
):
    made = grant(clerk, mother, son, paper=photograph())
    file = queries.mandate(clerk, mandate_id=made, now=NOW).papers[0].public_id
    for actor in (signed_in(mother), signed_in(son), clerk):
        assert files.content(actor, public_id=file)[1] == PNG
    looks = AuditEntry.objects.filter(act="people.mandate.paper_read")
    assert [entry.account_id for entry in looks] == [clerk.account_id]
    for actor in (other_clerk, signed_in(somebody("别人")), ANONYMOUS):
        with pytest.raises(NotFoundError):
            files.content(actor, public_id=file)


def test_it_can_be_added_later_by_the_counter_only_and_never_once_revoked(clerk, mother, son):
    made = grant(clerk, mother, son)
    services.add_mandate_paper(clerk, mandate_id=made, paper=photograph(), now=NOW)
    assert AuditEntry.objects.filter(act="people.mandate.paper_added").exists()
    services.revoke_mandate(clerk, mandate_id=made, now=NOW)
    with pytest.raises(ConflictError):
        services.add_mandate_paper(clerk, mandate_id=made, paper=photograph(), now=NOW)
    assert len(queries.mandate(clerk, mandate_id=made, now=NOW).papers) == 1


def test_a_paper_that_is_no_picture_is_refused_and_nothing_is_kept(client_for, clerk, mother, son):
    made = grant(clerk, mother, son)
    given = {"paper": SimpleUploadedFile("x.png", b"MZ not a picture", "image/png")}
    answer = client_for(clerk).post(desk("add_mandate_paper", mother.public_id, made), given)
    assert answer.status_code == 422
    assert queries.mandate(clerk, mandate_id=made, now=NOW).papers == ()


# ── the page ───────────────────────────────────────────────────────────────
def test_acts_are_shown_to_both_and_to_nobody_else(clerk, mother, son, monkeypatch):
    made = grant(clerk, mother, son)
    act = DoneAct(NOW, "两项补贴", "TJ1", "交了申请")
    monkeypatch.setattr(registry, "_accounts", [{son.id: 9002}.get])
    monkeypatch.setattr(registry, "_acts", [lambda *_args, **_kwargs: (act,)])
    seen = [
        queries.mandate(actor, mandate_id=made, now=NOW).acts
        for actor in (signed_in(mother), signed_in(son), clerk)
    ]
    assert seen == [(act,), (act,), ()]
    with pytest.raises(NotFoundError):
        queries.mandate(signed_in(somebody("别人")), mandate_id=made, now=NOW)


def test_acts_are_asked_for_the_time_of_the_mandate(clerk, mother, son, monkeypatch):
    made = grant(clerk, mother, son, to_on=TODAY + timedelta(days=1))
    asked: list[Any] = []

    def note(*_args, **more):
        asked.append(more)
        return ()

    monkeypatch.setattr(registry, "_accounts", [{son.id: 9002}.get])
    monkeypatch.setattr(registry, "_acts", [note])
    queries.mandate(signed_in(mother), mandate_id=made, now=NOW)
    assert asked[0]["after"] == NOW
    assert asked[0]["until"].isoformat() == "2026-11-22T00:00:00+08:00"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_principal_renews_and_the_agent_sees_no_such_button(
    client_for, proven_resident, other_resident, language
):
    last = TODAY + timedelta(days=9)
    code = services.grant_mandate(proven_resident, from_on=TODAY, to_on=last, now=NOW).code
    made = services.accept_mandate(other_resident, code=code, now=NOW)
    mine, theirs = client_for(proven_resident), client_for(other_resident)
    for browser in (mine, theirs):
        browser.cookies["django_language"] = language
    renew = portal("renew", made)
    assert renew in mine.get(portal("mandate", made)).content.decode()
    assert renew not in theirs.get(portal("mandate", made)).content.decode()
    assert theirs.get(renew).status_code == 403
    assert mine.post(renew, {"to_on_year": ""}).status_code == 303
    assert Mandate.objects.count() == 2


def test_the_counter_renews_by_its_page(client_for, clerk, mother, son):
    made = grant(clerk, mother, son, to_on=TODAY + timedelta(days=9))
    page = desk("renew_mandate", mother.public_id, made)
    assert client_for(clerk).post(page, {"to_on_year": ""}).status_code == 303
    assert Mandate.objects.filter(renews__public_id=made).exists()


# ── the form to print ──────────────────────────────────────────────────────
def test_the_form_is_empty_for_everybody_and_filled_for_whoever_is_proven(
    client, client_for, proven_resident
):
    assert "李秀英" not in client.get(portal("mandate_form")).content.decode()
    mine = client_for(proven_resident)
    assert "李秀英" in mine.get(portal("mandate_form")).content.decode()
    empty = mine.get(portal("mandate_form") + "?empty=1")
    assert empty.context["blank"].principal == ""


def test_the_counter_prints_it_for_the_person_with_the_number_masked(client_for, clerk, mother):
    answer = client_for(clerk).get(desk("mandate_form", mother.public_id))
    blank = answer.context["blank"]
    assert blank.principal == "张秀兰"
    assert "*" in blank.document


def test_the_judgment_is_recorded_and_read_at_the_desk(client_for, clerk, mother, son):
    given = {
        "document_type": "resident_id",
        "number": number(order=778),
        "capacity": "none",
        "court": "和平区人民法院",
        "judgment_number": "18号",
        "judged_on_year": "2025",
        "judged_on_month": "3",
        "judged_on_day": "1",
        "paper": photograph(),
    }
    browser = client_for(clerk)
    late = given | {"judged_on_year": "2027", "paper": photograph()}
    refused = browser.post(desk("add_judgment", mother.public_id), late)
    assert refused.status_code == 422
    assert "18号" in refused.content.decode()
    assert browser.post(desk("add_judgment", mother.public_id), given).status_code == 303
    relation = queries.file_page(clerk, person_id=mother.id, now=NOW).relations[0]
    page = browser.get(desk("judgment", mother.public_id, relation.public_id)).content.decode()
    assert "18号" in page
    assert "委托书.png" in page
