from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from linli.foundation.actors.values import SYSTEM
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import (
    ForbiddenError,
    NotFoundError,
)
from linli.foundation.formspec.values import PLUGGED
from linli.registers.places import queries, services
from linli.registers.places.models import Division
from linli.registers.places.schemas import DivisionFile, Edition
from linli.registers.places.values import (
    DivisionCodeError,
    DivisionExistsError,
    DivisionNotEmptyError,
    Level,
)

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
GRID = "120101001001001"


def _file(names, **more):
    edition = Edition(source="test 1", state_on=date(2025, 6, 30))
    return DivisionFile(edition, names, **more)


TOWN = {
    "120000000000": "天津市",
    "120101000000": "和平区",
    "120101001000": "劝业场街道",
    "120101001001": "花园路社区居委会",
}


def test_way_leads_from_the_city_down(city):
    assert [step.level for step in queries.path(city.community)] == [1, 2, 3, 4]


def test_way_is_one_statement(city, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.path(city.community)


def test_way_to_nowhere_is_empty(city):
    assert queries.path("120101001999") == ()


def test_names_are_given_by_code_in_one_statement(city, django_assert_num_queries):
    with django_assert_num_queries(1):
        codes = frozenset({city.district, city.street, "120101001999"})
        found = queries.names(codes, in_force_only=True)
    assert {code: name.en for code, name in found.items()} == {
        city.district: "Heping District",
        city.street: queries.division(city.street).name_en,
    }


def test_children_are_the_next_level(city):
    assert [child.code for child in queries.children(city.district)] == [
        city.street,
        city.other_street,
    ]


def test_everything_in_a_division_is_a_range(city):
    codes = set(
        Division.objects.filter(queries.under(city.district)).values_list("code", flat=True)
    )
    assert codes == {code for code in city.divisions if code.startswith("120101")}


def test_unknown_code_is_not_found(city):
    assert not queries.exists("990000000000")
    with pytest.raises(NotFoundError):
        queries.division("990000000000")


def test_forms_get_their_choices(city):
    assert PLUGGED.divisions is not None
    codes = [code for code, _name in PLUGGED.divisions(city.district, "street")]
    assert codes == [city.street, city.other_street]
    assert [code for code, _name in PLUGGED.divisions("", "district")] == [
        city.district,
        city.other_district,
    ]


@pytest.mark.parametrize("code", ["12010100100", "12010100100x", "", "1201010010011"])
def test_database_refuses_other_shapes(city, code):
    with pytest.raises(IntegrityError), transaction.atomic():
        Division.objects.create(
            code=code,
            name="x",
            name_en="x",
            level=Level.COMMUNITY,
            parent_id=city.divisions[city.street],
            valid_from=TODAY,
        )


def test_database_refuses_a_level_that_the_code_is_not(city):
    with pytest.raises(IntegrityError), transaction.atomic():
        Division.objects.filter(code=city.community).update(level=Level.DISTRICT)


def test_database_refuses_what_hangs_in_the_air(city):
    with pytest.raises(IntegrityError), transaction.atomic():
        Division.objects.filter(code=city.community).update(parent=None)


def test_code_is_in_force_once(city):
    with pytest.raises(DivisionExistsError):
        services.add_division(SYSTEM, code=city.community, name="x", valid_from=TODAY, now=NOW)


# ── beneath and after ──────────────────────────────────────────────────────
@pytest.mark.plan("A1")
def test_grid_and_building_lie_beneath(operator, city):
    services.add_division(operator, code=GRID, name="第一网格", valid_from=TODAY, now=NOW)
    services.add_division(operator, code=GRID + "003", name="3号楼", valid_from=TODAY, now=NOW)
    assert [step.level for step in queries.path(GRID + "003")] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("code", ["12010100100100", "abc", "１２０１０１００１００１００１"])
def test_code_of_no_shape_is_refused(operator, city, code):
    with pytest.raises(DivisionCodeError):
        services.add_division(operator, code=code, name="x", valid_from=TODAY, now=NOW)


def test_nothing_is_added_beneath_nothing(operator, city):
    with pytest.raises(NotFoundError):
        services.add_division(operator, code="120101001777001", name="x", valid_from=TODAY, now=NOW)


def test_only_operators_add(clerk, city):
    with pytest.raises(ForbiddenError):
        services.add_division(clerk, code=GRID, name="x", valid_from=TODAY, now=NOW)
    assert not queries.exists(GRID)


@pytest.mark.plan("A1")
def test_closed_code_has_its_successor_and_is_free(operator, city):
    services.close_division(
        operator, code=city.community, on=TODAY, successor_code=city.second_community, now=NOW
    )
    assert not queries.exists(city.community)
    [closed] = queries.closed(city.community)
    assert closed.successor is not None
    assert (closed.valid_to, closed.successor.code) == (TODAY, city.second_community)
    services.add_division(operator, code=city.community, name="新社区", valid_from=TODAY, now=NOW)
    assert queries.division(city.community).name == "新社区"


def test_name_of_a_closed_division_is_known_until_its_code_is_used_again(operator, city):
    codes = frozenset({city.community})
    old = queries.division(city.community).name
    services.close_division(operator, code=city.community, on=TODAY, now=NOW)
    assert queries.names(codes, in_force_only=True) == {}
    assert queries.names(codes, in_force_only=False)[city.community].zh == old
    services.add_division(operator, code=city.community, name="新社区", valid_from=TODAY, now=NOW)
    assert queries.names(codes, in_force_only=False)[city.community].zh == "新社区"


def test_only_operators_close_and_load(clerk, city):
    with pytest.raises(ForbiddenError):
        services.close_division(clerk, code=city.community, on=TODAY, now=NOW)
    with pytest.raises(ForbiddenError):
        services.load(clerk, file=_file(TOWN), now=NOW)
    assert queries.exists(city.community)


def test_what_was_closed_before_holds_no_street_open(operator, city):
    services.close_division(operator, code=city.other_community, on=TODAY, now=NOW)
    services.close_division(operator, code=city.other_street, on=TODAY, now=NOW)
    assert not queries.exists(city.other_street)


def test_nothing_is_closed_in_favour_of_nothing(operator, city):
    with pytest.raises(NotFoundError):
        services.close_division(
            operator, code=city.community, on=TODAY, successor_code="120101001777", now=NOW
        )
    assert queries.exists(city.community)


def test_what_is_closed_is_neither_listed_nor_a_way_nor_a_parent(operator, city):
    services.close_division(operator, code=city.community, on=TODAY, now=NOW)
    shown = [code for code, _name in queries.choices(city.street, "community")]
    below = [one.code for one in queries.children(city.street)]
    assert shown == below == [city.second_community]
    assert queries.path(city.community) == ()
    assert city.community not in queries.in_force()
    assert queries.divisions({city.community, city.street}).keys() == {city.street}
    with pytest.raises(NotFoundError):
        services.add_division(operator, code=GRID, name="x", valid_from=TODAY, now=NOW)


def test_a_place_is_found_by_name_within_a_division(city):
    assert [one.code for one in queries.named("社区")] == [
        city.community,
        city.second_community,
        city.other_community,
    ]
    assert [one.code for one in queries.named("社区", within=city.other_street)] == [
        city.other_community
    ]


def test_each_change_stands_in_the_log_of_its_division(operator, city):
    services.add_division(operator, code=GRID, name="第一网格", valid_from=TODAY, now=NOW)
    services.close_division(operator, code=GRID, on=TODAY, now=NOW)
    rows = AuditEntry.objects.filter(kind="division").order_by("pk")
    assert list(rows.values_list("act", "subject", "division_code")) == [
        (f"division.{act}", GRID, city.community) for act in ("added", "closed")
    ]


def test_division_with_something_in_it_is_not_closed(operator, city):
    with pytest.raises(DivisionNotEmptyError):
        services.close_division(operator, code=city.street, on=TODAY, now=NOW)


# ── packs ──────────────────────────────────────────────────────────────────
def test_second_loading_changes_nothing(db, django_assert_num_queries):
    services.load(SYSTEM, file=_file(TOWN), now=NOW)
    with django_assert_num_queries(3):
        assert services.load(SYSTEM, file=_file(TOWN), now=NOW) == ()


def test_new_name_is_taken(db):
    services.load(SYSTEM, file=_file(TOWN), now=NOW)
    services.load(SYSTEM, file=_file(TOWN | {"120101001000": "新街道"}), now=NOW)
    assert queries.division("120101001000").name_en == "Xin Street"


def test_code_gone_from_the_pack_is_closed_with_its_successor(db):
    services.load(SYSTEM, file=_file(TOWN | {"120101001002": "滨西社区居委会"}), now=NOW)
    services.load(SYSTEM, file=_file(TOWN, successors={"120101001002": "120101001001"}), now=NOW)
    row = Division.objects.get(code="120101001002")
    assert row.successor is not None
    assert (row.valid_to, row.successor.code) == (date(2025, 6, 30), "120101001001")


def test_what_was_added_by_hand_stays(db):
    services.load(SYSTEM, file=_file(TOWN), now=NOW)
    services.add_division(SYSTEM, code="120101001009", name="x", valid_from=TODAY, now=NOW)
    services.load(SYSTEM, file=_file(TOWN), now=NOW)
    assert queries.exists("120101001009")


# ── the desk ───────────────────────────────────────────────────────────────
def test_staff_walk_down_the_tree(client_for, clerk, city):
    browser = client_for(clerk)
    assert city.district.encode() in browser.get("/desk/places/").content
    assert city.street.encode() in browser.get(f"/desk/places/{city.district}/").content
    assert browser.get("/desk/places/990000000000/").status_code == 404


def test_residents_do_not(client_for, resident, city):
    assert client_for(resident).get("/desk/places/").status_code == 403


def test_operator_adds_a_grid(client_for, operator, city):
    given = {"code": GRID, "name": "第一网格", "valid_from": "2026-11-20"}
    assert client_for(operator).post("/desk/places/add/", given).status_code == 303
    assert queries.exists(GRID)
