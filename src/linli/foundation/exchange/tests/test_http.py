"""The protocol against a real server on this machine: answering, slow, broken, of yesterday."""

import time

import pytest

from linli.foundation.exchange.providers.http import HttpProvider
from linli.foundation.exchange.tests.factories import (
    NUMBER,
    SOMEBODY,
    TODAY,
    YESTERDAY,
    served,
)
from linli.foundation.exchange.values import Found, NotFound, Question, Reason, Unavailable

QUESTION = Question(SOMEBODY, frozenset({"card.grade"}), "B3.21-22", TODAY)
FOUND = {
    "result": "found",
    "facts": {"card.grade": 1},
    "as_of": TODAY.isoformat(),
    "reference": "2026/17",
}


def asked(say, *, timeout=2.0, own=None):
    with served(say) as (url, _asked):
        return HttpProvider(url, timeout=own).look_up(QUESTION, timeout=timeout)


def said(content, status=200):
    return asked(lambda answers: answers.send(content, status))


def test_an_entry_is_read():
    assert said(FOUND) == Found({"card.grade": 1}, TODAY, "2026/17")


def test_an_answer_of_yesterday_keeps_its_day():
    assert said(FOUND | {"as_of": YESTERDAY.isoformat()}).as_of == YESTERDAY


def test_no_entry_is_an_answer():
    assert said({"result": "not_found"}) == NotFound()


def test_the_question_names_document_facts_and_purpose_and_nothing_else():
    with served(lambda answers: answers.send(FOUND)) as (url, heard):
        HttpProvider(url, token="letmein").look_up(QUESTION, timeout=2)
    assert heard == [
        (
            {
                "identity": {"type": "resident_id", "number": NUMBER},
                "facts": ["card.grade"],
                "purpose": "B3.21-22",
            },
            "Bearer letmein",
        )
    ]


def test_who_is_slow_is_not_waited_for():
    begin = time.monotonic()
    answer = asked(lambda _answers: time.sleep(0.6), timeout=0.2)
    assert answer == Unavailable(Reason.SLOW)
    assert time.monotonic() - begin < 1.5


def test_who_sends_drop_by_drop_is_slow():
    def drip(answers):
        answers.send_response(200)
        answers.send_header("Content-Length", "20")
        answers.end_headers()
        for _drop in range(8):
            answers.wfile.write(b" ")
            answers.wfile.flush()
            time.sleep(0.1)

    assert asked(drip, timeout=0.3) == Unavailable(Reason.SLOW)


def test_its_own_limit_goes_before_a_longer_one():
    assert asked(lambda _answers: time.sleep(0.5), timeout=2.0, own=0.1) == (
        Unavailable(Reason.SLOW)
    )


@pytest.mark.parametrize(
    "content",
    [
        b"<html>",
        b"\xff",
        b"[]",
        {"result": "perhaps"},
        FOUND | {"as_of": "yesterday"},
        FOUND | {"facts": ["card.grade"]},
        {"result": "found"},
        b" " * 70_000,
    ],
    ids=["html", "no text", "list", "word", "day", "facts", "nothing", "huge"],
)
def test_what_cannot_be_read_is_broken(content):
    assert said(content) == Unavailable(Reason.BROKEN)


@pytest.mark.parametrize(
    ("status", "reason"),
    [(401, Reason.REFUSED), (429, Reason.REFUSED), (500, Reason.AWAY), (302, Reason.BROKEN)],
)
def test_a_status_says_why(status, reason):
    assert said(FOUND, status) == Unavailable(reason)


def test_nobody_at_the_address_is_away():
    with served(lambda answers: answers.send(FOUND)) as (url, _heard):
        pass
    assert HttpProvider(url).look_up(QUESTION, timeout=1) == Unavailable(Reason.AWAY)
