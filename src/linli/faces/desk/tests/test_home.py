"""The desk's first page."""

import pytest
from django.test import Client

from linli.registers.people.models import Person

pytestmark = pytest.mark.django_db


def test_whoever_is_not_signed_in_is_asked_to():
    answer = Client().get("/desk/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")


def test_a_clerk_is_led_to_the_queue(clerk, client_for):
    answer = client_for(clerk).get("/desk/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/cases/")


def test_a_resident_has_no_desk(resident, client_for):
    assert client_for(resident).get("/desk/").status_code == 403


def test_an_operator_sees_what_there_is_to_do(operator, client_for):
    answer = client_for(operator).get("/desk/")

    assert answer.status_code == 200
    assert "/desk/jobs/" in answer.content.decode()


def test_a_resident_opens_no_page_of_the_desk_not_even_her_own_record(proven_resident, client_for):
    mine = Person.objects.get(pk=proven_resident.person_id).public_id

    assert client_for(proven_resident).get(f"/desk/people/{mine}/").status_code == 403
