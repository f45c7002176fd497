from datetime import date
from decimal import Decimal

import pytest

from linli.engines.catalogue import queries
from linli.engines.catalogue.queries import memory
from linli.engines.catalogue.tests.factories import (
    ALLOWANCES,
    DOCTOR,
    LEGAL_AID,
    allowances,
    guide_only,
    load_catalogue,
)
from linli.engines.catalogue.values import DayUnit, Limit, OutcomeKind
from linli.foundation.errors.values import NotFoundError

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
RIGHT = {
    "applicant": {"hukou_here": True, "hukou": {"code": "120101001001"}},
    "card": {"valid": True, "grade": 1},
    "household": {"relief": ["dibao"]},
    "other": {"injury_care": False},
}


@pytest.fixture
def item():
    return allowances()


def test_a_published_item_has_form_flow_and_materials(item):
    assert [section.id for section in item.form.sections][:3] == ["applicant", "card", "household"]
    assert [stage.id for stage in item.flow.stages] == ["accept", "federation", "decide"]
    assert [material.id for material in item.materials] == ["card_copy", "guardian_proof"]
    assert item.flow.stage("accept").outcome("accept").kind is OutcomeKind.ACCEPT
    assert not item.is_guide_only


def test_days_belong_to_stages(item):
    assert item.flow.stage("decide").limit == Limit(5, DayUnit.WORKING)
    legal_aid = queries.published(LEGAL_AID)
    assert legal_aid.flow.stage("examine").limit == Limit(7, DayUnit.CALENDAR)
    assert legal_aid.flow.stage("accept").limit == Limit(0)


def test_unknown_codes_are_not_found(item):
    for ask in (lambda: queries.published("X9.99"), lambda: queries.version(item.version_id + 99)):
        with pytest.raises(NotFoundError):
            ask()


def test_a_known_item_costs_one_statement_a_second(item, django_assert_num_queries):
    memory.forget()
    with django_assert_num_queries(1):
        queries.published(ALLOWANCES)
        queries.published(DOCTOR)
    queries.version(item.version_id)
    with django_assert_num_queries(0):
        queries.version(item.version_id)


def test_nothing_is_offered_before_a_pack_is_loaded():
    assert queries.items() == ()
    assert queries.search("低保") == ()
    assert queries.categories() == ()


def test_a_limit_that_nobody_knows_makes_a_guide(item):
    assert guide_only().is_guide_only


def test_items_are_narrowed(item):
    codes = [one.code for one in queries.items()]
    assert codes == sorted(codes)
    assert {DOCTOR, ALLOWANCES, LEGAL_AID} <= set(codes)
    assert {one.category for one in queries.items(category="law")} == {"law"}
    found = {one.code for one in queries.items(life_event="disability")}
    assert (ALLOWANCES in found, DOCTOR in found) == (True, False)
    assert queries.items(audience="organisation") == ()


@pytest.mark.plan("E2")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("残疾证能领什么钱", ALLOWANCES),
        ("canji", ALLOWANCES),
        ("爸爸瘫痪在床没人照顾怎么办", ALLOWANCES),
        ("disabled allowance", ALLOWANCES),
        ("家亭医生", DOCTOR),
        ("gp", DOCTOR),
        ("老板拖欠工资", LEGAL_AID),
        ("fayuan", LEGAL_AID),
        ("free lawyer", LEGAL_AID),
        ("楼上漏水找谁评理", "B5.01"),
        ("失独老人", "B3.26"),
        ("老年大学报名", "B4.05"),
        ("玉米叶子黄了打什么药", "B6.01"),
        ("被裁员了", "B1.01"),
        ("零就业家庭", "B1.03"),
        ("准生证", "B2.03"),
        ("请人照顾老人 补贴", "B3.02"),
    ],
)
def test_residents_words_find_the_item(item, text, code):
    hit = queries.search(text)[0]
    assert hit.code == code
    assert hit.why.text


def test_parameters_are_those_of_the_day(item):
    assert queries.parameters(date(2025, 8, 31))["dibao_standard"] == 101000
    assert queries.parameters(date(2025, 9, 1))["dibao_standard"] == 104500
    assert queries.parameters(TODAY)["legal_aid_times"] == Decimal("1.5")


def test_decisions_with_the_parameters_of_the_day(item):
    context = queries.context(today=TODAY)
    assert queries.eligibility(item, RIGHT, context=context).result is True
    assert [grant.amount_fen for grant in queries.grants(item, RIGHT, context=context)] == [
        30000,
        20000,
    ]
    assert [one.id for one in queries.materials_for(item, RIGHT, context=context)] == ["card_copy"]


def test_the_verdict_is_kept_with_its_reasons(item):
    answers = {**RIGHT, "household": {"relief": ["tekun"]}}
    record = queries.eligibility_record(item, answers, today=TODAY)
    assert (record["on"], record["result"], record["digest"]) == ("2026-11-20", "no", item.digest)
    assert [one["id"] for one in record["conditions"] if one["result"] == "no"] == ["not_tekun"]
    assert record["conditions"][0]["zh"] == "残疾人证在有效期内"


def test_answers_have_a_schema(item):
    schema = queries.schema(ALLOWANCES)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "card" in schema["properties"]


def test_another_catalogue_is_read_anew(item, django_assert_num_queries):
    load_catalogue()
    memory.forget()
    with django_assert_num_queries(1):
        assert queries.published(ALLOWANCES) == item


def test_a_mandate_can_be_limited_to_what_is_offered(item, proven_resident, client_for):
    page = client_for(proven_resident).get("/family/mandates/new/").content.decode()
    assert f'name="item_codes" type="checkbox" value="{item.code}"' in page
    assert str(item.name) in page


def test_a_mandate_names_its_item(item, proven_resident, client_for):
    browser = client_for(proven_resident)
    day = {"from_on_year": "2026", "from_on_month": "11", "from_on_day": "23"}
    given = day | {"item_codes": [item.code], "scope": ["everything"]}
    browser.post("/family/mandates/new/", given)
    assert str(item.name) in browser.get("/family/").content.decode()
