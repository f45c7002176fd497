from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.catalogue import rules
from linli.engines.catalogue.rules.naming import decided_from
from linli.engines.catalogue.rules.parameters import in_force
from linli.engines.catalogue.schemas.view import item_view
from linli.engines.catalogue.services.resolve import resolved, shared_pieces
from linli.engines.catalogue.tests.factories import ALLOWANCES, LEGAL_AID, city_pack
from linli.engines.catalogue.values import Condition, ParameterView
from linli.foundation.formspec.values import Context, Localised

TODAY = date(2026, 11, 20)
PARAMETERS = {
    "living_allowance": {"1": 30000, "2": 30000, "3": 16000, "4": 16000},
    "care_allowance": 20000,
    "dibao_standard": 104500,
    "legal_aid_times": Decimal("1.5"),
}
RIGHT = {
    "applicant": {"hukou_here": True, "hukou": {"code": "120101001001"}},
    "card": {"valid": True, "grade": 1},
    "household": {"relief": ["dibao"]},
    "other": {"injury_care": False},
}


@pytest.fixture(scope="module")
def items():
    pack = city_pack()
    pieces = shared_pieces(pack)
    found = [item_view(resolved(document, pieces)[0].definition) for document in pack.of("items")]
    return {item.code: item for item in found}


@pytest.fixture
def item(items):
    return items[ALLOWANCES]


def verdict(item, answers, facts=None):
    return rules.eligibility(item, answers, context=known(facts or {}))


def known(facts):
    return Context(TODAY, PARAMETERS, facts)


def test_all_conditions_hold(item):
    assert verdict(item, RIGHT).result is True


def test_no_beats_unknown(item):
    assert verdict(item, {"card": {"valid": False}}).result is False


def test_unknown_asks_for_what_is_missing(item):
    found = verdict(item, {**RIGHT, "household": {}})
    assert found.result is None
    assert [one.ask_next for one in found.conditions if one.result is None] == [
        ("household.relief",)
    ]


def conditioned(item, need, let=None):
    """Return an item whose only condition this is; its lawyer is written down by a stage."""
    found = Condition("one", need, Localised("一", "One"))
    return replace(item, conditions=(found,), let={**item.let, **(let or {})})


def asked(item, answers):
    return verdict(item, answers).conditions[0].ask_next


def test_a_formula_that_is_known_asks_for_nothing(items):
    let = {"cost.more": "means.income if matter.urgent else 0"}
    item = conditioned(items[LEGAL_AID], "cost.more + means.people > 3", let)
    assert asked(item, {"matter": {"urgent": False}}) == ("means.people",)


def test_what_an_office_writes_down_is_not_asked_before_what_people_know(items):
    item = conditioned(items[LEGAL_AID], "coalesce(lawyer.firm, matter.opponent) == '对方'")
    assert asked(item, {}) == ("matter.opponent",)


def test_a_question_that_is_not_shown_yet_is_not_asked(items):
    item = conditioned(items[LEGAL_AID], "not matter.urgent or matter.deadline > today")
    assert asked(item, {}) == ("matter.urgent",)
    assert asked(item, {"matter": {"urgent": True}}) == ("matter.deadline",)


def test_what_only_an_office_writes_down_is_named(items):
    item = conditioned(items[LEGAL_AID], "lawyer.firm == '海河'")
    assert asked(item, {}) == ("lawyer.firm",)


def test_what_the_answers_hide_is_not_asked_next(items):
    answers = {"group": {"which": "graduate"}}
    asked = {one.id: one.ask_next for one in verdict(items["B1.03"], answers).conditions}
    assert asked["group"] == ("group.since",)


def test_nothing_answered_is_unknown(item):
    assert verdict(item, {}).result is None


def test_a_fact_stands_in_for_an_answer(item):
    assert verdict(item, {**RIGHT, "household": {}}, {"household.relief": ["dibao"]}).result is True


def test_an_answer_goes_before_a_fact(item):
    facts = {"household.relief": ["tekun"]}
    assert verdict(item, RIGHT, facts).result is True


def test_a_wrong_answer_counts_as_none(item):
    assert verdict(item, {**RIGHT, "card": {"valid": True, "grade": 9}}).result is True
    assert verdict(item, {**RIGHT, "card": {"valid": "perhaps", "grade": 1}}).result is None


def test_grants_are_fen_of_the_parameters(item):
    found = rules.grants(item, RIGHT, context=known({}))
    assert {grant.id: grant.amount_fen for grant in found} == {"living": 30000, "care": 20000}


def test_a_grant_that_nobody_can_say_yet_has_no_amount(item):
    answers = {**RIGHT, "household": {}}
    found = rules.grants(item, answers, context=known({}))
    assert {grant.id: grant.amount_fen for grant in found} == {"living": None, "care": 20000}


@pytest.mark.parametrize(
    ("amount", "fen"), [("2.5", 3), ("0.4", 0), ("0", 0), ("0 - 1", None), ("1 / card.grade", 1)]
)
def test_an_amount_is_whole_fen_half_a_fen_up_and_never_below_nothing(item, amount, fen):
    rule = replace(item.grants[0], amount=amount)
    (found,) = rules.grants(replace(item, grants=(rule,)), RIGHT, context=known({}))
    assert found.amount_fen == fen


def test_paper_is_asked_only_where_the_register_does_not_answer(item):
    def asked(facts):
        found = rules.materials_for(item, RIGHT, context=known(facts))
        return [material.id for material in found]

    assert asked({}) == ["card_copy"]
    assert asked({"disability.number": "12010119500101001X11"}) == []


def test_place_is_where_the_flow_says(item):
    assert rules.place_of(item, RIGHT) == "120101001001"


def test_the_place_of_the_flow_goes_before_where_people_live(item):
    hukou, living = {"code": "120101001001"}, {"code": "120101002002"}
    answers = {"applicant": {"hukou_here": True, "hukou": hukou, "living": living}}
    assert rules.place_of(item, answers) == "120101001001"


def test_without_that_place_it_is_where_people_live(item):
    answers = {"applicant": {"hukou_here": False, "living": {"code": "120101001002"}}}
    assert rules.place_of(item, answers) == "120101001002"
    assert rules.place_of(item, {}) == ""


def test_name_of_the_applicant(item):
    assert rules.applicant_name(item, {"applicant": {"name": "李秀英"}}) == "李秀英"
    assert rules.applicant_name(item, {}) == ""


def test_nobody_at_home_is_unknown_and_no_error(items):
    answers = {
        "matter": {"kind": "support"},
        "means": {"groups": ["none"], "people": 0, "income": 1},
    }
    assert verdict(items[LEGAL_AID], answers).result is None


@pytest.mark.plan("B3")
@given(
    relief=st.sets(st.sampled_from(["dibao", "near_poor", "tekun", "none"]), min_size=1),
    grade=st.integers(1, 4),
    has_injury_care=st.booleans(),
)
def test_allowances_are_those_of_the_circular(items, relief, grade, has_injury_care):
    """国发〔2015〕52号: poor or near-poor; grades 1 and 2 without injury care; never with tekun."""
    answers = {
        **RIGHT,
        "card": {"valid": True, "grade": grade},
        "household": {"relief": sorted(relief)},
        "other": {"injury_care": has_injury_care},
    }
    living = bool(relief & {"dibao", "near_poor"})
    care = grade <= 2 and not has_injury_care
    item = items[ALLOWANCES]
    assert verdict(item, answers).result is ((living or care) and "tekun" not in relief)
    found = rules.grants(item, answers, context=known({}))
    expected = ({"living": 30000 if grade <= 2 else 16000} if living else {}) | (
        {"care": 20000} if care else {}
    )
    assert {grant.id: grant.amount_fen for grant in found} == expected


ANSWER = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(answers=st.dictionaries(st.sampled_from([*RIGHT, "guardian", "x"]), ANSWER))
def test_no_answer_breaks_the_rules(items, answers):
    for item in items.values():
        assert verdict(item, answers).result in {True, False, None}
        rules.grants(item, answers, context=known({}))
        rules.materials_for(item, answers, context=known({}))
        rules.place_of(item, answers)


class TestParameters:
    def value(self, amount, since, until=None, division=""):
        return ParameterView("x", Localised("甲"), "yuan", since, until, division, amount, "s")

    def test_each_day_has_its_value(self):
        values = [
            self.value(1, date(2020, 1, 1), date(2025, 8, 31)),
            self.value(2, date(2025, 9, 1)),
        ]
        assert in_force(values, on=date(2025, 8, 31)) == {"x": 1}
        assert in_force(values, on=date(2025, 9, 1)) == {"x": 2}
        assert in_force(values, on=date(2019, 12, 31)) == {}

    def test_the_nearest_division_decides(self):
        values = [
            self.value(3, date(2020, 1, 1), division="120101001000"),
            self.value(1, date(2020, 1, 1)),
            self.value(2, date(2020, 1, 1), division="120101000000"),
        ]
        assert in_force(values, on=TODAY, division_code="120101001001") == {"x": 3}
        assert in_force(values, on=TODAY, division_code="120101002002") == {"x": 2}
        assert in_force(values, on=TODAY, division_code="120115101201") == {"x": 1}
        assert in_force(values, on=TODAY) == {"x": 1}


def test_decided_from_names_ways_places_and_who_agrees(items):
    item = items["B3.10"]
    assert {"members.people", *item.places} <= decided_from(item)
    assert "applicant.name" not in decided_from(item)  # a record is pre-filled by it, no more


def test_decided_from_names_the_condition_of_a_way(items):
    item = items[ALLOWANCES]
    stage = item.flow.stages[-1]
    way = replace(stage.outcomes[0], when="account.bank == '天津银行'")
    changed = replace(stage, outcomes=(way, *stage.outcomes[1:]))
    flow = replace(item.flow, stages=(*item.flow.stages[:-1], changed))
    assert "account.bank" in decided_from(replace(item, flow=flow))
    assert "account.bank" not in decided_from(item)
