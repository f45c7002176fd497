"""What comes next: decided from the flow and what has been decided so far, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli.engines.catalogue.values import Flow, Join, OutcomeKind, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

ENDS_AT_ONCE = frozenset({OutcomeKind.REFUSE, OutcomeKind.DECLINE})


@dataclass(frozen=True)
class Step:
    """What an outcome leads to: stages that open, or the kind that ends the case.

    `closes` are stages at work that nobody waits for any longer.
    """

    opens: tuple[str, ...] = ()
    ends: OutcomeKind | None = None
    closes: tuple[str, ...] = ()


class FlowError(ValueError):
    """The flow cannot go this way: an unknown stage or outcome, or a path that leads nowhere."""


def start(flow: Flow) -> Step:
    """Return the first stage."""
    return Step(opens=(flow.first,))


def advance(
    flow: Flow,
    *,
    stage_id: str,
    outcome_id: str,
    done: Mapping[str, str],
    still_open: frozenset[str],
) -> Step:
    """Return what follows when `stage_id` is decided.

    `done` maps the stages decided before to their outcomes; `still_open` are the other stages that
    are at work side by side. A refusal without a next stage ends the case and closes the others;
    any other end waits for them. Where enough have decided (`join: any`, `needed`), what could only
    have led to the same stage is closed. Raises `FlowError`.
    """
    outcome = flow.stage(stage_id).outcome(outcome_id)
    if outcome is None:
        raise FlowError(f"stage {stage_id} has no outcome {outcome_id}")
    if outcome.kind in ENDS_AT_ONCE and not outcome.next:
        return Step(ends=outcome.kind)
    decided = {**done, stage_id: outcome_id}
    opens = tuple(
        following
        for following in outcome.next
        if following not in still_open
        and _is_ready(flow, flow.stage(following), decided=decided, still_open=still_open)
    )
    if opens or still_open:
        return Step(opens=opens, closes=_overtaken(flow, opens, still_open))
    if outcome.next:
        raise FlowError(f"after {stage_id} the join of {outcome.next} waits for ever")
    return Step(ends=outcome.kind)


def _is_ready(
    flow: Flow, stage: Stage, *, decided: Mapping[str, str], still_open: frozenset[str]
) -> bool:
    """Say whether enough of the stages before have decided in a way that leads here."""
    arrived = sum(
        1
        for before, outcome_id in decided.items()
        if (outcome := flow.stage(before).outcome(outcome_id)) and stage.id in outcome.next
    )
    if stage.needed is not None:
        return arrived >= stage.needed or not _leading(flow, stage.id, still_open)
    if stage.join is Join.ANY:
        return arrived > 0
    return not _leading(flow, stage.id, still_open)


def _overtaken(flow: Flow, opens: tuple[str, ...], still_open: frozenset[str]) -> tuple[str, ...]:
    """Return the stages at work whose every way leads to a stage that opens without them."""
    enough = [
        name
        for name in opens
        if flow.stage(name).join is Join.ANY or flow.stage(name).needed is not None
    ]
    return tuple(
        stage.id
        for stage in flow.stages
        if stage.id in still_open and any(_only_leads(flow, stage.id, name) for name in enough)
    )


def _only_leads(flow: Flow, origin: str, target: str) -> bool:
    """Say whether all that can follow `origin` comes to `target`, unless it ends the case."""
    found, ahead = {origin}, [origin]
    while ahead:
        following = {one for way in flow.stage(ahead.pop()).outcomes for one in way.next}
        fresh = following - found - {target}
        found |= fresh
        ahead.extend(fresh)
    return all(target in reachable(flow, one) for one in found)


def _leading(flow: Flow, target: str, candidates: frozenset[str]) -> frozenset[str]:
    """Return those candidates from which the target can still be reached."""
    return frozenset(stage for stage in candidates if target in reachable(flow, stage))


def reachable(flow: Flow, origin: str) -> frozenset[str]:
    """Return every stage that can follow `origin`, directly or later."""
    found: set[str] = set()
    ahead = [origin]
    while ahead:
        for outcome in flow.stage(ahead.pop()).outcomes:
            fresh = set(outcome.next) - found
            found |= fresh
            ahead.extend(fresh)
    return frozenset(found)
