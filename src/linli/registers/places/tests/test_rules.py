import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.registers.places import rules, values
from linli.registers.places.values import Level, committee_kind, parent_code, street_kind

DIGITS = st.from_regex(r"[0-9]{12}", fullmatch=True)


@given(DIGITS, st.sampled_from([Level.CITY, Level.DISTRICT, Level.STREET, Level.COMMUNITY]))
def test_ancestor_holds_its_descendant(code, level):
    above = values.ancestor(code, level)
    assert len(above) == 12
    assert values.contains(above, code)


@given(DIGITS)
def test_ways_up_end_at_the_city(code):
    steps = 0
    while code := parent_code(code):
        steps += 1
    assert steps <= 3


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("120000000000", Level.CITY),
        ("120101000000", Level.DISTRICT),
        ("120101001000", Level.STREET),
        ("120101001001", Level.COMMUNITY),
        ("120101001001005", Level.GRID),
        ("120101001001005012", Level.BUILDING),
    ],
)
def test_shape_says_the_level(code, level):
    assert values.level_of(code) is level


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("120101001001", "residents"),
        ("120101001199", "residents"),
        ("120101001200", "villagers"),
        ("120101001399", "villagers"),
        ("120101001400", "residents"),
        ("120101001599", "villagers"),
        ("120101001600", ""),
        ("120101001000", ""),
    ],
)
def test_code_says_the_committee(code, kind):
    assert committee_kind(code) == kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("120101001000", "street"),
        ("120115100000", "town"),
        ("120119203000", "township"),
        ("120101099000", "street"),
        ("120116199000", "town"),
        ("120116399000", "township"),
        ("120116400000", "zone"),
        ("120116000000", ""),
    ],
)
def test_code_says_the_kind_of_street(code, kind):
    assert street_kind(code) == kind


@pytest.mark.parametrize(
    ("name", "code", "english"),
    [
        ("天津市", "120000000000", "Tianjin"),
        ("宝坻区", "120115000000", "Baodi District"),
        ("滨海新区", "120116000000", "Binhai New Area"),
        ("劝业场街道", "120101001000", "Quanyechang Street"),
        ("大口屯镇", "120115101000", "Dakoutun Town"),
        ("花园路社区居委会", "120101001001", "Huayuanlu Community"),
        ("张二村委会", "120115101201", "Zhang'er Village"),
        ("林亭口九村村委会", "120115101202", "Lintingkoujiu Village"),
        ("绿岛社区居民委员会", "120115101003", "Lüdao Community"),
    ],
)
def test_english_names(name, code, english):
    assert rules.english_name(name, code) == english


def test_building_without_a_grid_lies_in_its_community():
    assert parent_code("120101001001000012") == "120101001001"
    assert parent_code("120101001001005012") == "120101001001005"
