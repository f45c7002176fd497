"""The portal's own pages, for anybody, in both languages."""

import pytest
from django.test import Client

from linli.foundation.ui.registry import City, city

pytestmark = pytest.mark.django_db
PAGES = ("/", "/help/", "/privacy/", "/accessibility/", "/display/")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_anybody_may_read_it(path, language):
    answer = Client(headers={"Accept-Language": language}).get(path)

    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


def test_home_asks_one_question_in_her_own_words():
    page = Client().get("/").content.decode()

    assert "您要办什么？" in page
    assert 'action="/items/"' in page
    assert 'name="q"' in page


def test_the_city_comes_from_the_pack():
    assert city().hotline == "12345"


def test_a_site_without_a_pack_still_has_pages(settings, tmp_path):
    settings.PACK = tmp_path

    assert city() == City()
    assert Client().get("/help/").status_code == 200


def test_an_address_that_leads_nowhere_says_what_to_do():
    answer = Client().get("/no/such/page/")

    assert answer.status_code == 404
    assert "12345" in answer.content.decode()


def test_a_form_without_its_token_is_explained():
    answer = Client(enforce_csrf_checks=True).post("/language/", {"language": "en"})

    assert answer.status_code == 403
    assert "请再交一次" in answer.content.decode()


def test_home_costs_no_statement_for_anybody(django_assert_max_num_queries):
    Client().get("/")
    with django_assert_max_num_queries(2):
        Client().get("/")
