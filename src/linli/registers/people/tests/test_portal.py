"""My family through a browser."""

import pytest
from django.urls import reverse

from linli.registers.people.models import Mandate, Person
from linli.registers.people.queries import principals
from linli.registers.people.tests.factories import TODAY

pytestmark = pytest.mark.django_db
DAY = {"from_on_year": "2026", "from_on_month": "11", "from_on_day": "20", "scope": "everything"}


def url(page, *args):
    return reverse(f"portal:people:{page}", args=args)


@pytest.mark.parametrize("page", ["family", "contact", "grant", "accept"])
def test_signed_out_is_sent_to_sign_in(client, page, db):
    assert client.get(url(page)).status_code == 302


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", ["family", "contact", "grant", "accept"])
def test_proven_resident_sees_the_page(client_for, proven_resident, page, language):
    browser = client_for(proven_resident)
    browser.cookies["django_language"] = language
    assert browser.get(url(page)).status_code == 200


def test_unproven_resident_is_told_how(client_for, resident):
    answer = client_for(resident).get(url("family"))
    assert answer.status_code == 200
    assert answer.context["error"].code == "not_proven"


@pytest.mark.parametrize("page", ["contact", "grant", "accept"])
def test_unproven_resident_can_do_nothing(client_for, resident, page):
    assert client_for(resident).post(url(page), DAY | {"code": "x"}).status_code == 403


def test_code_goes_from_one_to_the_other(client_for, proven_resident, other_resident):
    mother, son = client_for(proven_resident), client_for(other_resident)
    code = mother.post(url("grant"), DAY).context["code"]
    assert son.post(url("accept"), {"code": code.lower()}).status_code == 303
    assert principals(other_resident, today=TODAY) == (proven_resident.person_id,)
    assert "李秀英" in son.get(url("family")).content.decode()
    mandate = Mandate.objects.get()
    assert mother.post(url("revoke", mandate.public_id)).status_code == 303
    assert principals(other_resident, today=TODAY) == ()


def test_wrong_code_is_refused_and_kept(client_for, other_resident):
    answer = client_for(other_resident).post(url("accept"), {"code": "ABCDEFGHJK"})
    assert answer.status_code == 422
    assert "ABCDEFGHJK" in answer.content.decode()


def test_mandate_of_others_is_not_there(client_for, proven_resident, other_resident):
    client_for(proven_resident).post(url("grant"), DAY)
    mandate = Mandate.objects.get()
    assert client_for(other_resident).post(url("revoke", mandate.public_id)).status_code == 404


def test_end_before_start_is_refused(client_for, proven_resident):
    day = {"to_on_year": "2026", "to_on_month": "11", "to_on_day": "19"}
    assert client_for(proven_resident).post(url("grant"), DAY | day).status_code == 422
    assert not Mandate.objects.exists()


def test_contact_is_changed(client_for, proven_resident):
    answer = client_for(proven_resident).post(
        url("contact"), {"phone": "13912345678", "email": "a@example.cn"}
    )
    assert answer.status_code == 303
    assert Person.objects.get(pk=proven_resident.person_id).email == "a@example.cn"


def test_item_that_is_not_offered_is_said_at_its_field(client_for, proven_resident, offered):
    answer = client_for(proven_resident).post(url("grant"), DAY | {"item_codes": ["B3.01"]})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "item_codes": ["现在没有这个事项，请从列表中选择。"],
    }
    assert not Mandate.objects.exists()
