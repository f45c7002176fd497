import pytest
from django.utils import translation

from linli.engines.catalogue.queries import memory
from linli.engines.catalogue.tests.factories import (
    ALLOWANCES,
    DOCTOR,
    LEGAL_AID,
    guide_only,
    load_catalogue,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue():
    load_catalogue()


def page(client, url, language="zh-hans"):
    response = client.get(url, headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


def test_services_by_event_and_subject(client, catalogue):
    text = page(client, "/items/")
    assert "有残疾" in text
    assert "健康与医疗" in text
    assert f"/items/{ALLOWANCES}/" in text


def test_search_in_own_words(client, catalogue):
    text = page(client, "/items/?q=残疾证能领什么钱")
    assert f"/items/{ALLOWANCES}/" in text
    assert f"/items/{LEGAL_AID}/" not in text


def test_nothing_found_says_what_to_do(client, catalogue):
    text = page(client, "/items/?q=太空旅行")
    assert "12345" in text
    assert 'href="/items/"' in text


def test_what_was_typed_is_shown_as_text(client, catalogue):
    text = page(client, "/items/?q=<script>alert(1)</script>")
    assert "<script>alert" not in text


@pytest.mark.parametrize("text", ["x" * 10_000, "+-*/", "   ", "' OR 1=1", "\u0000"])
def test_any_question_is_answered(client, catalogue, text):
    assert client.get("/items/", {"q": text}).status_code == 200


def test_an_empty_subject_says_so(client, catalogue):
    assert "12345" in page(client, "/items/?category=children")


def test_suggestions_are_a_part_of_a_page(client, catalogue):
    text = page(client, "/items/suggest/?q=fayuan")
    assert f"/items/{LEGAL_AID}/" in text
    assert "<html" not in text


def test_no_suggestion_is_nothing(client, catalogue):
    assert page(client, "/items/suggest/?q=").strip() == ""


def test_guide_in_its_order(client, catalogue):
    text = page(client, f"/items/{ALLOWANCES}/")
    order = [
        "残疾人证在有效期内",
        "160元–300元",
        "区残疾人联合会",
        "区残联核对",
        "两项补贴能一起领吗",
        "国发〔2015〕52号",
    ]
    places = [text.index(word) for word in order]
    assert places == sorted(places)
    assert "10个工作日" in text


def test_guide_is_complete_in_english(client, catalogue):
    with translation.override("en"):
        text = page(client, f"/items/{ALLOWANCES}/", "en")
    main = text[text.index("<main") : text.index("</main>")]
    assert "Your disability card is valid" in main
    assert "10 working days" in main
    chinese = [sign for sign in main if "\u4e00" <= sign <= "\u9fff"]
    assert set("".join(chinese)) <= set("国发号")  # the number of a document is not translated


def test_guide_leads_to_the_application(client, catalogue):
    assert f"/cases/apply/{ALLOWANCES}/" in page(client, f"/items/{ALLOWANCES}/")


def test_a_guide_only_says_so_and_has_no_start(client):
    code = guide_only().code
    text = page(client, f"/items/{code}/")
    assert f"/cases/apply/{code}/" not in text
    assert "12345" in text


def test_visits_have_their_reason(client, catalogue):
    assert "第一次要当面签字" in page(client, f"/items/{DOCTOR}/")


def test_office_of_the_reader(client, catalogue, city):
    text = page(client, f"/items/{DOCTOR}/?district={city.district}&street={city.street}")
    assert "劝业场街道社区卫生服务中心" in text


def test_without_an_office_the_hotline_answers(client, catalogue, city):
    text = page(client, f"/items/{DOCTOR}/?district={city.district}&street=120199001000")
    assert "12345" in text


@pytest.mark.parametrize("query", ["?district=x", "?street='", "?district=120101000000&street=1"])
def test_any_division_is_answered(client, catalogue, query):
    assert client.get(f"/items/{DOCTOR}/{query}").status_code == 200


def test_blank_form_asks_what_the_form_asks(client, catalogue):
    text = page(client, f"/items/{ALLOWANCES}/form/")
    for word in ("残疾等级", "☐ 一级", "收款账户", "☐ 残疾人证"):
        assert word in text


@pytest.mark.plan("E4")
def test_dictionary_tells_why_each_question_is_asked_and_who_reads_it(client, catalogue):
    text = page(client, f"/items/{ALLOWANCES}/dictionary/")
    for word in ("残疾人证号", "审核申请", "经办这件事的人员", "随案卷一起保存"):
        assert word in text
    assert f"/items/{ALLOWANCES}/dictionary/" in page(client, f"/items/{ALLOWANCES}/")


@pytest.mark.parametrize("url", ["/items/X9.99/", "/items/X9.99/form/", "/items/X9.99/dictionary/"])
def test_no_such_item(client, catalogue, url):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("/items/", 0),
        ("/items/?q=%E4%BD%8E%E4%BF%9D", 0),
        ("/items/suggest/?q=dibao", 0),
        (f"/items/{ALLOWANCES}/", 1),  # how residents rated it
        (f"/items/{DOCTOR}/?district=120101000000&street=120101001000", 4),
        (f"/items/{ALLOWANCES}/form/", 0),
        (f"/items/{ALLOWANCES}/dictionary/", 0),
    ],
)
def test_statements_of_each_page(client, catalogue, django_assert_num_queries, url, number):
    client.get("/items/")
    with django_assert_num_queries(number):
        client.get(url)


def test_the_first_page_of_a_process_reads_the_catalogue(
    client, catalogue, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(memory, "_views", {})
    with django_assert_num_queries(5):
        client.get("/items/")


def test_nothing_is_written_by_get_only_views(client, catalogue):
    assert client.post("/items/").status_code == 405
