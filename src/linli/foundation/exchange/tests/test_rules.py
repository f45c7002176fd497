from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.exchange import rules
from linli.foundation.exchange.tests.factories import TODAY, YESTERDAY, a_register, found
from linli.foundation.exchange.values import (
    FactKind,
    FactType,
    NotFound,
    Outcome,
    Reason,
    Unavailable,
)
from linli.foundation.formspec.values import Localised

GRADES = a_register(grade=FactType.NUMBER, valid=FactType.BOOLEAN, fresh_for=0)
ASKED = frozenset({"card.grade", "card.valid"})


def replied(answer, asked=ASKED, register=GRADES):
    return rules.reply(register, asked, answer, today=TODAY, milliseconds=7)


def test_what_is_of_the_promised_day_is_found():
    reply = replied(found(card__grade=1, card__valid=True))
    assert (reply.outcome, reply.facts) == (Outcome.FOUND, {"card.grade": 1, "card.valid": True})
    assert (reply.as_of, reply.reference, reply.milliseconds) == (TODAY, "A-1", 7)


@pytest.mark.plan("E3")
def test_what_is_of_yesterday_is_stale_and_says_its_day():
    reply = replied(found(YESTERDAY, card__grade=1))
    assert (reply.outcome, reply.as_of) == (Outcome.STALE, YESTERDAY)


@given(st.integers(0, 400), st.integers(0, 366))
def test_an_answer_is_stale_from_the_day_after_its_promise(age, fresh_for):
    as_of = TODAY - timedelta(days=age)
    assert rules.is_stale(as_of, fresh_for=fresh_for, today=TODAY) == (age > fresh_for)


def test_what_was_not_asked_for_is_dropped():
    reply = replied(found(card__grade=1, card__valid=True), asked=frozenset({"card.grade"}))
    assert reply.facts == {"card.grade": 1}


@pytest.mark.parametrize(
    "answer",
    [
        found(card__grade="one"),
        found(card__grade=True),
        found(card__grade=10**15),
        found(card__grade=1, card__valid="yes"),
        found(TODAY + timedelta(days=1), card__grade=1),
        found(reference="张三", card__grade=1),
    ],
    ids=["word", "truth", "huge", "one of two", "tomorrow", "name"],
)
def test_an_answer_that_errs_in_one_thing_counts_for_nothing(answer):
    reply = replied(answer)
    assert (reply.outcome, reply.reason, reply.facts) == (
        Outcome.UNAVAILABLE,
        Reason.BROKEN.value,
        {},
    )


def test_an_entry_without_what_was_asked_is_no_entry():
    assert replied(found()).outcome is Outcome.NOT_FOUND
    assert replied(NotFound()).outcome is Outcome.NOT_FOUND


def test_a_register_that_is_away_says_why():
    reply = replied(Unavailable(Reason.SLOW))
    assert (reply.outcome, reply.reason) == (Outcome.UNAVAILABLE, "slow")


@pytest.mark.parametrize(
    ("type_", "value", "kept"),
    [
        (FactType.TEXT, " body ", "body"),
        (FactType.NUMBER, "12.50", "12.50"),
        (FactType.NUMBER, 3, 3),
        (FactType.DATE, "2026-11-20", "2026-11-20"),
        (FactType.LIST, ["body"], ["body"]),
    ],
)
def test_a_value_is_kept_as_json_has_it(type_, value, kept):
    assert rules.read(FactKind("a.b", type_, Localised("")), value) == kept


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        (FactType.TEXT, ""),
        (FactType.TEXT, "x" * 201),
        (FactType.TEXT, "unheard"),
        (FactType.DATE, "20.11.2026"),
        (FactType.DATE, 20261120),
        (FactType.LIST, "body"),
        (FactType.LIST, ["unheard"]),
        (FactType.NUMBER, "NaN"),
    ],
)
def test_a_value_of_another_kind_is_unreadable(type_, value):
    options = {"body": Localised("肢体")}
    with pytest.raises(rules.UnreadableError):
        rules.read(FactKind("a.b", type_, Localised(""), options), value)


def test_only_registers_that_give_something_wanted_are_asked():
    assert rules.that_give([GRADES], {"card.grade", "applicant.name"}) == {
        "cards": frozenset({"card.grade"})
    }
    assert rules.that_give([GRADES], {"applicant.name"}) == {}
