"""The desk's first page."""

import pytest
from django.test import Client

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
