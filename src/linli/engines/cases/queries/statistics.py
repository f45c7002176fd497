"""How residents rated, without raters: by item or office, silent where few point at somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.engines.cases.models import Case, Rating, Task
from linli.engines.cases.queries.access import staff_cases, supervised_cases
from linli.engines.cases.rules import rating as rules
from linli.engines.cases.values import (
    POOR_GRADES,
    CasePermission,
    CaseResult,
    Grade,
    RatingStage,
    TaskKind,
)
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import GuideNote, Handling
from linli.registers.organisations import queries as organisations

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from linli.foundation.actors.values import Actor

ENDED = (CaseResult.GRANTED, CaseResult.REFUSED, CaseResult.DECLINED)
BY = ("item", "office")
MOST = 200


@dataclass(frozen=True)
class RatingFigures:
    """How the cases in scope were rated; without raters, and silent under five."""

    rated: int
    poor: int
    is_suppressed: bool


@dataclass(frozen=True)
class RatingRow:
    """How one item or office was rated; nothing but its name where fewer than five rated.

    `grades` from very satisfied down; `called` of `to_call` poor ratings whose call-back is closed
    or over were called back in time.
    """

    name: str
    key: str
    is_suppressed: bool
    grades: tuple[int, ...] = ()
    rated: int = 0
    not_rated: int = 0
    set_aside: int = 0
    to_call: int = 0
    called: int = 0

    @property
    def called_percent(self) -> int | None:
        """Share of poor ratings called back in time, in whole percent; None: none was due."""
        return self.called * 100 // self.to_call if self.to_call else None


def rating_figures(actor: Actor) -> RatingFigures:
    """Return how many ratings cases in scope have, and how many are poor; not under five.

    What was set aside does not count, and sealed items are left out.
    """
    actor.require(CasePermission.READ)
    cases = staff_cases(actor).filter(compartment="")
    found = Rating.objects.filter(case__in=cases, set_aside_at=None).aggregate(
        rated=Count("pk"), poor=Count("pk", filter=Q(grade__in=sorted(POOR_GRADES)))
    )
    if rules.is_too_few(found["rated"]):
        return RatingFigures(0, 0, is_suppressed=True)
    return RatingFigures(found["rated"], found["poor"], is_suppressed=False)


def rating_statistics(
    actor: Actor, *, by: str = "item", stage: RatingStage = RatingStage.RESULT, now: datetime
) -> tuple[RatingRow, ...]:
    """Return how each item or office of the line was rated, the most rated first; at most 200.

    “Not rated” counts what could be rated and was not: silence is no grade. No totals, from which
    what is covered could be worked out.
    """
    actor.require(CasePermission.SUPERVISE)
    first = Task.objects.filter(case=OuterRef("pk"), kind=TaskKind.STAGE).order_by("pk")
    key = "item_code" if by == "item" else "office"
    rows = (
        _rateable(supervised_cases(actor).filter(compartment=""), stage)
        .annotate(
            office=Subquery(first.values("organisation_id")[:1]),
            given=FilteredRelation("ratings", condition=Q(ratings__stage=stage)),
        )
        .values(key)
        .annotate(**_counts(now))
        .order_by("-rated", key)[:MOST]
    )
    found = [row for row in rows if row[key] is not None]
    names = _names(by, [row[key] for row in found])
    return tuple(_row(names.get(row[key], str(row[key])), str(row[key]), row) for row in found)


def _rateable(cases: QuerySet[Case], stage: RatingStage) -> QuerySet[Case]:
    if stage is RatingStage.RESULT:
        return cases.filter(result__in=ENDED)
    promised = [one.code for one in catalogue.items() if one.handling is Handling.PROMISED]
    return cases.filter(accepted_on__isnull=False, item_code__in=promised)


def _counts(now: datetime) -> dict[str, Any]:
    counted = Q(given__set_aside_at=None)
    poor = counted & Q(given__is_named=True, given__grade__in=sorted(POOR_GRADES))
    closed = Q(given__callback_closed_at__isnull=False)
    over = Q(given__callback__due_on__lt=timezone.localdate(now))
    in_time = Q(given__callback_closed_at__date__lte=F("given__callback__due_on"))
    grades = {
        f"grade_{grade.value}": Count("pk", filter=counted & Q(given__grade=grade))
        for grade in Grade
    }
    return {
        **grades,
        "rated": Count("pk", filter=counted & Q(given__grade__isnull=False)),
        "not_rated": Count("pk", filter=Q(given__pk=None)),
        "set_aside": Count("pk", filter=Q(given__set_aside_at__isnull=False)),
        "to_call": Count("pk", filter=poor & (closed | over)),
        "called": Count("pk", filter=poor & in_time),
    }


def _row(name: str, key: str, row: dict[str, Any]) -> RatingRow:
    if rules.is_too_few(row["rated"]):
        return RatingRow(name, key, is_suppressed=True)
    return RatingRow(
        name,
        key,
        is_suppressed=False,
        grades=tuple(row[f"grade_{grade.value}"] for grade in Grade),
        **{one: row[one] for one in ("rated", "not_rated", "set_aside", "to_call", "called")},
    )


def _names(by: str, keys: list[Any]) -> dict[Any, str]:
    if by == "item":
        return {one.code: str(one.name) for one in catalogue.items()}
    return {key: body.words for key, body in organisations.organisations(keys).items()}


def guide_note(item: catalogue.ItemView) -> GuideNote | None:
    """Return how residents rated an item, for everybody: from ten ratings on, never if sealed.

    One statement over one index; the share of the upper three grades, no words and no dates.
    """
    if item.compartment:
        return None
    found = Rating.objects.filter(
        item_code=item.code, stage=RatingStage.RESULT, set_aside_at=None
    ).aggregate(rated=Count("pk"), well=Count("pk", filter=~Q(grade__in=sorted(POOR_GRADES))))
    if not rules.may_be_public(found["rated"]):
        return None
    said = _("%(percent)s%% of %(count)s ratings are “basically satisfied” or better.")
    facts = {"percent": found["well"] * 100 // found["rated"], "count": found["rated"]}
    return GuideNote(_("How residents rated this"), said % facts)
