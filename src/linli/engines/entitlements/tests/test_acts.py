"""Suspending, paying again, stopping, correcting, another account; and what is refused."""

from datetime import date

import pytest

from linli.engines.entitlements import queries, services
from linli.engines.entitlements.models import EntitlementEvent
from linli.engines.entitlements.tests import factories as make
from linli.engines.entitlements.values import EntitlementState, NotRunningError
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(city):
    return make.office(city)


@pytest.fixture
def row(city, resident, people):
    return make.granted(resident, city, people)["living"]


def call(service, actor, row, **more):
    more = {"reason": make.REASON, **more}
    service(actor, entitlement_id=row.public_id, **more, now=make.at(10))
    row.refresh_from_db()


def due(row, resident, *, month=11):
    found = queries.my_one(resident, entitlement_id=row.public_id, now=make.at(month))
    return {one.month.month: one.due_fen for one in found.months}


def test_suspended_months_are_not_due(row, resident, people):
    call(services.suspend, people.civil, row, month=make.OCTOBER)
    assert due(row, resident) == {9: 30000, 10: 0, 11: 0}


def test_what_was_left_out_can_be_paid_later(row, resident, people):
    call(services.suspend, people.civil, row, month=make.OCTOBER)
    call(services.resume, people.civil, row, month=make.OCTOBER)
    assert due(row, resident) == {9: 30000, 10: 30000, 11: 30000}


def test_the_month_in_which_it_ended_is_the_last_one(row, resident, people):
    call(services.stop, people.civil, row, ended_on=date(2026, 10, 1))
    assert due(row, resident) == {9: 30000, 10: 30000, 11: 0}


def test_a_correction_holds_from_its_month_on(row, resident, people):
    call(services.correct, people.civil, row, amount_fen=16000, month=make.OCTOBER)
    assert due(row, resident) == {9: 30000, 10: 16000, 11: 16000}


def test_the_person_is_told_and_reads_why(row, resident, people):
    call(services.suspend, people.civil, row, month=make.OCTOBER)
    told = Notice.objects.filter(account_id=resident.account_id, title_en__startswith="Suspended")
    found = queries.my_one(resident, entitlement_id=row.public_id, now=make.at(10))
    assert told.count() == 1
    assert found.history[0].reason == make.REASON


@pytest.mark.plan("E2")
def test_remedies_stand_beside_it(row, resident):
    found = queries.my_one(resident, entitlement_id=row.public_id, now=make.at(10))
    assert len(found.remedies) == 2


@pytest.mark.parametrize(
    ("service", "given"),
    [
        (services.suspend, {"month": make.OCTOBER}),
        (services.stop, {"ended_on": date(2026, 10, 1)}),
        (services.correct, {"amount_fen": 1, "month": make.OCTOBER}),
    ],
)
def test_another_office_finds_nothing(row, people, service, given):
    with pytest.raises(NotFoundError):
        call(service, people.federation, row, **given)
    assert EntitlementEvent.objects.filter(entitlement=row).count() == 1


def test_a_resident_suspends_nothing(row, resident):
    with pytest.raises(ForbiddenError):
        call(services.suspend, resident, row, month=make.OCTOBER)


def test_without_a_reason_nothing_is_suspended(row, people):
    with pytest.raises(InvalidError):
        call(services.suspend, people.civil, row, month=make.OCTOBER, reason=" ")
    row.refresh_from_db()
    assert row.state == EntitlementState.RUNNING


def test_what_was_stopped_stays_stopped(row, people):
    call(services.stop, people.civil, row, ended_on=date(2026, 10, 1))
    with pytest.raises(NotRunningError):
        call(services.resume, people.civil, row, month=make.NOVEMBER)


def test_a_day_to_come_ends_nothing(row, people):
    with pytest.raises(InvalidError):
        call(services.stop, people.civil, row, ended_on=date(2026, 12, 1))


def test_the_person_has_it_paid_to_another_account(row, resident):
    services.change_account(
        resident,
        entitlement_id=row.public_id,
        holder="张秀英",
        bank="中国银行",
        number="6216 0000 1111 2222",
        now=make.at(10),
    )
    found = queries.my_one(resident, entitlement_id=row.public_id, now=make.at(10))
    assert (found.account_bank, found.account_ending) == ("中国银行", "2222")


def test_somebody_else_changes_no_account(row, other_resident):
    with pytest.raises(NotFoundError):
        services.change_account(
            other_resident,
            entitlement_id=row.public_id,
            holder="王建国",
            bank="中国银行",
            number="6216000011112222",
            now=make.at(10),
        )


def test_events_cannot_be_changed(row):
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        EntitlementEvent.objects.filter(entitlement=row).update(amount_fen=1)
