"""Who was told what, when, and how each way stands, in words."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.foundation.actors.values import Actor
from linli.foundation.jobs import rules as retries
from linli.foundation.jobs import services as jobs
from linli.foundation.notices import queries, services
from linli.foundation.notices.models import Notice
from linli.foundation.notices.tests.test_notify import NOW, carrier, contacts, notify, run
from linli.foundation.notices.tests.test_wishes import EIGHT, EVENING, EVERY, never, wish
from linli.foundation.notices.values import ACCOUNT_ONLY, Contact, Part, Via

READER, CLERK = Actor(account_id=7), Actor(account_id=8)
CASE = ("case", UUID(int=5))
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contacts")]
__all__ = ["carrier", "contacts"]


def tell(dedupe="k", **changes):
    notify(dedupe, **{"subject": CASE, "part": Part.APPLICANT, **changes})


def states():
    (found,) = queries.told(CLERK, subject=CASE)
    return {way.via: way.state for way in found.ways}


def test_to_others_the_reader_is_a_part_and_no_number_is_said(carrier):
    tell()
    run()
    (found,) = queries.told(CLERK, subject=CASE)
    assert (found.part, found.is_mine, found.at) == ("申请人", False, NOW)
    assert "1380" not in str(found)
    assert "wang@" not in str(found)


def test_the_reader_is_you():
    tell()
    assert queries.told(READER, subject=CASE)[0].is_mine


def test_another_subject_and_another_part_are_not_there():
    tell("a", part=Part.OFFICE)
    tell("b", subject=("case", UUID(int=6)))
    tell("c", subject=("vote", UUID(int=5)))
    assert queries.told(READER, subject=CASE, parts=[Part.APPLICANT]) == ()
    assert len(queries.told(READER, subject=CASE)) == 1


def test_sent_and_read_are_said_with_their_times(carrier):
    tell()
    run()
    services.open_notice(READER, notice_id=Notice.objects.get().pk, now=EVENING)
    (found,) = queries.told(CLERK, subject=CASE)
    assert [(way.state, way.at) for way in found.ways] == [("sent", NOW), ("sent", NOW)]
    assert found.read_at == EVENING


def test_what_is_held_says_until_when(carrier):
    tell(now=EVENING)
    run(EVENING)
    assert states() == {Via.EMAIL: "held", Via.SMS: "held"}


def test_what_waits_for_the_daily_message_says_so_and_then_that_it_went(carrier):
    wish(paces=EVERY)
    tell()
    run()
    assert states() == {Via.EMAIL: "digest", Via.SMS: "digest"}
    run(EIGHT)
    assert states() == {Via.EMAIL: "sent", Via.SMS: "sent"}


def test_what_nobody_wanted_is_said(carrier):
    never()
    tell(kind="anything")
    run()
    assert states() == {Via.EMAIL: "not_sent", Via.SMS: "not_sent"}


def test_a_way_taken_back_is_said(contacts, carrier):
    tell()
    jobs.run_due(now=NOW)
    contacts[7] = Contact()
    services.deliver(now=NOW)
    assert states() == {Via.EMAIL: "not_sent", Via.SMS: "not_sent"}


def test_what_failed_is_said_in_plain_words(carrier):
    carrier.is_down = True
    tell(channels=[Via.SMS])
    run()
    assert states() == {Via.SMS: "retry"}
    now = NOW
    for _ in range(2 * retries.MOST_ATTEMPTS):
        run(now)
        now += retries.LONGEST_PAUSE
    (way,) = queries.told(CLERK, subject=CASE)[0].ways
    assert way.state == "failed"
    assert "Error" not in way.words


def test_in_the_account_only_there_are_no_ways():
    tell(channels=ACCOUNT_ONLY)
    assert states() == {}


def test_two_statements_for_all(carrier):
    for key in "abcd":
        tell(key, now=NOW + timedelta(seconds=ord(key)))
    run(NOW + timedelta(minutes=5))
    with CaptureQueriesContext(connection) as asked:
        found = queries.told(CLERK, subject=CASE)
    assert len(asked) == 2
    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)
