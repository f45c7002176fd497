"""The monthly list: what it pays, four eyes, and what is refused."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from linli.engines.entitlements import queries, services
from linli.engines.entitlements.models import ClosedList, DraftLine, PaymentLine, PaymentList
from linli.engines.entitlements.services import lists
from linli.engines.entitlements.tests import factories as make
from linli.engines.entitlements.values import (
    ListState,
    ListStateError,
    MonthError,
    SecondPersonError,
    StaleListError,
)
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.jobs.values import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(city):
    return make.office(city)


@pytest.fixture
def rows(city, resident, people):
    return make.granted(resident, city, people)


def amounts(made):
    lines = PaymentLine.objects.filter(list=made).order_by("entitlement__grant_id")
    return list(
        lines.values_list("entitlement__grant_id", "month_fen", "arrears_fen", "setoff_fen")
    )


def test_a_list_pays_what_runs(rows, people):
    made = make.listed(people, make.SEPTEMBER, now=make.at(9, 20))
    assert amounts(made) == [("care", 20000, 0, 0), ("living", 30000, 0, 0)]
    assert (made.lines, made.total_fen, made.state) == (2, 50000, ListState.CLOSED)


def test_months_that_were_not_listed_come_as_arrears(rows, people):
    made = make.listed(people, make.NOVEMBER, now=make.at(11, 20))
    assert amounts(made) == [("care", 20000, 40000, 0), ("living", 30000, 60000, 0)]


def test_what_was_overpaid_is_set_off_by_the_share_at_most(rows, people):
    make.listed(people, make.SEPTEMBER, now=make.at(9, 20))
    services.correct(
        people.civil,
        entitlement_id=rows["living"].public_id,
        amount_fen=16000,
        month=make.SEPTEMBER,
        reason=make.REASON,
        now=make.at(10, 1),
    )
    made = make.listed(people, make.OCTOBER, now=make.at(10, 20))
    assert amounts(made)[1] == ("living", 16000, 0, 4800)


def test_made_anew_it_is_the_same(rows, people):
    first = make.built(people, make.SEPTEMBER, now=make.at(9, 20))
    again = make.built(people, make.SEPTEMBER, now=make.at(9, 21))
    assert (first.pk, again.run, DraftLine.objects.count()) == (again.pk, 2, 2)


def test_whoever_made_it_does_not_close_it(rows, people):
    made = make.built(people, make.SEPTEMBER, now=make.at(9, 20))
    with pytest.raises(SecondPersonError):
        services.close_list(people.civil, list_id=made.public_id, now=make.at(9, 21))
    assert not ClosedList.objects.exists()


def test_the_database_wants_four_eyes(rows, people):
    made = make.built(people, make.SEPTEMBER, now=make.at(9, 20))
    with pytest.raises(IntegrityError), transaction.atomic():
        ClosedList.objects.create(
            list=made,
            built_by_id=1,
            closed_by_id=1,
            closed_at=make.NOW,
            lines=0,
            total_fen=0,
            digest=bytes(32),
        )


def test_two_at_once_close_it_once(rows, people):
    made = make.listed(people, make.SEPTEMBER, now=make.at(9, 20))
    with pytest.raises(ListStateError):
        services.close_list(people.colleague, list_id=made.public_id, now=make.at(9, 21))
    assert PaymentLine.objects.count() == 2


def test_a_change_after_it_was_made_asks_for_a_new_one(rows, people):
    made = make.built(people, make.SEPTEMBER, now=make.at(9, 20))
    services.suspend(
        people.civil,
        entitlement_id=rows["living"].public_id,
        month=make.SEPTEMBER,
        reason=make.REASON,
        now=make.at(9, 21),
    )
    with pytest.raises(StaleListError):
        services.close_list(people.colleague, list_id=made.public_id, now=make.at(9, 22))


def test_another_account_asks_for_no_new_list(rows, resident, people):
    made = make.built(people, make.SEPTEMBER, now=make.at(9, 20))
    services.change_account(
        resident,
        entitlement_id=rows["care"].public_id,
        holder="张秀英",
        bank="中国银行",
        number="6216000011112222",
        now=make.at(9, 21),
    )
    services.close_list(people.colleague, list_id=made.public_id, now=make.at(9, 22))
    _name, content = services.fetch_list(people.civil, list_id=made.public_id, now=make.at(9, 23))
    assert "6216000011112222" in content.decode("utf-8-sig")


def test_a_month_to_come_has_no_list(rows, people):
    with pytest.raises(MonthError):
        services.build_list(people.civil, month=make.DECEMBER, now=make.at(9, 20))


def test_one_list_is_open_at_a_time(rows, people):
    make.built(people, make.SEPTEMBER, now=make.at(10, 20))
    with pytest.raises(ListStateError):
        services.build_list(people.civil, month=make.OCTOBER, now=make.at(10, 20))
    assert PaymentList.objects.count() == 1


def test_a_closed_line_cannot_be_changed(rows, people):
    make.listed(people, make.SEPTEMBER, now=make.at(9, 20))
    with pytest.raises(DatabaseError), transaction.atomic():
        PaymentLine.objects.update(amount_fen=1)


def test_no_month_is_listed_twice(rows, people):
    made = make.listed(people, make.SEPTEMBER, now=make.at(9, 20))
    line = PaymentLine.objects.filter(list=made).order_by("pk")[0]
    line.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(force_insert=True)


@pytest.mark.parametrize(
    ("service", "allowed"),
    [(services.close_list, ListState.DRAFT), (services.fetch_list, "closed")],
)
def test_another_office_finds_no_list(rows, people, service, allowed):
    made = make.built(people, make.SEPTEMBER, now=make.at(9, 20))
    with pytest.raises(NotFoundError):
        service(people.federation, list_id=made.public_id, now=make.at(9, 21))
    assert allowed


def test_a_resident_makes_no_list(rows, resident):
    with pytest.raises(ForbiddenError):
        services.build_list(resident, month=make.SEPTEMBER, now=make.at(9, 20))


def test_the_file_has_names_and_accounts_and_is_logged(rows, people):
    made = make.listed(people, make.SEPTEMBER, now=make.at(9, 20))
    name, content = services.fetch_list(people.civil, list_id=made.public_id, now=make.at(9, 21))
    text = content.decode("utf-8-sig")
    assert name.startswith("payment-2026-09-")
    assert len(text.splitlines()) == 3
    assert "张秀英,天津银行,6222020302001234567,300.00,0.00,0.00,300.00" in text
    assert AuditEntry.objects.filter(act="entitlements.list.fetched").count() == 1


def test_no_account_starts_a_formula():
    from linli.engines.entitlements.queries.lists import _plain

    assert [_plain(text) for text in ("=1+1", "@x", "天津银行")] == ["'=1+1", "'@x", "天津银行"]


def test_the_file_is_not_there_before_it_is_closed(rows, people):
    made = make.built(people, make.SEPTEMBER, now=make.at(9, 20))
    with pytest.raises(ListStateError):
        services.fetch_list(people.civil, list_id=made.public_id, now=make.at(9, 21))


def test_the_page_says_what_differs_from_last_month(rows, people):
    make.listed(people, make.SEPTEMBER, now=make.at(9, 20))
    services.stop(
        people.civil,
        entitlement_id=rows["care"].public_id,
        ended_on=date(2026, 9, 30),
        reason=make.REASON,
        now=make.at(10, 1),
    )
    made = make.built(people, make.OCTOBER, now=make.at(10, 20))
    found = queries.payment_list(people.civil, list_id=made.public_id)
    assert (found.new, found.changed, found.dropped) == (0, 0, 1)
    assert (found.may_close, found.without_account) == (False, 0)


def statements(made):
    """Return how many statements it takes to fill a list anew."""
    PaymentList.objects.filter(pk=made.pk).update(state=ListState.BUILDING)
    message = Message(lists.TOPIC, "again", {"list": made.pk, "run": made.run}, make.NOW, 1)
    with CaptureQueriesContext(connection) as seen:
        lists.fill(message, now=make.at(9, 21))
    return len(seen)


def test_a_list_takes_the_same_statements_for_more_people(city, rows, proven_resident, people):
    made = make.built(people, make.SEPTEMBER, now=make.at(9, 20))
    before = statements(made)
    changed = {"identity": make.identity("1957-03-08"), "birth_date": "1957-03-08"}
    make.granted(proven_resident, city, people, applicant=changed)
    assert statements(made) == before
    assert DraftLine.objects.filter(list=made).count() == 4
