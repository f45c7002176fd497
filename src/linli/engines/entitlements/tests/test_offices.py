"""A division is split, an office closed: payments follow; a standard is raised: amounts follow."""

from datetime import date, timedelta

import pytest

from linli.engines.catalogue.models import Epoch, Parameter
from linli.engines.catalogue.queries import memory
from linli.engines.catalogue.values import ValueDay
from linli.engines.entitlements.models import Entitlement, EntitlementEvent, PaymentLine
from linli.engines.entitlements.services import offices
from linli.engines.entitlements.tests import factories as make
from linli.registers.organisations.models import Organisation
from linli.registers.places.models import Division

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(city):
    return make.office(city)


@pytest.fixture
def rows(city, resident, people):
    return make.granted(resident, city, people)


def test_a_closed_office_is_followed_by_its_successor(city, rows):
    old = Organisation.objects.get(pk=city.civil_affairs)
    old.valid_to = date(2026, 10, 1)
    old.save()
    old.pk, old.valid_to, old.uscc, old.template = None, None, None, "successor"
    old.public_id = Organisation._meta.get_field("public_id").default()
    old.save(force_insert=True)
    assert offices.follow_successors(now=make.at(10)) == 2
    rows["care"].refresh_from_db()
    assert rows["care"].organisation_id == old.pk
    assert EntitlementEvent.objects.filter(kind="moved").count() == 2


def test_a_split_division_takes_the_code_of_its_successor(city, rows):
    old = Division.objects.get(code=city.community, valid_to=None)
    successor = Division.objects.get(code=city.other_community, valid_to=None)
    old.valid_to, old.successor = date(2026, 10, 1), successor
    old.save()
    offices.follow_successors(now=make.at(10))
    rows["care"].refresh_from_db()
    assert rows["care"].division_code == city.other_community


def test_nothing_moves_where_nothing_changed(rows):
    assert offices.follow_successors(now=make.at(10)) == 0


@pytest.fixture
def raised(rows):
    """The care allowance is 260 yuan from the middle of October, and follows the month."""
    Entitlement.objects.update(value_of=ValueDay.MONTH)
    day = date(2026, 10, 15)
    row = Parameter.objects.get(name="care_allowance", division_code="")
    Parameter.objects.filter(pk=row.pk).update(valid_to=day - timedelta(days=1))
    row.pk, row.valid_from, row.valid_to, row.value = None, day, None, 26000
    row.save(force_insert=True)
    Epoch.objects.update(token="raised")  # as loading a pack does
    memory.forget()
    return rows


def test_a_raised_standard_is_paid_from_the_month_of_its_day(raised, people):
    made = make.listed(people, make.NOVEMBER, now=make.at(11, 20))
    line = PaymentLine.objects.get(list=made, entitlement=raised["care"])
    assert (line.month_fen, line.arrears_fen) == (26000, 20000 + 26000)


def test_its_line_of_history_says_so(raised, people):
    make.built(people, make.NOVEMBER, now=make.at(11, 20))
    event = EntitlementEvent.objects.get(kind="amount")
    assert (event.amount_fen, event.month, event.data) == (
        26000,
        make.OCTOBER,
        {"why": "parameter"},
    )


def test_by_the_day_of_application_nothing_changes(raised, people):
    Entitlement.objects.update(value_of=ValueDay.APPLICATION)
    made = make.listed(people, make.NOVEMBER, now=make.at(11, 20))
    line = PaymentLine.objects.get(list=made, entitlement=raised["care"])
    assert (line.month_fen, line.arrears_fen) == (20000, 40000)
