"""What agents see and do about what somebody receives."""

import pytest
from django.urls import reverse

from linli.engines.cases.tests.test_access import mandate
from linli.engines.entitlements import queries, services
from linli.engines.entitlements.models import ChangeReport
from linli.engines.entitlements.tests import factories as make
from linli.engines.entitlements.tests.test_reports import report
from linli.foundation.errors.values import NotFoundError
from linli.registers.people.values import BeyondMandateError, Scope

pytestmark = [pytest.mark.django_db, pytest.mark.plan("B7")]
NOW = make.at(12)


@pytest.fixture
def row(city, proven_resident):
    return make.granted(proven_resident, city, make.office(city))["living"]


def test_who_only_follows_sees_it_without_the_account(row, proven_resident, other_resident):
    mandate(proven_resident, other_resident, scope=[Scope.FOLLOW])
    one = queries.my_one(other_resident, entitlement_id=row.public_id, now=NOW)
    assert (one.row.number, one.may_act, one.account_ending) == (row.case.number, False, "")
    mine = queries.my_one(proven_resident, entitlement_id=row.public_id, now=NOW)
    assert mine.may_act
    assert mine.account_ending


def test_who_only_follows_neither_reports_nor_names_an_account(
    row, proven_resident, other_resident
):
    mandate(proven_resident, other_resident, scope=[Scope.FOLLOW])
    with pytest.raises(BeyondMandateError):
        report(other_resident, row, now=NOW)
    with pytest.raises(BeyondMandateError):
        services.change_account(
            other_resident,
            entitlement_id=row.public_id,
            holder="李某",
            bank="某银行",
            number="6222000000000000000",
            now=NOW,
        )
    assert not ChangeReport.objects.exists()


def test_who_may_file_reports_for_the_person(row, proven_resident, other_resident):
    with pytest.raises(NotFoundError):
        report(other_resident, row, now=NOW)
    mandate(proven_resident, other_resident, scope=[Scope.FILE])
    assert report(other_resident, row, now=NOW)


def test_the_page_of_who_only_follows_has_no_buttons(
    row, proven_resident, other_resident, client_for
):
    mandate(proven_resident, other_resident, scope=[Scope.FOLLOW])
    page = client_for(other_resident).get(reverse("portal:entitlements:one", args=[row.public_id]))
    assert page.status_code == 200
    assert "/report/" not in page.content.decode()
