from datetime import UTC, date, datetime

import pytest

from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.registers.organisations import queries, services
from linli.registers.organisations.models import Organisation
from linli.registers.organisations.values import (
    AlreadyResponsibleError,
    CodeTakenError,
    Function,
    Kind,
    OwnLineError,
    UsccError,
)
from linli.registers.places.values import Level

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
CODE = "91110000600037341L"


def _add(actor, city, **changes):
    given = {
        "name": "和平区阳光社会工作服务中心",
        "function": Function.SOCIAL_ORGANISATION,
        "kind": Kind.SERVICE_BODY,
        "division_code": city.district,
        "valid_from": TODAY,
        "now": NOW,
    } | changes
    return services.add(actor, **given)


def _responsible(**where):
    found = queries.responsible(**where)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("function", "level", "name"),
    [
        ("street_office", Level.STREET, "劝业场街道办事处"),
        ("civil_affairs", Level.DISTRICT, "天津市和平区民政局"),
        ("government", Level.CITY, "天津市人民政府"),
        ("committee", Level.COMMUNITY, "花园路社区居委会"),
        ("health_centre", Level.STREET, "劝业场街道社区卫生服务中心"),
    ],
)
def test_responsible_is_found_above_the_division(city, function, level, name):
    found = _responsible(function=function, level=level, division_code=city.community)
    assert found.name == name


def test_responsible_is_one_statement(city, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.responsible(
            function="civil_affairs", level=Level.DISTRICT, division_code=city.village
        )


@pytest.mark.parametrize(
    ("function", "level", "stands_in"),
    [
        ("service_centre", Level.STREET, "street_office"),
        ("legal_aid", Level.DISTRICT, "justice"),
        ("service_station", Level.COMMUNITY, "committee"),
    ],
)
def test_who_stands_in_where_none_was_set_up(city, function, level, stands_in):
    found = _responsible(function=function, level=level, division_code=city.community)
    assert found.function == stands_in


def test_own_body_goes_before_who_stands_in(operator, city):
    made = _add(operator, city, function=Function.SERVICE_CENTRE, division_code=city.street)
    found = _responsible(
        function="service_centre", level=Level.STREET, division_code=city.community
    )
    assert found.id == made.id


def test_nobody_is_responsible_where_none_is(city):
    assert not queries.responsible(
        function="education", level=Level.DISTRICT, division_code=city.community
    )


def test_line_goes_up_to_the_city(city):
    line = queries.line_of(city.committee)
    assert line == (city.office, city.district_government, city.government)


def test_line_is_one_statement(city, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.line_of(city.committee)


def test_superior_is_the_nearest(city):
    superior = queries.superior(city.office)
    assert superior is not None
    assert superior.id == city.district_government
    assert queries.superior(city.government) is None


def test_closed_body_is_responsible_for_nothing(operator, city):
    public_id = queries.organisation(city.civil_affairs).public_id
    services.close(operator, public_id=public_id, on=TODAY, reason="merged", now=NOW)
    assert not queries.responsible(
        function="civil_affairs", level=Level.DISTRICT, division_code=city.street
    )
    assert AuditEntry.objects.filter(act="organisation.closed").count() == 1


def test_second_responsible_body_is_refused(operator, city):
    with pytest.raises(AlreadyResponsibleError):
        _add(operator, city, function=Function.CIVIL_AFFAIRS)


def test_two_social_organisations_are_welcome(operator, city):
    assert _add(operator, city).id != _add(operator, city).id


def test_code_is_kept_normalised(operator, city):
    assert _add(operator, city, uscc="9111 0000 6000 3734 1l").uscc == CODE


def test_wrong_code_is_refused(operator, city):
    with pytest.raises(UsccError):
        _add(operator, city, uscc="91110000600037341M")


def test_code_of_another_is_refused(operator, city):
    _add(operator, city, uscc=CODE)
    with pytest.raises(CodeTakenError):
        _add(operator, city, uscc=CODE)


def test_nobody_supervises_themselves(operator, city):
    office = queries.organisation(city.district_government)
    with pytest.raises(OwnLineError):
        services.change(
            operator, public_id=office.public_id, name="x", parent_id=city.committee, now=NOW
        )


@pytest.mark.parametrize("who", ["security_administrator", "street_officer", "auditor", "resident"])
def test_only_operators_keep_the_register(request, city, who):
    with pytest.raises(ForbiddenError):
        _add(request.getfixturevalue(who), city)


def test_unknown_organisation_is_not_found(db):
    with pytest.raises(NotFoundError):
        queries.organisation(4711)


def test_search_finds_by_part_of_the_name(operator, city):
    names = [view.name for view in queries.found(operator, text="残疾人")[0:10]]
    assert names == ["天津市和平区残疾人联合会", "天津市宝坻区残疾人联合会"]


# ── the desk ───────────────────────────────────────────────────────────────
def test_pages_open(client_for, operator, city):
    browser = client_for(operator)
    public_id = queries.organisation(city.office).public_id
    for page in ("", "add/", f"{public_id}/", f"{public_id}/change/", f"{public_id}/close/"):
        assert browser.get(f"/desk/organisations/{page}").status_code == 200


def test_clerks_look_and_do_not_change(client_for, clerk, city):
    public_id = queries.organisation(city.office).public_id
    browser = client_for(clerk)
    assert browser.get(f"/desk/organisations/{public_id}/").status_code == 200
    assert browser.get(f"/desk/organisations/{public_id}/change/").status_code == 403


def test_changed_by_hand_is_marked(client_for, operator, city):
    public_id = queries.organisation(city.office).public_id
    given = {"name": "劝业场街道办事处（新址）", "phone": "022-00000000"}
    answer = client_for(operator).post(f"/desk/organisations/{public_id}/change/", given)
    assert answer.status_code == 303
    row = Organisation.objects.get(pk=city.office)
    assert (row.name, row.is_edited) == (given["name"], True)


def test_fault_keeps_the_answers(client_for, operator, city):
    public_id = queries.organisation(city.office).public_id
    given = {"name": "kept", "uscc": "1"}
    answer = client_for(operator).post(f"/desk/organisations/{public_id}/change/", given)
    assert answer.status_code == 422
    assert b"kept" in answer.content
