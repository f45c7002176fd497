"""The flow of every item, explored to the last state that its outcomes can lead to."""

from typing import Any

import pytest

from linli.engines.cases.rules.flow import advance
from linli.engines.catalogue.values import NOES
from tests.items.applications import city, codes

MOST = 20_000  # states of one item; the most of today's has some hundreds


def following(flow, state):
    """Yield what every outcome of every open stage leads to; None where the case ends."""
    done, still_open = state
    for stage in still_open:
        for outcome in flow.stage(stage).outcomes:
            step = advance(
                flow,
                stage_id=stage,
                outcome_id=outcome.id,
                done=dict(done),
                still_open=still_open - {stage},
            )
            if step.ends is not None:
                yield None
                continue
            after = {**dict(done), stage: outcome.id}
            left = still_open - {stage} - set(step.closes)
            yield frozenset(after.items()), left | set(step.opens)


def explored(flow):
    """Return state → states that follow; raises `FlowError` where a join waits for ever."""
    found: dict[Any, list[Any]] = {}
    ahead: list[Any] = [(frozenset(), frozenset({flow.first}))]
    while ahead:
        state = ahead.pop()
        if state in found:
            continue
        found[state] = list(following(flow, state))
        assert len(found) < MOST
        ahead += [one for one in found[state] if one is not None]
    return found


@pytest.mark.parametrize("code", codes())
def test_an_end_is_reached_from_every_state(code):
    found = explored(city().items[code].flow)
    ending = {None}
    while more := {one for one in found if one not in ending and ending & set(found[one])}:
        ending |= more
    assert set(found) <= ending


@pytest.mark.parametrize("code", codes())
def test_no_state_stands_with_nothing_to_do(code):
    assert [state for state in explored(city().items[code].flow) if not state[1]] == []


@pytest.mark.parametrize("code", codes())
def test_every_stage_and_outcome_can_be_reached(code):
    flow = city().items[code].flow
    opened = {stage for state in explored(flow) for stage in state[1]}
    assert opened == {stage.id for stage in flow.stages}


@pytest.mark.parametrize("code", codes())
def test_a_no_names_no_next_stage_or_leads_on_by_the_definition(code):
    flow = city().items[code].flow
    ways = [outcome for stage in flow.stages for outcome in stage.outcomes]
    assert all(way.needs_reason for way in ways if way.kind in NOES)
