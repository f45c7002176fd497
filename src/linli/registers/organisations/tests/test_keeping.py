"""Keeping the register: whose it is, what a closed body can no longer be, what the log says."""

from datetime import UTC, date, datetime

import pytest

from linli.foundation.actors.values import SYSTEM, Role
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.registers.accounts.tests.factories import staff
from linli.registers.organisations import queries, services
from linli.registers.organisations.models import Organisation
from linli.registers.organisations.schemas import Template
from linli.registers.organisations.values import (
    AlreadyResponsibleError,
    Function,
    Kind,
    OwnLineError,
)
from linli.registers.places.models import Division
from linli.registers.places.values import Level

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
CODE = "91110000600037341L"


def public(organisation_id):
    return queries.organisation(organisation_id).public_id


def add(actor, city, **changes):
    given = {
        "name": "和平区阳光社会工作服务中心",
        "function": Function.SOCIAL_ORGANISATION,
        "kind": Kind.SERVICE_BODY,
        "division_code": city.district,
        "valid_from": TODAY,
        "now": NOW,
    } | changes
    return services.add(actor, **given)


def change(actor, organisation_id, **changes):
    given = {"public_id": public(organisation_id), "name": "新名", "now": NOW} | changes
    return services.change(actor, **given)


def close(actor, organisation_id, reason="撤并"):
    services.close(actor, public_id=public(organisation_id), on=TODAY, reason=reason, now=NOW)


@pytest.fixture
def district_operator(city):
    """Keeps the register of Heping and of nothing else."""
    return staff("和平运维", Role.OPERATOR, city.district_government, city.district)


def test_an_operator_keeps_the_own_divisions_only(city, district_operator):
    elsewhere = city.org("civil_affairs", city.other_district)
    for act in (
        lambda: add(district_operator, city, division_code=city.other_district),
        lambda: change(district_operator, elsewhere),
        lambda: close(district_operator, elsewhere),
    ):
        with pytest.raises(NotFoundError):
            act()
    assert queries.organisation(elsewhere).name == "天津市宝坻区民政局"
    assert queries.organisation(elsewhere).is_in_force
    assert change(district_operator, city.civil_affairs).name == "新名"


@pytest.mark.parametrize("who", ["security_administrator", "street_officer", "auditor", "resident"])
def test_nobody_else_changes_closes_or_loads(request, city, who):
    actor = request.getfixturevalue(who)
    for act in (
        lambda: change(actor, city.civil_affairs),
        lambda: close(actor, city.civil_affairs),
        lambda: services.load(actor, templates=(), valid_from=TODAY, now=NOW),
    ):
        with pytest.raises(ForbiddenError):
            act()
    assert queries.organisation(city.civil_affairs).is_in_force


def test_residents_do_not_look_into_the_register(resident, city):
    with pytest.raises(ForbiddenError):
        queries.found(resident, text="残疾人")
    with pytest.raises(ForbiddenError):
        queries.by_public_id(resident, public_id=public(city.office))


def test_what_is_closed_is_neither_changed_nor_closed_again(operator, city):
    close(operator, city.civil_affairs)
    for act in (change, close):
        with pytest.raises(NotFoundError):
            act(operator, city.civil_affairs)
    assert queries.organisation(city.civil_affairs).name == "天津市和平区民政局"


def test_what_is_closed_supervises_nobody(operator, city):
    close(operator, city.civil_affairs)
    with pytest.raises(NotFoundError):
        add(operator, city, parent_id=city.civil_affairs)
    with pytest.raises(NotFoundError):
        change(operator, city.office, parent_id=city.civil_affairs)


def test_what_is_closed_is_found_only_where_asked_for(operator, city):
    close(operator, city.civil_affairs)
    given = {"function": "civil_affairs", "division_code": city.district}
    assert len(queries.found(operator, **given)) == 0
    assert len(queries.found(operator, **given, with_closed=True)) == 1


def test_nobody_is_their_own_superior(operator, city):
    with pytest.raises(OwnLineError):
        change(operator, city.office, parent_id=city.office)


def test_a_name_is_more_than_spaces(operator, city):
    with pytest.raises(InvalidError):
        add(operator, city, name="  ")
    with pytest.raises(InvalidError):
        change(operator, city.office, name="  ")
    assert queries.organisation(city.office).name == "劝业场街道办事处"


def test_a_second_responsible_body_with_a_new_code_is_told_why(operator, city):
    with pytest.raises(AlreadyResponsibleError):
        add(operator, city, function=Function.CIVIL_AFFAIRS, uscc=CODE)


def test_a_code_is_found_in_small_letters(operator, city):
    made = add(operator, city, uscc=CODE)
    assert [one.id for one in queries.found(operator, text=CODE.lower())[0:5]] == [made.id]


def test_a_body_of_a_closed_division_is_responsible_for_nothing(city):
    Division.objects.filter(code=city.street).update(valid_to=TODAY)
    assert not queries.responsible(
        function="street_office", level=Level.STREET, division_code=city.community
    )


def test_the_log_keeps_what_it_was_called_and_why_it_was_closed(operator, city):
    change(operator, city.civil_affairs, parent_id=city.district_government)
    close(operator, city.civil_affairs, reason="机构改革")
    changed, closed = AuditEntry.objects.filter(kind="organisation").order_by("pk")
    before = {"name": "天津市和平区民政局", "parent": city.district_government, "word": ""}
    assert changed.data == before
    assert (closed.reason, closed.division_code) == ("机构改革", city.district)


# ── packs ──────────────────────────────────────────────────────────────────
def template(**changes):
    given = {
        "id": "education_bureau",
        "function": "education",
        "kind": "state_organ",
        "level": "district",
        "parent": "district government",
        "name": {"zh": "{name}教育局", "en": "Education Bureau of {name_en}"},
    } | changes
    return Template(**given)


def loaded(*templates):
    return services.load(SYSTEM, templates=templates, valid_from=TODAY, now=NOW)


def test_what_an_operator_made_before_is_not_made_twice(city):
    """The bodies of the small city stand for what was made by hand: other templates made them."""
    assert loaded(template(function="health")) == ()
    assert Organisation.objects.filter(function="health").count() == 2


def test_what_an_operator_closed_is_not_made_again(operator, city):
    assert len(loaded(template())) == 2
    made = Organisation.objects.get(function="education", division__code=city.district)
    close(operator, made.pk)
    assert loaded(template()) == ()


def test_a_new_body_has_the_superior_that_is_in_force(operator, city):
    old = city.district_government
    close(operator, old)
    new = add(operator, city, function=Function.GOVERNMENT, kind=Kind.STATE_ORGAN).id
    loaded(template())
    made = Organisation.objects.get(function="education", division__code=city.district)
    assert made.parent_id == new != old


def test_a_template_for_towns_makes_nothing_in_streets(city):
    made = loaded(
        template(id="town_team", function="social_organisation", level="street", only=["town"])
    )
    assert len(made) == 1
    row = Organisation.objects.get(template="town_team")
    assert row.division.code == city.township
    assert row.name == "大口屯镇教育局"


def test_a_new_name_is_taken_and_the_load_is_logged(city):
    loaded(template())
    loaded(template(name={"zh": "{name}教育委", "en": "Education of {name_en}"}))
    names = Organisation.objects.filter(template="education_bureau").values_list("name", flat=True)
    assert set(names) == {"和平区教育委", "宝坻区教育委"}
    counts = AuditEntry.objects.filter(act="organisations.loaded").order_by("pk")
    assert [entry.data["changed"] for entry in counts] == [0, 2]
