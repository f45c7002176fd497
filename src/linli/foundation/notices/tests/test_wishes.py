"""What a reader wishes: held, gathered, left out, and nothing twice."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core import mail

from linli.foundation.actors.values import Actor
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.jobs import rules as retries
from linli.foundation.jobs import services as jobs
from linli.foundation.notices import queries, registry, services
from linli.foundation.notices.models import Choice, Delivery, Digest, Preference
from linli.foundation.notices.services import ways
from linli.foundation.notices.tests.test_notify import NOW, carrier, contacts, notify, run
from linli.foundation.notices.values import Contact, Group, Kind, Pace, Preferences, Via

READER = Actor(account_id=7)
EVENING = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)  # 22:30 in Tianjin
MORNING = datetime(2026, 11, 23, 23, tzinfo=UTC)  # 07:00 the next day
EIGHT = datetime(2026, 11, 24, 0, tzinfo=UTC)
EVERY = {(group, via): Pace.DIGEST for group in Group for via in Via}
DUTY = "test.duty"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contacts")]
__all__ = ["carrier", "contacts"]


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """Kinds that the tests know."""
    monkeypatch.setattr(
        registry,
        "_kinds",
        {DUTY: Kind(Group.TO_DO, is_duty=True), "test.alarm": Kind(is_urgent=True)},
    )


def wish(**changes):
    services.save_preferences(READER, preferences=Preferences(**changes), now=NOW)


def never(group=Group.HAPPENED):
    wish(paces={(group, via): Pace.NEVER for via in Via})


def sent(carrier):
    return len(mail.outbox), len(carrier.sent)


def test_what_comes_at_night_goes_out_in_the_morning(carrier):
    notify(now=EVENING)
    assert run(EVENING) == 0
    assert run(MORNING - timedelta(seconds=1)) == 0
    assert run(MORNING) == 2
    assert sent(carrier) == (1, 1)


def test_what_is_urgent_goes_out_at_night(carrier):
    notify(kind="test.alarm", now=EVENING)
    assert run(EVENING) == 2


def test_a_worker_that_comes_late_does_not_wake_anybody(carrier):
    notify()
    jobs.run_due(now=NOW)
    assert services.deliver(now=EVENING) == 0
    assert set(Delivery.objects.values_list("due_at", flat=True)) == {MORNING}
    assert services.deliver(now=MORNING) == 2


def test_what_is_tried_again_waits_for_the_morning_too(carrier):
    carrier.is_down = True
    notify(channels=[Via.SMS])
    run(EVENING - timedelta(minutes=31))
    carrier.is_down = False
    assert services.deliver(now=EVENING) == 0
    assert services.deliver(now=MORNING) == 1


def test_own_hours_are_kept(carrier):
    wish(quiet_from=12, quiet_until=15)
    notify()  # at two in the afternoon
    assert run() == 0
    assert run(NOW + timedelta(hours=1)) == 2


def test_a_day_is_one_message_with_titles_by_e_mail_and_a_count_by_text(carrier):
    wish(paces=EVERY)
    for key in "abc":
        notify(key, kind=DUTY)
    assert run() == 0
    assert run(EIGHT) == 2
    assert sent(carrier) == (1, 1)
    assert mail.outbox[0].body.count("请补交一份材料") == 3
    assert "请补交" not in carrier.sent[0][1]
    assert "3" in carrier.sent[0][1]


def test_what_comes_after_the_daily_message_waits_for_the_next(carrier):
    wish(paces=EVERY)
    notify("a")
    run()
    run(EIGHT)
    notify("b", now=EIGHT)
    assert run(EIGHT + timedelta(hours=1)) == 0
    assert run(EIGHT + timedelta(days=1)) == 2
    assert list(Digest.objects.order_by("pk").values_list("via", "on__day")) == [
        ("email", 24),
        ("sms", 24),
        ("email", 25),
        ("sms", 25),
    ]


def test_what_comes_while_the_daily_message_goes_out_is_not_lost(carrier, monkeypatch):
    wish(paces={(group, Via.SMS): Pace.DIGEST for group in Group})
    notify("a", channels=[Via.SMS])
    jobs.run_due(now=NOW)
    send = carrier.send

    def slow(**given):
        monkeypatch.setattr(carrier, "send", send)
        notify("b", channels=[Via.SMS], now=EIGHT)
        jobs.run_due(now=EIGHT)
        send(**given)

    monkeypatch.setattr(carrier, "send", slow)
    services.deliver(now=EIGHT)
    assert "1" in carrier.sent[0][1]
    assert services.deliver(now=EIGHT + timedelta(days=1)) == 1
    assert Delivery.objects.filter(sent_at=None).count() == 0


def test_a_daily_message_that_has_begun_takes_nothing_more(carrier):
    wish(paces=EVERY)
    notify("a", channels=[Via.SMS])
    run()
    carrier.is_down = True
    run(EIGHT)
    wish(paces=EVERY, digest_hour=18)
    notify("b", channels=[Via.SMS], now=EIGHT)
    jobs.run_due(now=EIGHT)
    carrier.is_down = False
    services.deliver(now=EIGHT + timedelta(minutes=5))
    assert [text[:6] for _phone, text, _key in carrier.sent] == ["您有1条通知"]
    assert Delivery.objects.filter(sent_at=None).count() == 1


def test_killed_between_sending_and_noting_it_goes_again_with_the_same_key(carrier, monkeypatch):
    wish(paces=EVERY)
    notify(channels=[Via.SMS])
    jobs.run_due(now=NOW)
    send = carrier.send

    def killed(**given):
        send(**given)
        raise KeyboardInterrupt

    monkeypatch.setattr(carrier, "send", killed)
    with pytest.raises(KeyboardInterrupt):
        services.deliver(now=EIGHT)
    monkeypatch.setattr(carrier, "send", send)
    assert services.deliver(now=EIGHT + retries.LEASE / 2) == 0
    assert services.deliver(now=EIGHT + retries.LEASE) == 1
    assert services.deliver(now=EIGHT + timedelta(days=1)) == 0
    assert len({key for _phone, _text, key in carrier.sent}) == 1


def test_a_daily_message_that_never_works_is_given_up_with_all_in_it(carrier):
    carrier.is_down = True
    wish(paces=EVERY)
    notify(channels=[Via.SMS])
    now = NOW
    for _ in range(40):
        run(now)
        now += retries.LONGEST_PAUSE
    assert Digest.objects.get().given_up_at is not None
    assert Delivery.objects.get().given_up_at is not None


def test_planned_twice_it_is_sent_once(carrier):
    wish(paces=EVERY)
    notify()
    message: Any = SimpleNamespace(payload={"dedupe": "case-1-supplement", "via": ["email", "sms"]})
    for _ in range(2):
        services.plan_deliveries(message, now=NOW)
    run(EIGHT)
    assert sent(carrier) == (1, 1)


def test_who_wants_none_gets_none_and_the_record_says_so(carrier):
    never()
    notify(kind="anything")
    assert run() == 0
    assert sent(carrier) == (0, 0)
    assert set(Delivery.objects.values_list("why", flat=True)) == {"never"}
    assert queries.unread_count(READER) == 1


def test_a_duty_finds_its_reader_all_the_same(carrier):
    never(Group.TO_DO)
    notify(kind=DUTY)
    run()
    assert sent(carrier) == (0, 1)


def test_a_wish_of_tonight_holds_for_what_waits_already(carrier):
    notify(kind="anything", now=EVENING)
    jobs.run_due(now=EVENING)
    never()
    assert services.deliver(now=MORNING) == 0
    assert sent(carrier) == (0, 0)


def test_wishes_are_kept_and_changed():
    wish(paces=EVERY, digest_hour=18)
    wish(paces={(Group.NEWS, Via.SMS): Pace.NEVER}, quiet_from=23, quiet_until=6)
    found = queries.preferences(READER)
    assert (found.quiet_from, found.quiet_until, found.digest_hour) == (23, 6, 8)
    assert found.pace(Group.NEWS, Via.SMS) is Pace.NEVER
    assert found.pace(Group.TO_DO, Via.SMS) is Pace.AT_ONCE
    assert (Preference.objects.count(), Choice.objects.count()) == (1, 8)


def test_a_visitor_wishes_nothing():
    with pytest.raises(ForbiddenError):
        services.save_preferences(Actor(), preferences=Preferences(), now=NOW)
    assert not Preference.objects.exists()


def test_the_link_in_an_e_mail_stops_that_kind_by_e_mail_alone(carrier):
    notify(kind="anything")
    run()
    address = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    assert address.startswith(settings.BASE_URL)
    services.unsubscribe(address.rstrip("/").rsplit("/", 1)[-1], now=NOW)
    found = queries.preferences(READER)
    assert found.pace(Group.HAPPENED, Via.EMAIL) is Pace.NEVER
    assert found.pace(Group.HAPPENED, Via.SMS) is Pace.AT_ONCE
    assert found.pace(Group.TO_DO, Via.EMAIL) is Pace.AT_ONCE


@pytest.mark.parametrize("token", ["", "x", "WzcsIiJd:1u:forged"])
def test_a_forged_link_stops_nothing(token):
    with pytest.raises(NotFoundError):
        services.unsubscribe(token, now=NOW)
    assert not Preference.objects.exists()


def test_words_of_the_daily_message_are_in_the_readers_language(contacts, carrier):
    contacts[7] = Contact("", "13800138007", "en")
    wish(paces=EVERY)
    notify()
    run()
    run(EIGHT)
    assert carrier.sent[0][1].startswith("You have 1 notice.")


def test_no_number_is_written_into_a_log_of_what_failed(carrier, monkeypatch):
    said = []
    monkeypatch.setattr(
        "linli.foundation.notices.services.delivering.log.warning",
        lambda *_args, **given: said.append(str(given)),
    )
    carrier.is_down = True
    notify(channels=[Via.SMS])
    run()
    assert said
    assert "1380" not in said[0]
    assert ways.address_on(Via.SMS, registry.contact_of(7)) == "13800138007"
