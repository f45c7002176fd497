from dataclasses import replace

import pytest

from linli.engines.catalogue.rules.flows import faults, favourable, longest
from linli.engines.catalogue.values import (
    DayUnit,
    Flow,
    Handler,
    Limit,
    Outcome,
    OutcomeKind,
    Stage,
)
from linli.foundation.actors.values import Role
from linli.foundation.formspec.values import Localised
from linli.registers.places.values import Level

BY = Handler(Level.STREET, "street_office", Role.CLERK)


def stage(name, outcomes, days=1, unit=DayUnit.WORKING, needed=None):
    return Stage(
        name,
        Localised(name),
        BY,
        tuple(
            Outcome(
                id_, Localised(id_), OutcomeKind(kind), tuple(after), kind in {"decline", "refuse"}
            )
            for id_, (kind, *after) in outcomes.items()
        ),
        limit=None if days is None else Limit(days, unit),
        needed=needed,
    )


def flow(*stages):
    return Flow(stages[0].id, stages)


ACCEPT = stage("a", {"yes": ("accept", "b"), "no": ("decline",)})
DECIDE = stage("b", {"yes": ("grant",), "no": ("refuse",)}, days=5)


def codes(found):
    return [(".".join(map(str, fault.where)), fault.code) for fault in faults(found)]


def test_a_right_flow_has_no_faults():
    assert codes(flow(ACCEPT, DECIDE)) == []


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        (
            (stage("a", {"yes": ("accept", "c")}), DECIDE),
            [("stages.a.outcomes.yes.next", "unknown_stage")],
        ),
        (
            (ACCEPT, DECIDE, stage("c", {"yes": ("grant",)})),
            [("stages.c", "unreachable")],
        ),
        (
            (
                ACCEPT,
                stage("b", {"on": ("pass", "c")}),
                stage("c", {"back": ("pass", "b")}),
            ),
            [("stages.b", "no_end"), ("stages.c", "no_end"), ("stages", "grants_never")],
        ),
        (
            (stage("a", {"yes": ("pass", "b"), "no": ("decline",)}), DECIDE),
            [("stages.a.outcomes", "first_accepts_not")],
        ),
        (
            (ACCEPT, stage("b", {"yes": ("grant",), "again": ("pass", "a")})),
            [("first", "back_to_first")],
        ),
        (
            (ACCEPT, stage("b", {"yes": ("grant",), "no": ("decline",)})),
            [("stages.b.outcomes.no.kind", "only_first")],
        ),
        (
            (ACCEPT, stage("b", {"yes": ("grant",), "on": ("pass",)})),
            [("stages.b.outcomes.on.next", "leads_nowhere")],
        ),
        (
            (ACCEPT, stage("b", {"yes": ("grant", "c")}), stage("c", {"yes": ("grant",)})),
            [("stages.b.outcomes.yes.next", "ends_and_goes_on")],
        ),
        (
            (ACCEPT, stage("b", {"yes": ("grant",)}, needed=2)),
            [("stages.b.needed", "join_never")],
        ),
    ],
)
def test_each_fault_is_named_where_it_is(stages, expected):
    assert codes(flow(*stages)) == expected


def test_two_in_a_row_can_never_be_joined():
    one_after_the_other = flow(
        stage("a", {"yes": ("accept", "b")}),
        stage("b", {"on": ("pass", "c"), "over": ("pass", "d")}),
        stage("c", {"on": ("pass", "d")}),
        stage("d", {"yes": ("grant",)}, needed=2),
    )
    assert codes(one_after_the_other) == [("stages.d.needed", "join_never")]


def test_side_by_side_can_be_joined():
    joined = flow(
        stage("a", {"yes": ("accept", "b", "c")}),
        stage("b", {"on": ("pass", "d")}),
        stage("c", {"on": ("pass", "d")}),
        stage("d", {"yes": ("grant",)}, needed=2),
    )
    assert codes(joined) == []
    assert favourable(joined) == ("a", "b", "c", "d")


def test_the_longest_way_begins_after_acceptance():
    assert longest(flow(ACCEPT, DECIDE)) == Limit(5)


def test_stages_side_by_side_take_the_time_of_the_longer_one():
    both = stage("a", {"yes": ("accept", "b", "c")})
    ends = [stage(name, {"yes": ("grant",)}, days=days) for name, days in (("b", 5), ("c", 3))]
    assert longest(flow(both, *ends)) == Limit(5, DayUnit.WORKING)


def test_one_unknown_limit_beside_a_known_one_makes_it_unknown_too():
    first = stage("a", {"yes": ("accept", "b")})
    second = stage("b", {"on": ("pass", "c")}, days=None)
    assert longest(flow(first, second, stage("c", {"yes": ("grant",)}))) is None


def test_a_no_owes_its_reason():
    silent = tuple(replace(outcome, needs_reason=False) for outcome in DECIDE.outcomes)
    assert codes(flow(ACCEPT, replace(DECIDE, outcomes=silent))) == [
        ("stages.b.outcomes.no.reason", "no_without_reason")
    ]


def test_days_of_two_kinds_are_not_added():
    mixed = flow(
        stage("a", {"yes": ("accept", "b")}),
        stage("b", {"on": ("pass", "c")}),
        stage("c", {"yes": ("grant",)}, unit=DayUnit.CALENDAR),
    )
    assert longest(mixed) is None


def test_an_unknown_limit_makes_the_way_unknown():
    assert longest(flow(ACCEPT, stage("b", {"yes": ("grant",)}, days=None))) is None


def test_a_chosen_outcome_leads_its_own_way():
    assert favourable(flow(ACCEPT, DECIDE), ("a.no",)) == ("a",)
