import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail

from linli.foundation.actors.values import Actor
from linli.foundation.errors.values import NotFoundError
from linli.foundation.formspec.values import Localised
from linli.foundation.jobs import rules as retries
from linli.foundation.jobs import services as jobs
from linli.foundation.notices import queries, registry, rules, services, sms
from linli.foundation.notices.models import Delivery, Notice
from linli.foundation.notices.services import ways
from linli.foundation.notices.values import ACCOUNT_ONLY, Contact, SmsUnavailableError

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
READER = Actor(account_id=7)
STRANGER = Actor(account_id=8)
pytestmark = pytest.mark.django_db


@pytest.fixture
def contacts(monkeypatch):
    """Where accounts are reached; account 7 by both ways."""
    known = {7: Contact("wang@example.org", "13800138007")}
    monkeypatch.setattr(registry, "_lookup", [lambda account_id: known.get(account_id, Contact())])
    return known


@pytest.fixture
def carrier(monkeypatch):
    """A carrier that remembers, and refuses while `is_down`."""

    class Carrier:
        is_down = False

        def __init__(self):
            self.sent = []

        def send(self, *, phone, text, key):
            if self.is_down:
                raise ConnectionError(phone)
            self.sent.append((phone, text, key))

    made = Carrier()
    monkeypatch.setattr(ways, "backend", lambda: made)
    return made


def notify(dedupe="case-1-supplement", **changes):
    services.notify(
        **{
            "account_id": 7,
            "kind": "case.supplement_requested",
            "title": Localised("请补交一份材料", "Please hand in one paper"),
            "body": Localised("您的申请还缺户口簿。", "Your application lacks the register."),
            "url": "/cases/1/",
            "dedupe": dedupe,
            "now": NOW,
        }
        | changes
    )


def run(now=NOW):
    jobs.run_due(now=now)
    return services.deliver(now=now)


def test_notice_is_two_statements(django_assert_num_queries):
    with django_assert_num_queries(2):
        Notice.objects.none()
        notify()


def test_reader_is_told_once_on_each_way(contacts, carrier):
    notify()
    notify()
    assert run() == 2
    assert run(NOW + timedelta(days=1)) == 0
    assert [message.to for message in mail.outbox] == [["wang@example.org"]]
    assert mail.outbox[0].subject == "请补交一份材料"
    assert f"{settings.BASE_URL}/cases/1/" in mail.outbox[0].body
    assert carrier.sent[0][:2] == ("13800138007", "请补交一份材料")


def test_words_are_in_the_readers_language(contacts, carrier):
    contacts[7] = Contact("wang@example.org", "", "en")
    notify()
    assert run() == 1
    assert mail.outbox[0].subject == "Please hand in one paper"


def test_account_without_contact_has_it_in_the_account_only(contacts, carrier):
    notify(account_id=9)
    assert run() == 0
    assert queries.unread_count(Actor(account_id=9)) == 1


def test_notice_for_the_account_only_promises_nothing(contacts, carrier):
    notify(channels=ACCOUNT_ONLY)
    assert jobs.run_due(now=NOW) == 0


def test_carrier_that_is_down_is_tried_again_with_the_same_key(contacts, carrier):
    carrier.is_down = True
    notify()
    assert run() == 1  # the e-mail
    delivery = Delivery.objects.get(sent_at=None)
    assert (delivery.attempts, delivery.due_at) == (1, NOW + retries.FIRST_PAUSE)
    assert "1380" not in delivery.last_error
    carrier.is_down = False
    assert run(NOW + retries.FIRST_PAUSE) == 1
    assert carrier.sent[0][2] == f"notice:{delivery.notice_id}"


def test_delivery_that_never_works_is_given_up(contacts, carrier):
    carrier.is_down = True
    notify()
    now = NOW
    for _ in range(2 * retries.MOST_ATTEMPTS):  # those that fall into the night wait for the day
        run(now)
        now += retries.LONGEST_PAUSE
    assert Delivery.objects.get(via="sms").given_up_at is not None


def test_inbox_shows_the_unread_first_and_only_ones_own():
    notify("a")
    notify("b")
    notify("c", account_id=8)
    services.open_notice(READER, notice_id=Notice.objects.get(dedupe="b").pk, now=NOW)
    inbox = queries.inbox(READER)
    assert [len(inbox.unread), len(inbox.read)] == [1, 1]
    assert queries.unread_count(READER) == 1
    assert services.mark_all_read(READER, now=NOW) == 1
    assert queries.unread_count(STRANGER) == 1


def test_notice_of_another_account_is_not_found_and_stays_unread():
    notify()
    with pytest.raises(NotFoundError):
        services.open_notice(STRANGER, notice_id=Notice.objects.get().pk, now=NOW)
    assert Notice.objects.get().read_at is None


def test_visitor_has_an_empty_inbox_without_a_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.inbox(Actor()).is_empty
        assert queries.unread_count(Actor()) == 0


def test_older_notices_follow_by_page():
    for number in range(queries.PAGE + 5):
        notify(f"k{number}")
    services.mark_all_read(READER, now=NOW)
    first = queries.inbox(READER)
    assert len(first.read) == queries.PAGE
    assert len(queries.inbox(READER, before=first.next_before).read) == 5


def test_file_backend_writes_one_message_once(settings, tmp_path):
    settings.VAR = tmp_path
    for _ in range(2):
        sms.FileBackend().send(phone="13800138007", text="验证码 123456", key="k")
    (path,) = Path(tmp_path, "outbox", "sms").iterdir()
    assert json.loads(path.read_text(encoding="utf-8"))["text"] == "验证码 123456"
    assert path.stat().st_mode & 0o077 == 0


def test_sign_in_code_that_cannot_be_sent_says_so(carrier):
    carrier.is_down = True
    with pytest.raises(SmsUnavailableError) as refused:
        services.send_sms("13800138007", "验证码 123456", key="k")
    assert refused.value.status == 503


def test_text_message_is_one_line_of_one_message():
    text = rules.sms_text("很" * 80 + "\n长")
    assert len(text) == 70
    assert text.endswith("…")
    assert rules.sms_text("两\n行") == "两 行"
