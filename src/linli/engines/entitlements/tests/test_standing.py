"""What the pack lays down is read by the day, as the amounts are; the code keeps no number."""

from datetime import date, timedelta

import pytest

from linli.engines.catalogue.models import Epoch, Parameter
from linli.engines.catalogue.queries import memory
from linli.engines.entitlements import services
from linli.engines.entitlements.models import ChangeReport, PaymentLine, Recheck
from linli.engines.entitlements.services import expiring, rechecks
from linli.engines.entitlements.tests import factories as make
from linli.engines.entitlements.values import ChangeKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(city):
    return make.office(city)


@pytest.fixture
def row(city, resident, people):
    return make.granted(resident, city, people)["living"]


def forgotten(name):
    """Let the pack say nothing of a parameter."""
    Parameter.objects.filter(name=name).delete()
    Epoch.objects.update(token=f"without {name}")
    memory.forget()


def changed(name, value, *, day):
    """Let a parameter be another one from a day on."""
    row = Parameter.objects.get(name=name)
    Parameter.objects.filter(pk=row.pk).update(valid_to=day - timedelta(days=1))
    row.pk, row.valid_from, row.value = None, day, value
    row.save(force_insert=True)
    Epoch.objects.update(token=f"{name} {value}")
    memory.forget()


def setoff(row, people):
    """Return what October keeps back after September paid twice as much as was due."""
    make.listed(people, make.SEPTEMBER, now=make.at(9, 20))
    services.correct(
        people.civil,
        entitlement_id=row.public_id,
        amount_fen=10000,
        month=make.SEPTEMBER,
        reason=make.REASON,
        now=make.at(10, 1),
    )
    made = make.listed(people, make.OCTOBER, now=make.at(10, 20))
    return PaymentLine.objects.get(list=made, entitlement=row).setoff_fen


@pytest.mark.plan("E2")
def test_the_share_is_that_of_the_listed_month(row, people):
    changed("setoff_share", 10, day=make.NOVEMBER)
    assert setoff(row, people) == 3000


def test_a_share_raised_within_the_month_holds_for_the_whole_of_it(row, people):
    changed("setoff_share", 10, day=date(2026, 10, 15))
    assert setoff(row, people) == 1000


def test_where_no_share_is_laid_down_nothing_is_kept_back(row, people):
    forgotten("setoff_share")
    assert setoff(row, people) == 0


def reported(row, resident):
    services.report_change(
        resident,
        entitlement_id=row.public_id,
        kind=ChangeKind.WORK,
        happened_on=make.SEPTEMBER,
        words="",
        now=make.NOW,
    )
    return ChangeReport.objects.get().due_on


def test_the_promised_day_is_the_citys(row, resident):
    changed("report_answer_days", 3, day=make.SEPTEMBER)
    assert reported(row, resident) == date(2026, 9, 10)


def test_where_no_day_is_laid_down_none_is_promised(row, resident, client_for, people):
    forgotten("report_answer_days")
    assert reported(row, resident) is None
    assert client_for(people.civil).get("/desk/entitlements/").status_code == 200
    assert client_for(resident).get(f"/entitlements/{row.public_id}/").status_code == 200


def test_a_check_begins_as_early_as_laid_down(row):
    changed("recheck_before_days", 5, day=make.SEPTEMBER)
    type(row).objects.update(recheck_on=make.DECEMBER)
    at = make.at(12, 1)
    assert rechecks.open_due(now=at - timedelta(days=6)) == 0
    assert rechecks.open_due(now=at - timedelta(days=5)) == 1
    assert Recheck.objects.count() == 1


def test_where_nothing_is_laid_down_no_reminder_goes_out(row):
    type(row).objects.filter(pk=row.pk).update(last_month=make.SEPTEMBER)
    forgotten("expiry_second_days")
    assert expiring.warn_before_end(now=make.at(9, 8)) == 1
    forgotten("expiry_first_days")
    assert expiring.warn_before_end(now=make.at(9, 8)) == 0
