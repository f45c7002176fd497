"""What is wrong with a household before it is handed in, and where else its people stand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from linli.engines.cases.models import Case, CaseMember
from linli.engines.cases.queries import authorisations
from linli.engines.cases.queries.access import staff_cases
from linli.engines.cases.rules import members as rules
from linli.engines.cases.values import OPEN_STATES, CasePermission
from linli.foundation.errors.values import Problem
from linli.foundation.formspec.values.sentences import filled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from linli.engines.cases.queries.authorisations import AgreementView
    from linli.engines.cases.values import Contradiction, FamilyMember
    from linli.engines.catalogue.values import ItemView
    from linli.foundation.actors.values import Actor

SENTENCES = {
    "member_twice": _("%(one)s and %(other)s have the same document. List one person once."),
    "member_is_applicant": _(
        "%(one)s has the same document as the applicant. The applicant is not listed as a member."
    ),
    "child_too_old": _(
        "%(one)s is said to be a child of %(other)s, but is not young enough for that by the "
        "documents. Please look at the relation and both documents."
    ),
    "parent_too_young": _(
        "%(one)s is said to be a parent of %(other)s, but is not old enough for that by the "
        "documents. Please look at the relation and both documents."
    ),
    "two_spouses": _("Both %(one)s and %(other)s are said to be the husband or wife."),
    "spouse_too_young": _(
        "%(one)s is said to be married to %(other)s, but is younger than the law allows."
    ),
    "spouse_same_sex": _(
        "By the documents %(one)s and %(other)s are of the same sex; they are said to be married. "
        "Please look at the relation and both documents."
    ),
    "income_in_fen": _(
        "An income of %(yuan)s yuan a month for %(one)s: is that yuan, and not fen? Please mend it "
        "or confirm it."
    ),
    "member_elsewhere": _(
        "%(one)s is counted in another household's running application too. Please ask at home; if "
        "it is right, confirm it."
    ),
    "authorisation_missing": _("The agreement of %(one)s is still missing."),
    "authorisation_refused": _("%(one)s did not agree. Please talk, or take %(one)s out."),
    "authorisation_revoked": _("%(one)s took the agreement back. Please ask again."),
    "authorisation_by_draft": _(
        "%(one)s has to agree first. Begin a draft, ask the members there, and hand the draft in."
    ),
}
QUESTIONS = frozenset({"income_in_fen", "member_elsewhere"})


@dataclass(frozen=True)
class Elsewhere:
    """A member who stands in another running case; its number only for those who may see it."""

    name: str
    number: str
    case_id: str


def contradictions(
    item: ItemView, answers: Mapping[str, Any], *, today: date
) -> tuple[Contradiction, ...]:
    """Return what cannot all be true; nothing for an item that asks nobody to agree."""
    if item.authorisation is None:
        return ()
    return rules.contradictions(answers, item.authorisation.of, today=today)


def problems(
    actor: Actor,
    item: ItemView,
    answers: Mapping[str, Any],
    *,
    agreements: Iterable[AgreementView] | None,
    confirmed: Collection[str] = (),
    today: date,
) -> tuple[Problem, ...]:
    """Return what stands against handing a household in, each by its row.

    `confirmed` names the paths of questions that were answered with “it is so”. `agreements` are
    those of the draft; None where there is no draft, so nobody can have been asked.
    """
    if item.authorisation is None:
        return ()
    path = item.authorisation.of
    found = [
        problem(one.code, one.path, one.one, other=one.other, amount_fen=one.amount_fen)
        for one in contradictions(item, answers, today=today)
    ]
    found += [
        problem("member_elsewhere", f"{path}.{one.place}.identity", one.name)
        for one in _elsewhere(actor, rules.members(answers, path))
    ]
    open_ = [one for one in found if one.code not in QUESTIONS or one.path not in confirmed]
    return (*open_, *_missing(item, answers, agreements, today=today))


def _missing(
    item: ItemView,
    answers: Mapping[str, Any],
    agreements: Iterable[AgreementView] | None,
    *,
    today: date,
) -> Iterable[Problem]:
    if agreements is None:
        for one in authorisations.owing(item, answers, today=today):
            yield problem("authorisation_by_draft", f"authorisations.{one.place}", one.name)
        return
    for view in agreements:
        if not view.is_given:
            kind = view.state if view.state in {"refused", "revoked"} else "missing"
            yield problem(f"authorisation_{kind}", f"authorisations.{view.place}", view.name)


def problem(code: str, path: str, one: str, *, other: str = "", amount_fen: int = 0) -> Problem:
    """Return a problem whose sentence names both sides, in the reader's language."""
    yuan = f"{Decimal(amount_fen) / 100:,.2f}".removesuffix(".00")
    return Problem(path, code, filled(SENTENCES[code], {"one": one, "other": other, "yuan": yuan}))


def _elsewhere(actor: Actor, people: Iterable[FamilyMember]) -> tuple[FamilyMember, ...]:
    """Return the members who stand in a running case; nobody learns it below proven."""
    if not (actor.is_proven or actor.may(CasePermission.INTAKE)):
        return ()
    by_index = {authorisations.index_of(one): one for one in people if one.number}
    rows = CaseMember.objects.filter(number_index__in=by_index, case__state__in=OPEN_STATES)
    found = {bytes(index) for index in rows.values_list("number_index", flat=True)}
    return tuple(one for index, one in by_index.items() if index in found)


def elsewhere(
    actor: Actor, case: Case, item: ItemView, answers: Mapping[str, Any]
) -> tuple[Elsewhere, ...]:
    """Return who of a case's household stands in another running case, for the office.

    The other number is shown only where the actor may see that case.
    """
    if item.authorisation is None or not answers:
        return ()
    people = rules.members(answers, item.authorisation.of)
    by_index = {authorisations.index_of(one): one for one in people if one.number}
    rows = CaseMember.objects.filter(number_index__in=by_index, case__state__in=OPEN_STATES)
    found = list(rows.exclude(case=case).select_related("case").order_by("pk")[:50])
    seen = set(
        staff_cases(actor)
        .filter(pk__in={row.case_id for row in found})
        .values_list("pk", flat=True)
    )
    return tuple(
        Elsewhere(
            by_index[bytes(row.number_index)].name,
            row.case.number if row.case_id in seen else "",
            str(row.case.public_id) if row.case_id in seen else "",
        )
        for row in found
    )
