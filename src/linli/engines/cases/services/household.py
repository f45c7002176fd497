"""The household in a submission: checked, and kept beside the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.engines.cases.models import CaseMember
from linli.engines.cases.queries import authorisations as known
from linli.engines.cases.queries import household as queries
from linli.engines.cases.rules import members as rules
from linli.engines.cases.services import authorisations
from linli.engines.cases.services.history import on_day

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from linli.engines.cases.models import Case, Draft
    from linli.engines.catalogue.queries import ItemView
    from linli.foundation.actors.values import Actor
    from linli.foundation.errors.values import Problem


def checked(
    actor: Actor,
    item: ItemView,
    answers: Mapping[str, Any],
    *,
    draft: Draft | None,
    confirmed: Collection[str],
    now: datetime,
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return what is kept of the household's agreements and confirmations, and what is wrong.

    Nothing is asked of the database for an item without members who agree.
    """
    if item.authorisation is None:
        return {}, ()
    today = on_day(now)
    rows = known.rows_of(draft=draft) if draft is not None else {}
    agreed = known.agreements(item, answers, rows, today=today)
    wrong = queries.problems(
        actor,
        item,
        answers,
        agreements=agreed if draft is not None else None,
        confirmed=confirmed,
        today=today,
    )
    kept = [
        {
            "id": str(one.public_id),
            "name": one.name,
            "way": one.way,
            "at": one.answered_at.isoformat() if one.answered_at else "",
            "words": known.words_digest(item),
        }
        for one in agreed
    ]
    return {"agreements": kept, "confirmed": sorted(confirmed)}, wrong


def keep(case: Case, item: ItemView, answers: Mapping[str, Any], *, draft: Draft | None) -> None:
    """Keep who is counted in the household, by blind index, and hand agreements over."""
    if item.authorisation is None:
        return
    people = (rules.applicant(answers), *rules.members(answers, item.authorisation.of))
    found = {known.index_of(one) for one in people if one.number}
    CaseMember.objects.bulk_create(
        CaseMember(case=case, number_index=index) for index in sorted(found)
    )
    if draft is not None:
        authorisations.hand_over(draft, case)
