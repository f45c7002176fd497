"""Registers are asked each month whether something still holds: a person stops it, not a file."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from linli.engines.catalogue import queries as catalogue
from linli.engines.entitlements import jobs, queries, services
from linli.engines.entitlements.models import EntitlementEvent, RegisterCheck
from linli.engines.entitlements.services import registers
from linli.engines.entitlements.tests import factories as make
from linli.engines.entitlements.values import CheckOutcome, EntitlementState, NotRunningError
from linli.foundation.actors.values import SYSTEM
from linli.foundation.errors.values import InvalidError, NotFoundError
from linli.foundation.exchange import breaker, registry
from linli.foundation.exchange.models import Lookup
from linli.foundation.exchange.tests.factories import Stub, card, found, nothing
from linli.foundation.exchange.values import Reason, Unavailable
from linli.foundation.notices.models import Notice
from linli.registers.people import services as people_of

pytestmark = pytest.mark.django_db
TODAY = make.NOW.date()
ALIVE: dict[str, Any] = {"civil__is_dead": False}
DEAD: dict[str, Any] = {"civil__is_dead": True}


@pytest.fixture(autouse=True)
def _rested():
    breaker.forget()


@pytest.fixture
def people(city):
    return make.office(city)


@pytest.fixture
def row(city, proven_resident, people):
    """Granted to somebody who has proven who she is."""
    row = make.granted(proven_resident, city, people)["living"]
    people_of.add_document(
        SYSTEM,
        person_id=proven_resident.person_id,
        document_type="resident_id",
        number=make.identity("1958-03-07")["number"],
        now=make.NOW,
    )
    return row


def asked(answer, *, now=make.NOW, cards=None, **more):
    """Ask with this answer of the civil registry; return how many were asked."""
    stub = answer if isinstance(answer, Stub) else Stub(answer)
    others = Stub(cards or card(now.date()))
    with registry.plugged({"civil_registry": stub, "disability_card": others}):
        return registers.ask_due(now=now, **more)


def outcome(row):
    return RegisterCheck.objects.get(entitlement=row).outcome


@pytest.mark.plan("E2")
def test_a_death_opens_a_task_and_stops_nothing(row, people):
    asked(found(TODAY, **DEAD))
    row.refresh_from_db()
    assert (row.state, outcome(row)) == (EntitlementState.RUNNING, CheckOutcome.REASON)
    waiting = queries.waiting_reasons(people.civil)
    assert {(one.entitlement_id, one.end) for one in waiting} >= {(row.public_id, "去世")}
    told = Notice.objects.filter(kind="entitlements.office", account_id=people.civil.account_id)
    assert told.count() == 2  # living and care
    assert not Notice.objects.filter(kind="entitlements.changed").exists()


def test_where_nothing_ends_it_that_is_kept_too(row, people):
    asked(found(TODAY, **ALIVE))
    (check,) = queries.register_checks(people.civil, entitlement_id=row.public_id)
    assert (check.outcome, check.asked_at) == (CheckOutcome.CLEAR, make.NOW)
    assert check.said[0].words == ("已登记死亡: 否",)


def test_a_card_that_is_no_longer_valid_is_a_reason(row):
    asked(found(TODAY, **ALIVE), cards=card(TODAY, valid=False))
    assert RegisterCheck.objects.get(entitlement=row).end == 1


@pytest.mark.parametrize(
    ("answer", "said", "again"),
    [
        (Unavailable(Reason.AWAY), CheckOutcome.UNAVAILABLE, True),
        (found(TODAY - timedelta(days=2), **DEAD), CheckOutcome.STALE, True),
        (nothing(), CheckOutcome.NOT_FOUND, False),
    ],
)
def test_what_is_not_known_tells_nobody_anything(row, people, answer, said, again):
    asked(answer)
    check = RegisterCheck.objects.get(entitlement=row)
    assert (check.outcome, check.again_on is not None) == (said, again)
    assert queries.waiting_reasons(people.civil) == ()
    assert not Notice.objects.filter(kind="entitlements.office").exists()


def test_yesterdays_data_is_asked_for_again_the_next_day(row):
    asked(found(TODAY - timedelta(days=2), **DEAD))
    assert asked(found(TODAY, **DEAD)) == 0
    tomorrow = make.NOW + timedelta(days=1)
    assert asked(found(tomorrow.date(), **ALIVE), now=tomorrow) == 2
    assert outcome(row) == CheckOutcome.CLEAR


def test_silence_of_the_card_register_does_not_count_as_the_old_answer(row):
    asked(found(TODAY, **ALIVE), cards=Unavailable(Reason.SLOW))
    assert outcome(row) == CheckOutcome.UNAVAILABLE


def test_once_a_month_and_once_a_case(row):
    stub = Stub(found(TODAY, **ALIVE))
    assert (asked(stub), asked(stub)) == (2, 0)
    assert len(stub.asked) == 1
    assert asked(found(make.at(10).date(), **ALIVE), now=make.at(10)) == 2
    assert RegisterCheck.objects.filter(entitlement=row).count() == 2


def test_what_is_left_over_goes_on_with_the_next_batch(row):
    assert [asked(found(TODAY, **ALIVE), limit=1) for _ in range(3)] == [1, 1, 0]


def test_only_what_the_ends_name_is_asked_and_logged(row):
    stub = Stub(found(TODAY, **ALIVE))
    asked(stub)
    assert stub.asked[0].facts == {"civil.is_dead"}
    looked = Lookup.objects.get(register="civil_registry")
    assert (looked.ground, looked.subject, looked.about_id) == (
        "law",
        row.case.public_id,
        row.person_id,
    )


def test_who_proved_nothing_is_not_asked_about(city, resident, people):
    row = make.granted(resident, city, people)["living"]
    asked(found(TODAY, **DEAD))
    assert outcome(row) == CheckOutcome.NOBODY
    assert not Lookup.objects.exists()


def test_where_no_register_is_reached_nothing_follows(row):
    jobs.monthly(now=make.NOW)
    assert outcome(row) == CheckOutcome.UNREACHED


def test_a_reason_is_not_given_twice_while_it_waits(row, people):
    asked(found(TODAY, **DEAD))
    assert asked(found(make.at(10).date(), **DEAD), now=make.at(10)) == 0


def test_an_officer_keeps_it_and_says_why(row, people):
    asked(found(TODAY, **DEAD))
    services.keep(people.civil, entitlement_id=row.public_id, reason="同名同姓", now=make.at(9, 8))
    events = EntitlementEvent.objects.filter(entitlement=row).order_by("seq")
    assert [one.kind for one in events] == ["granted", "reason", "kept"]
    with pytest.raises(NotRunningError):
        services.keep(people.colleague, entitlement_id=row.public_id, reason="x", now=make.at(9, 9))
    assert asked(found(make.at(10).date(), **DEAD), now=make.at(10)) == 1  # the other one waits


def test_keeping_wants_a_reason(row, people):
    asked(found(TODAY, **DEAD))
    with pytest.raises(InvalidError):
        services.keep(people.civil, entitlement_id=row.public_id, reason=" ", now=make.NOW)
    assert len(queries.waiting_reasons(people.civil)) == 2


def test_stopping_it_answers_the_reason(row, people):
    asked(found(TODAY, **DEAD))
    services.stop(
        people.civil,
        entitlement_id=row.public_id,
        ended_on=TODAY,
        reason="已去世",
        now=make.NOW,
    )
    assert RegisterCheck.objects.get(entitlement=row).answered_as == "stopped"


def test_another_office_reads_nothing(row, people):
    asked(found(TODAY, **DEAD))
    assert queries.waiting_reasons(people.federation) == ()
    with pytest.raises(NotFoundError):
        queries.register_checks(people.federation, entitlement_id=row.public_id)


def test_where_the_item_says_so_it_stops_by_itself(row, people, monkeypatch):
    real = catalogue.version

    def automatic(version_id):
        item = real(version_id)
        ends = tuple(type(end)(end.text, end.when, bool(end.when)) for end in item.ends)
        return replace(item, ends=ends)

    monkeypatch.setattr(catalogue, "version", automatic)
    asked(found(TODAY, **DEAD))
    row.refresh_from_db()
    assert (row.state, row.last_month) == (EntitlementState.STOPPED, make.SEPTEMBER)
    assert queries.waiting_reasons(people.civil) == ()
    assert Notice.objects.filter(kind="entitlements.office").exists()


def test_the_page_offers_both_ways(row, people, client_for):
    asked(found(TODAY, **DEAD))
    browser = client_for(people.civil)
    assert "去世" in browser.get(reverse("desk:entitlements:office")).content.decode()
    page = reverse("desk:entitlements:one", args=[row.public_id])
    assert "已登记死亡" in browser.get(page).content.decode()
    keep = reverse("desk:entitlements:act", args=[row.public_id, "keep"])
    assert browser.post(keep, {"reason": ""}).status_code == 422
    assert browser.post(keep, {"reason": "同名同姓"}).status_code == 303
    assert RegisterCheck.objects.get(entitlement=row).answered_as == "kept"
