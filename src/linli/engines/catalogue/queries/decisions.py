"""Decisions of `rules` with the parameters of the day: what other rooms ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.engines.catalogue.queries.reads import parameters
from linli.engines.catalogue.rules import (
    agreeing,
    applicant_name,
    eligibility,
    ending_names,
    endings,
    grants,
    holds,
    later,
    materials_for,
    place_of,
    possible,
    record_context,
    way_of,
    worked_out,
)
from linli.engines.catalogue.rules.naming import decided_from, named
from linli.foundation.formspec.values import Context

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from linli.engines.catalogue.values import ItemView

__all__ = [
    "agreeing",
    "applicant_name",
    "context",
    "decided_from",
    "eligibility",
    "eligibility_record",
    "ending_names",
    "endings",
    "grants",
    "holds",
    "later",
    "materials_for",
    "named",
    "place_of",
    "possible",
    "record_context",
    "way_of",
    "worked_out",
]
NO_FACTS: Mapping[str, Any] = {}


def context(
    *, today: date, division_code: str = "", facts: Mapping[str, Any] = NO_FACTS
) -> Context:
    """Return what a form is checked against on a day: the parameters in force in a division.

    `facts` are what registers said, by dotted name.
    """
    return Context(today=today, parameters=parameters(today, division_code), facts=facts)


def eligibility_record(
    item: ItemView,
    answers: Mapping[str, Any],
    *,
    today: date,
    facts: Mapping[str, Any] = NO_FACTS,
) -> dict[str, Any]:
    """Return the verdict as it is kept on the case: day, version, result, each condition in words.

    `result` is `yes`, `no` or `unknown`; texts are kept in both languages, as they were that day.
    """
    where = place_of(item, answers)
    against = context(today=today, division_code=where, facts=facts)
    verdict = eligibility(item, answers, context=against)
    return {
        "on": today.isoformat(),
        "digest": item.digest,
        "result": SAID[verdict.result],
        "conditions": [
            {
                "id": one.id,
                "result": SAID[one.result],
                "zh": one.text.zh,
                "en": one.text.en,
                "ask_next": list(one.ask_next),
            }
            for one in verdict.conditions
        ],
    }


SAID = {True: "yes", False: "no", None: "unknown"}
