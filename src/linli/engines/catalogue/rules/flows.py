"""What is wrong with a flow before anybody has walked it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli.engines.catalogue.values import (
    NOES,
    QUIET,
    SEATED,
    DayUnit,
    Flow,
    Limit,
    Outcome,
    OutcomeKind,
    Stage,
    StageKind,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ENDINGS = NOES | {OutcomeKind.GRANT}


@dataclass(frozen=True)
class FlowFault:
    """A fault of a flow: where (below `flow`), which kind, and the word it is about."""

    where: tuple[str | int, ...]
    code: str
    word: str = ""


def faults(flow: Flow) -> tuple[FlowFault, ...]:
    """Return every fault of a flow: names first, then shape, then meaning."""
    unknown = tuple(_unknown_names(flow))
    if unknown:
        return unknown
    return (*_unreachable(flow), *_endless(flow), *_joins(flow), *_meanings(flow))


def _unknown_names(flow: Flow) -> Iterator[FlowFault]:
    known = {stage.id for stage in flow.stages}
    if flow.first not in known:
        yield FlowFault(("first",), "unknown_stage", flow.first)
    for stage in flow.stages:
        for outcome in stage.outcomes:
            for name in outcome.next:
                if name not in known:
                    yield FlowFault(
                        ("stages", stage.id, "outcomes", outcome.id, "next"), "unknown_stage", name
                    )


def following(stage: Stage) -> frozenset[str]:
    """Return the stages that any outcome leads to."""
    return frozenset(name for outcome in stage.outcomes for name in outcome.next)


def reachable(flow: Flow, origin: str) -> frozenset[str]:
    """Return a stage and all that can follow it."""
    found: set[str] = set()
    waiting = [origin]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += following(flow.stage(name))
    return frozenset(found)


def _unreachable(flow: Flow) -> Iterator[FlowFault]:
    reached = reachable(flow, flow.first)
    for stage in flow.stages:
        if stage.id not in reached:
            yield FlowFault(("stages", stage.id), "unreachable", stage.id)


def _endless(flow: Flow) -> Iterator[FlowFault]:
    ending = {
        stage.id for stage in flow.stages if any(not outcome.next for outcome in stage.outcomes)
    }
    for stage in flow.stages:
        if not reachable(flow, stage.id) & ending:
            yield FlowFault(("stages", stage.id), "no_end", stage.id)


def _joins(flow: Flow) -> Iterator[FlowFault]:
    """Look whether a join can happen: enough stages before it, and side by side."""
    for stage in flow.stages:
        before = [other for other in flow.stages if stage.id in following(other)]
        if stage.needed is None:
            continue
        is_alone = stage.needed > 1 and not _side_by_side(flow, before)
        if stage.needed > len(before) or is_alone:
            yield FlowFault(("stages", stage.id, "needed"), "join_never", stage.id)


def _side_by_side(flow: Flow, before: list[Stage]) -> bool:
    names = {stage.id for stage in before}
    return any(
        len([name for name in names if any(name in reachable(flow, one) for one in outcome.next)])
        > 1
        and len(outcome.next) > 1
        for stage in flow.stages
        for outcome in stage.outcomes
    )


def _meanings(flow: Flow) -> Iterator[FlowFault]:
    first = flow.stage(flow.first)
    if not any(outcome.kind is OutcomeKind.ACCEPT for outcome in first.outcomes):
        yield FlowFault(("stages", first.id, "outcomes"), "first_accepts_not")
    if any(first.id in following(stage) for stage in flow.stages):
        yield FlowFault(("first",), "back_to_first", first.id)
    for stage in flow.stages:
        yield from _meaning_of(stage, is_first=stage.id == first.id)
        yield from _kind_of(stage)
    kinds = {outcome.kind for stage in flow.stages for outcome in stage.outcomes}
    if OutcomeKind.GRANT not in kinds and len(flow.stages) > 1:
        yield FlowFault(("stages",), "grants_never")


def _meaning_of(stage: Stage, *, is_first: bool) -> Iterator[FlowFault]:
    for outcome in stage.outcomes:
        where = ("stages", stage.id, "outcomes", outcome.id)
        if outcome.kind in {OutcomeKind.ACCEPT, OutcomeKind.DECLINE} and not is_first:
            yield FlowFault((*where, "kind"), "only_first", outcome.kind.value)
        if outcome.kind in {OutcomeKind.PASS, OutcomeKind.ACCEPT} and not outcome.next:
            yield FlowFault((*where, "next"), "leads_nowhere", outcome.id)
        if outcome.kind in ENDINGS and outcome.next:
            yield FlowFault((*where, "next"), "ends_and_goes_on", outcome.kind.value)
        if outcome.kind in NOES and not outcome.needs_reason:
            yield FlowFault((*where, "reason"), "no_without_reason", outcome.id)


def _kind_of(stage: Stage) -> Iterator[FlowFault]:
    """Look whether a stage says what its kind needs, and nothing that belongs to another kind."""
    where = ("stages", stage.id)
    blocks = {
        StageKind.NOTICE: ("notice", stage.notice),
        StageKind.WAIT: ("wait", stage.wait),
        StageKind.PLACE: ("place", stage.place),
    }
    for kind, (word, block) in blocks.items():
        if (block is not None) != (stage.kind is kind):
            yield FlowFault((*where, "kind"), "kind_and_block", word)
    by_itself = {StageKind.NOTICE: QUIET, StageKind.PLACE: SEATED}.get(stage.kind)
    if by_itself and stage.outcome(by_itself) is None:
        yield FlowFault((*where, "outcomes"), "ends_not_by_itself", by_itself)
    if stage.kind in {StageKind.VISIT, StageKind.INQUIRY, StageKind.PANEL}:
        if not stage.form:
            yield FlowFault((*where, "form"), "nothing_written_down", stage.id)
        if stage.kind is StageKind.VISIT and stage.people < 2:
            yield FlowFault((*where, "people"), "two_visit", stage.id)
    if all(outcome.when for outcome in stage.outcomes):
        yield FlowFault((*where, "outcomes"), "may_be_stuck", stage.id)


def chosen(stage: Stage, button: str, *, holds: Callable[[str], bool | None]) -> Outcome | None:
    """Return the way that a button leads: the first whose condition holds; None if none does.

    `holds` says yes, no or unknown of an expression; unknown is not enough.
    """
    ways = [outcome for outcome in stage.outcomes if outcome.pressed == button]
    return next((way for way in ways if not way.when or holds(way.when) is True), None)


def longest(flow: Flow) -> Limit | None:
    """Return the longest way from acceptance to the end; None if units differ or one is unknown.

    The first stage comes before acceptance and is not counted.
    """
    limits = [flow.stage(name).limit for name in reachable(flow, flow.first) - {flow.first}]
    units = {limit.unit for limit in limits if limit}
    if None in limits or len(units) != 1:
        return None
    return Limit(_longest_days(flow, flow.first, frozenset()), DayUnit(units.pop()))


def _longest_days(flow: Flow, name: str, seen: frozenset[str]) -> int:
    if name in seen:
        return 0
    stage = flow.stage(name)
    own = stage.limit.days if stage.limit and name != flow.first else 0
    later = (_longest_days(flow, after, seen | {name}) for after in following(stage))
    return own + max(later, default=0)


def favourable(
    flow: Flow,
    wanted: tuple[str, ...] = (),
    *,
    holds: Callable[[str], bool | None] = lambda _when: None,
) -> tuple[str, ...]:
    """Return the stages as they open if each takes the button wanted, else its first good one."""
    opened: list[str] = []
    waiting = [flow.first]
    while waiting:
        name = waiting.pop(0)
        if name in opened:
            continue
        opened.append(name)
        stage = flow.stage(name)
        buttons = [
            one.id for one in stage.buttons if one.id in wanted or f"{name}.{one.id}" in wanted
        ]
        good = [one.id for one in stage.buttons if one.kind not in NOES]
        ways = (chosen(stage, button, holds=holds) for button in (*buttons, *good))
        waiting += next((way.next for way in ways if way), ())
    return tuple(opened)
