"""Letters from templates: which there are, and how one reads with its blanks filled in."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.queries.access import staff_case
from linli.engines.cases.queries.promises import of_case as promises_of
from linli.engines.cases.queries.sealing import document_of
from linli.engines.cases.queries.sheltering import opens
from linli.engines.cases.rules import letters as rules
from linli.engines.cases.schemas.letters import ADDRESSEE, FILE, LetterFile
from linli.engines.cases.values import (
    PROMISED,
    Blank,
    CasePermission,
    LetterDraft,
    LetterView,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.errors.values import NotFoundError, Problem
from linli.foundation.formspec.values import Localised
from linli.foundation.formspec.values.days import day_words
from linli.foundation.numbering import rules as numbering
from linli.foundation.packs import queries as packs
from linli.registers.people.values import ApprovalNeededError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from linli.engines.cases.models import Case
    from linli.engines.cases.schemas.letters import LetterShape
    from linli.foundation.actors.values import Actor

LANGUAGES = ("zh-hans", "en")
LONGEST_BLANK = 1000


def letter_templates(actor: Actor) -> tuple[LetterView, ...]:
    """Return the letters that a clerk may choose, as the pack lists them."""
    actor.require(CasePermission.HANDLE)
    return tuple(_view(name, one) for name, one in _letters(settings.PACK).items() if not one.sent)


def letter_draft(
    actor: Actor, *, case_id: str, letter: str, blanks: Mapping[str, str], now: datetime
) -> LetterDraft:
    """Return a letter as its blanks are filled so far; nothing is kept.

    Raises `NotFoundError`, `ForbiddenError`, `ApprovalNeededError`.
    """
    actor.require(CasePermission.HANDLE)
    case = staff_case(actor, case_id)
    if not opens(actor, case, now=now, act="letter"):
        raise ApprovalNeededError
    office = next((one.organisation_name for one in actor.holdings_for(CasePermission.HANDLE)), "")
    return draft_of(case, letter, blanks, office=office, now=now)


def draft_of(
    case: Case, letter: str, blanks: Mapping[str, str], *, office: str, now: datetime
) -> LetterDraft:
    """Return a letter about a case; raises `NotFoundError` for one that no clerk may choose."""
    shape = _letters(settings.PACK).get(letter)
    if shape is None or shape.sent:
        raise NotFoundError
    known = {name: str(blanks.get(name, "")).strip() for name in shape.blanks}
    name = catalogue.applicant_name(
        catalogue.version(case.version_id), document_of(case)["answers"]
    )
    problems = tuple(
        found for blank in shape.blanks if (found := _problem(shape, blank, known[blank]))
    )
    said = [_said(case, shape, language, known, name, office, now) for language in LANGUAGES]
    return LetterDraft(
        _view(letter, shape),
        Localised(said[0][0], said[1][0]),
        known[ADDRESSEE] if shape.to == "body" else name,
        Localised(said[0][1], said[1][1]),
        problems,
    )


def sent_letter(event: str) -> LetterShape | None:
    """Return the letter that an event sends (`pause`, `extension`); None where no pack has one."""
    return next((one for one in _letters(settings.PACK).values() if one.sent == event), None)


def law_of(letter: str) -> str:
    """Return on which law a letter stands, in the language in force."""
    shape = _letters(settings.PACK).get(letter)
    return str(shape.law) if shape and shape.law else ""


def words_of(case: Case, *, name: str, office: str, today: date) -> dict[str, str]:
    """Return what any letter may say of a case, in the language in force."""
    due = case.due_on
    return {
        "applicant": name,
        "item": str(catalogue.version(case.version_id).name),
        "number": numbering.grouped(case.number),
        "office": office,
        "handed_in": day_words(timezone.localdate(case.submitted_at)),
        "due": day_words(due) if due else "",
        "today": day_words(today),
    }


def _said(
    case: Case,
    shape: LetterShape,
    language: str,
    known: Mapping[str, str],
    name: str,
    office: str,
    now: datetime,
) -> tuple[str, str]:
    with translation.override(language):
        words = words_of(case, name=name, office=office, today=timezone.localdate(now))
        words[PROMISED] = "；".join(
            f"{one.name} ({day_words(one.due_on)})" for one in promises_of(case) if one.is_open
        )
        for blank, typed in known.items():
            words[blank] = _typed(shape.blanks[blank].kind, typed)
        return rules.filled(str(shape.title), words), rules.filled(str(shape.text), words)


def _typed(kind: str, text: str) -> str:
    if kind == "day":
        day = _day(text)
        return day_words(day) if day else ""
    return text


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _problem(shape: LetterShape, blank: str, typed: str) -> Problem | None:
    kind = shape.blanks[blank].kind
    if not typed:
        return Problem(blank, "required", _("Please fill this in."))
    if kind == "day" and _day(typed) is None:
        return Problem(blank, "invalid", _("Please give a day, such as 2026-12-01."))
    if kind == "number" and not (typed.isdecimal() and len(typed) < 5):
        return Problem(blank, "invalid", _("Please give a number."))
    if len(typed) > LONGEST_BLANK:
        return Problem(blank, "too_long", _("Please write at most 1,000 characters."))
    return None


@lru_cache(maxsize=8)
def _letters(root: Path) -> Mapping[str, LetterShape]:
    found = packs.value(root, FILE, LetterFile)
    return found.letters if found else {}


def _view(name: str, shape: LetterShape) -> LetterView:
    blanks = tuple(Blank(key, one.ask, one.hint, one.kind) for key, one in shape.blanks.items())
    law = str(shape.law) if shape.law else ""
    return LetterView(name, shape.name, law, shape.to == "body", blanks)
