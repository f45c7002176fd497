"""What a delivery says, how often it is tried, and that nobody's is lost or doubled."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from linli.foundation.actors.values import Actor
from linli.foundation.formspec.values import Localised
from linli.foundation.jobs import rules as retries
from linli.foundation.jobs import services as jobs
from linli.foundation.notices import queries, services
from linli.foundation.notices.models import Delivery, Notice
from linli.foundation.notices.tests.test_notify import carrier, contacts, notify, run
from linli.foundation.notices.values import Contact, Via

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
READER = Actor(account_id=7)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contacts")]
__all__ = ["carrier", "contacts"]


def test_two_notices_of_one_case_are_two(carrier):
    notify("0b7c2b0e-5c1d-4f6e:3:7")
    notify("0b7c2b0e-5c1d-4f6e:4:7")
    run()
    assert len(carrier.sent) == len(mail.outbox) == 2


def test_only_the_ways_asked_for_are_taken(carrier):
    notify(channels=[Via.EMAIL])
    assert run() == 1
    assert carrier.sent == []


def test_a_text_message_has_its_shorter_words_in_the_readers_language(contacts, carrier):
    contacts[7] = Contact("", "13800138007", "en")
    notify(sms=Localised("请补交", "One paper is missing"))
    run()
    assert carrier.sent[0][1] == "One paper is missing"


def test_a_notice_without_a_body_says_its_title(carrier):
    notify(body=Localised("", ""))
    run()
    assert mail.outbox[0].body.startswith("请补交一份材料")


def test_a_second_copy_of_a_message_has_the_same_name(carrier):
    notify()
    run()
    Delivery.objects.update(sent_at=None, attempts=0, due_at=NOW)
    services.deliver(now=NOW)
    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first == second


def test_who_took_the_way_back_is_not_reached_on_it(contacts, carrier):
    notify()
    jobs.run_due(now=NOW)
    contacts[7] = Contact()
    services.deliver(now=NOW)
    assert (mail.outbox, carrier.sent) == ([], [])


def test_a_notice_whose_account_was_closed_is_let_go(carrier):
    notify()
    Notice.objects.all().delete()
    assert jobs.run_due(now=NOW) == 1


def test_while_one_worker_sends_no_other_does(carrier, monkeypatch):
    notify(channels=[Via.SMS])
    jobs.run_due(now=NOW)
    others = []
    send = carrier.send

    def slow(**given):
        others.append(services.deliver(now=NOW + retries.LEASE / 2))
        send(**given)

    monkeypatch.setattr(carrier, "send", slow)
    assert services.deliver(now=NOW) == 1
    assert (others, len(carrier.sent)) == ([0], 1)


def test_what_another_worker_sent_meanwhile_is_not_sent_again(carrier, monkeypatch):
    for key in ("a", "b"):
        notify(key, channels=[Via.SMS])
    jobs.run_due(now=NOW)
    send = carrier.send

    def first_lets_another_work(**given):
        monkeypatch.setattr(carrier, "send", send)
        services.deliver(now=NOW)
        send(**given)

    monkeypatch.setattr(carrier, "send", first_lets_another_work)
    services.deliver(now=NOW)
    assert len(carrier.sent) == 2


def test_a_failure_is_forgotten_once_it_was_sent(carrier):
    carrier.is_down = True
    notify(channels=[Via.SMS])
    run()
    assert Delivery.objects.get().last_error
    carrier.is_down = False
    run(NOW + retries.FIRST_PAUSE)
    assert (Delivery.objects.get().last_error, Delivery.objects.get().sent_at) == (
        "",
        NOW + retries.FIRST_PAUSE,
    )


def test_opening_again_keeps_when_it_was_read():
    notify()
    notice = Notice.objects.get()
    for hours in (0, 1):
        services.open_notice(READER, notice_id=notice.pk, now=NOW + timedelta(hours=hours))
    notice.refresh_from_db()
    assert notice.read_at == NOW


def test_further_pages_do_not_repeat_the_unread():
    notify("unread")
    for number in range(queries.PAGE + 1):
        notify(f"k{number}")
    Notice.objects.exclude(dedupe="unread").update(read_at=NOW)
    first = queries.inbox(READER)
    assert len(first.unread) == 1
    assert queries.inbox(READER, before=first.next_before).unread == ()
