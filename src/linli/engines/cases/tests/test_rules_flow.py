"""The flow rules: what follows an outcome."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.cases.rules.flow import FlowError, Step, advance, reachable, start
from linli.engines.catalogue.values import Flow, Handler, Join, Outcome, OutcomeKind, Stage
from linli.foundation.actors.values import Role
from linli.foundation.formspec.values import Localised
from linli.registers.places.values import Level

BY = Handler(Level.DISTRICT, "civil_affairs", Role.DEPARTMENT_OFFICER)
WORD = Localised("词")


def stage(name, *outcomes, join=Join.ALL, needed=None):
    return Stage(name, WORD, BY, outcomes, join=join, needed=needed)


def outcome(name, kind, *following):
    return Outcome(name, WORD, kind, following)


LINE = Flow(
    "accept",
    (
        stage(
            "accept",
            outcome("accept", OutcomeKind.ACCEPT, "decide"),
            outcome("decline", OutcomeKind.DECLINE),
        ),
        stage("decide", outcome("grant", OutcomeKind.GRANT), outcome("refuse", OutcomeKind.REFUSE)),
    ),
)


def side_by_side(join=Join.ALL, needed=None):
    return Flow(
        "accept",
        (
            stage("accept", outcome("accept", OutcomeKind.ACCEPT, "left", "right", "third")),
            stage(
                "left",
                outcome("yes", OutcomeKind.PASS, "decide"),
                outcome("no", OutcomeKind.REFUSE),
            ),
            stage("right", outcome("yes", OutcomeKind.PASS, "decide")),
            stage("third", outcome("yes", OutcomeKind.PASS, "decide")),
            stage("decide", outcome("grant", OutcomeKind.GRANT), join=join, needed=needed),
        ),
    )


def test_a_case_begins_at_the_first_stage():
    assert start(LINE) == Step(opens=("accept",))


def test_an_accepted_case_opens_the_next_stage():
    step = advance(LINE, stage_id="accept", outcome_id="accept", done={}, still_open=frozenset())
    assert step == Step(opens=("decide",))


@pytest.mark.parametrize(
    ("at", "chosen", "kind"),
    [
        ("accept", "decline", OutcomeKind.DECLINE),
        ("decide", "grant", OutcomeKind.GRANT),
        ("decide", "refuse", OutcomeKind.REFUSE),
    ],
)
def test_a_last_outcome_ends_the_case_with_its_kind(at, chosen, kind):
    step = advance(LINE, stage_id=at, outcome_id=chosen, done={}, still_open=frozenset())
    assert step == Step(ends=kind)


def test_an_outcome_that_the_stage_does_not_have_is_refused():
    with pytest.raises(FlowError):
        advance(LINE, stage_id="accept", outcome_id="grant", done={}, still_open=frozenset())


@pytest.mark.plan("E2")
def test_stages_side_by_side_open_together():
    step = advance(
        side_by_side(), stage_id="accept", outcome_id="accept", done={}, still_open=frozenset()
    )
    assert step.opens == ("left", "right", "third")


def test_a_join_of_all_waits_for_the_last():
    flow, done = side_by_side(), {"accept": "accept"}
    step = advance(
        flow, stage_id="left", outcome_id="yes", done=done, still_open=frozenset({"right"})
    )
    assert step == Step()
    done["left"] = done["third"] = "yes"
    step = advance(flow, stage_id="right", outcome_id="yes", done=done, still_open=frozenset())
    assert step == Step(opens=("decide",))


def test_a_join_of_any_opens_with_the_first_and_closes_the_others():
    step = advance(
        side_by_side(join=Join.ANY),
        stage_id="left",
        outcome_id="yes",
        done={"accept": "accept"},
        still_open=frozenset({"right", "third"}),
    )
    assert step == Step(opens=("decide",), closes=("right", "third"))


def test_what_leads_elsewhere_too_is_not_closed_by_the_first():
    flow = side_by_side(join=Join.ANY)
    right = stage("right", outcome("yes", OutcomeKind.PASS, "decide", "also"))
    also = stage("also", outcome("done", OutcomeKind.GRANT))
    stages = (*(one for one in flow.stages if one.id != "right"), right, also)
    step = advance(
        replace(flow, stages=stages),
        stage_id="left",
        outcome_id="yes",
        done={"accept": "accept"},
        still_open=frozenset({"right", "third"}),
    )
    assert step == Step(opens=("decide",), closes=("third",))


def test_a_join_of_any_opens_only_once():
    flow = side_by_side(join=Join.ANY)
    second = advance(
        flow,
        stage_id="right",
        outcome_id="yes",
        done={"accept": "accept", "left": "yes"},
        still_open=frozenset({"third", "decide"}),
    )
    assert second == Step()


def test_two_of_three_are_enough_where_the_flow_says_so():
    flow = side_by_side(needed=2)
    done = {"accept": "accept"}
    one = advance(
        flow,
        stage_id="left",
        outcome_id="yes",
        done=done,
        still_open=frozenset({"right", "third"}),
    )
    assert one == Step()
    two = advance(
        flow,
        stage_id="right",
        outcome_id="yes",
        done={**done, "left": "yes"},
        still_open=frozenset({"third"}),
    )
    assert two == Step(opens=("decide",), closes=("third",))


def test_a_refusal_ends_the_case_though_others_are_at_work():
    step = advance(
        side_by_side(),
        stage_id="left",
        outcome_id="no",
        done={"accept": "accept"},
        still_open=frozenset({"right", "third"}),
    )
    assert step == Step(ends=OutcomeKind.REFUSE)


def test_reachable_follows_every_path_once():
    assert reachable(side_by_side(), "accept") == {"left", "right", "third", "decide"}


@given(
    st.permutations(["left", "right", "third"]),
    st.sampled_from(list(Join)),
    st.none() | st.integers(1, 3),
)
def test_in_whatever_order_offices_decide_the_join_opens_exactly_once(order, join, needed):
    flow = side_by_side(join=join, needed=needed)
    done, at_work, opened = {"accept": "accept"}, {"left", "right", "third"}, [""][:0]
    for office in order:
        if office not in at_work:
            continue
        at_work.discard(office)
        step = advance(
            flow, stage_id=office, outcome_id="yes", done=done, still_open=frozenset(at_work)
        )
        done[office] = "yes"
        opened += step.opens
        at_work |= set(step.opens)
        at_work -= set(step.closes)
    assert at_work == {"decide"}
    assert opened == ["decide"]
