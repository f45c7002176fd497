import time

import pytest

from linli.foundation.exchange import asking, breaker
from linli.foundation.exchange.tests.factories import SOMEBODY, TODAY, Stub, found
from linli.foundation.exchange.values import NotFound, Question, Reason, Unavailable

QUESTION = Question(SOMEBODY, frozenset({"card.grade"}), "B3.21-22", TODAY)


def ask(budget=2.0, **providers):
    asked = {name: (provider, QUESTION) for name, provider in providers.items()}
    return {name: answer for name, (answer, _ms) in asking.ask_all(asked, budget=budget).items()}


def sleeping(seconds):
    def answer():
        time.sleep(seconds)
        return NotFound()

    return Stub(answer)


def test_every_register_answers_for_itself():
    grade = found(card__grade=1)
    assert ask(cards=Stub(grade), cars=Stub(NotFound())) == {"cards": grade, "cars": NotFound()}


def test_slow_ones_hold_nobody_up_longer_than_the_time_for_all():
    begin = time.monotonic()
    answers = ask(budget=0.2, slow=sleeping(0.8), slower=sleeping(0.8), quick=Stub(NotFound()))
    assert time.monotonic() - begin < 0.7
    assert answers == {
        "slow": Unavailable(Reason.SLOW),
        "slower": Unavailable(Reason.SLOW),
        "quick": NotFound(),
    }


def test_one_that_breaks_breaks_nothing_else():
    answers = ask(broken=Stub(RuntimeError("120101195603080022")), cars=Stub(NotFound()))
    assert answers == {"broken": Unavailable(Reason.BROKEN), "cars": NotFound()}


def test_one_that_failed_three_times_is_left_alone_until_it_has_rested(monkeypatch):
    provider = Stub(Unavailable(Reason.AWAY))
    for _time in range(3):
        ask(cards=provider)
    assert ask(cards=provider) == {"cards": Unavailable(Reason.RESTING)}
    assert len(provider.asked) == 3
    later = time.monotonic() + breaker.REST + 1
    monkeypatch.setattr(breaker, "monotonic", lambda: later)
    provider.answer = NotFound()
    assert ask(cards=provider) == {"cards": NotFound()}
    assert not breaker.rests("cards")


def test_after_the_rest_one_question_is_let_through(monkeypatch):
    for _time in range(3):
        breaker.failed("cards")
    later = time.monotonic() + breaker.REST + 1
    monkeypatch.setattr(breaker, "monotonic", lambda: later)
    assert [breaker.rests("cards"), breaker.rests("cards")] == [False, True]


def test_one_answer_makes_failures_forgotten():
    for _time in range(2):
        breaker.failed("cards")
    ask(cards=Stub(NotFound()))
    breaker.failed("cards")
    assert not breaker.rests("cards")


@pytest.mark.parametrize("count", [1, 2])
def test_fewer_failures_stop_nobody(count):
    for _time in range(count):
        breaker.failed("cards")
    assert not breaker.rests("cards")
