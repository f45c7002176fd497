"""Correcting a typing error (更正): in an answer, and so in the paper that was issued.

Nothing that the decision rests on: that is recalled and decided anew. That an obvious slip is
corrected without deciding anew is an assumption, see docs/decisions/0020.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.models import CaseDocument
from linli.engines.cases.queries.access import staff_case
from linli.engines.cases.queries.context import context_of
from linli.engines.cases.queries.corrections import corrigible
from linli.engines.cases.queries.sealing import document_of
from linli.engines.cases.queries.sheltering import opens
from linli.engines.cases.services import results
from linli.engines.cases.services.documents import put
from linli.engines.cases.services.history import Happening, append
from linli.engines.cases.services.issuing import handling
from linli.engines.cases.services.tasks import lock_case, required_reason
from linli.engines.cases.values import (
    CasePermission,
    CaseState,
    DocumentKind,
    EventKind,
    IncompleteError,
    NotAllowedNowError,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.errors.values import ForbiddenError, InvalidError, Problem
from linli.foundation.formspec import rules as formspec
from linli.foundation.formspec.values import FieldType
from linli.foundation.privacy.values import mask_name
from linli.registers.people.values import ApprovalNeededError

if TYPE_CHECKING:
    from datetime import datetime

    from linli.engines.cases.models import Case
    from linli.foundation.actors.values import Actor, Holding
    from linli.foundation.formspec.schemas import Field

RESTS = _(
    "Something in this case rests on this answer, so it is more than a typing error. If the "
    "decision is wrong because of it, please recall the decision."
)
SAME = _("This is what stands there already.")


@transaction.atomic
def correct_answer(
    actor: Actor, *, case_id: str, path: str, text: str, reason: str, now: datetime
) -> None:
    """Correct what was typed for one question; an issued result is revoked and issued anew.

    An office that handles or handled the case may do this until it is closed. Raises
    `NotFoundError`, `ForbiddenError`, `ApprovalNeededError`, `NotAllowedNowError`, and
    `InvalidError` where something rests on the answer or the new one does not fit.
    """
    actor.require(CasePermission.HANDLE)
    case = lock_case(staff_case(actor, case_id).pk)
    holding = handling(actor, case)
    if holding is None:
        raise ForbiddenError
    if not opens(actor, case, now=now, act="correct"):
        raise ApprovalNeededError
    if not case.key or case.state in {CaseState.WITHDRAWN, CaseState.ARCHIVED}:
        raise NotAllowedNowError
    why = required_reason(reason)
    document = document_of(case)
    field = corrigible(case, document).get(path)
    if field is None:
        raise InvalidError(problems=[Problem("path", "rests", RESTS)])
    answers = _corrected(case, document, path, field, text.strip())
    kept: dict[str, Any] = {
        key: document[key] for key in ("materials", "eligibility") if key in document
    }
    words = kept | {"answers": answers, "reason": why, "note": str(field.ask)}
    item = catalogue.version(case.version_id)
    case.applicant_masked = mask_name(catalogue.applicant_name(item, answers))
    happening = Happening(EventKind.CORRECTED, {"path": path}, words)
    append(case, actor, [happening], now=now, holding=holding)
    case.save()
    _issue_anew(actor, case, why, holding, now=now)


def _corrected(
    case: Case, document: dict[str, Any], path: str, field: Field, text: str
) -> dict[str, Any]:
    """Return the answers with one corrected, as the form would take it."""
    section, _dot, name = path.partition(".")
    answers: dict[str, Any] = deepcopy(document.get("answers", {}))
    before = answers.get(section, {}).get(name)
    is_place = field.type is FieldType.DIVISION
    value = {**(before or {}), "detail": text} if is_place else text
    answers.setdefault(section, {})[name] = value
    form = catalogue.version(case.version_id).form
    checked = formspec.check(form, answers, context=context_of(case, document))
    wrong = [one for one in checked.problems if one.path.startswith(path)]
    if wrong:
        raise IncompleteError(problems=[Problem("text", one.code, one.message) for one in wrong])
    answers[section][name] = checked.answers.get(section, {}).get(name, value)
    if answers[section][name] == before:
        raise InvalidError(problems=[Problem("text", "same", SAME)])
    return answers


def _issue_anew(actor: Actor, case: Case, why: str, holding: Holding, *, now: datetime) -> None:
    """Put a corrected result in the place of the one that stands, with the next number."""
    rows = CaseDocument.objects.filter(case=case, kind=DocumentKind.RESULT, revoked_at=None)
    paper = rows.first()
    if paper is None or not rows.update(revoked_at=now):
        return
    data = {"serial": paper.serial, "document": paper.kind, "number": paper.number}
    revoked = Happening(EventKind.DOCUMENT_REVOKED, data | {"quiet": True}, {"reason": why})
    append(case, actor, [revoked], now=now, holding=holding)
    put(case, actor, lambda: results.paper(case), now=now, holding=holding)
