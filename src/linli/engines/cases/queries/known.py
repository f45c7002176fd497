"""What registers said for an application: what of it counts, and how it is told.

A document keeps it under `known`: the day on which registers were asked, each reply, and from the
submission on the day on which it was handed in, by which freshness is judged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from linli.foundation.exchange import queries as exchange
from linli.foundation.exchange.values import Outcome, Reason, undeclared
from linli.foundation.formspec import display, forms
from linli.foundation.formspec.values.days import day_words, is_chinese

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linli.engines.catalogue.values import ItemView
    from linli.foundation.exchange.values import Register, Reply
    from linli.foundation.formspec.values import BoundSection, Context, DisplaySection, Localised

COUNTS_FOR = timedelta(days=7)


@dataclass(frozen=True)
class KnownView:
    """One fact that a register gave."""

    name: str
    label: Localised
    register: Localised
    as_of: date
    value: Any
    words: str
    paths: tuple[str, ...]  # of the fields that it filled in
    is_fresh: bool
    is_changed: bool  # somebody answered otherwise

    @property
    def is_proof(self) -> bool:
        """Whether it stands for the paper."""
        return self.is_fresh and not self.is_changed

    @property
    def note(self) -> str:
        """Where an answer comes from, and what follows from that."""
        said = {"register": self.register, "day": day_words(self.as_of), "value": self.words}
        if self.is_changed:
            return (
                _(
                    "%(register)s says: %(value)s (as of %(day)s). It was answered otherwise here, "
                    "so it is no proof and the paper is asked."
                )
                % said
            )
        if not self.is_fresh:
            return _("From: %(register)s, as of %(day)s. Not fresh enough to be proof.") % said
        return _("From: %(register)s, as of %(day)s.") % said


@dataclass(frozen=True)
class AskedView:
    """One register that was asked, and what came of it in a sentence."""

    register: Localised
    keeper: Localised
    basis: Localised
    labels: tuple[Localised, ...]
    outcome: Outcome
    as_of: date | None
    reason: str

    @property
    def sentence(self) -> str:
        """What it means for the applicant."""
        said = {"day": day_words(self.as_of) if self.as_of else "", "reason": self.reason}
        return SENTENCES[self.outcome]() % said


# At the moment of the question: what was found then is no proof for ever.
SENTENCES = {
    Outcome.FOUND: lambda: _("Found, as of %(day)s. You need not bring a paper for this."),
    Outcome.STALE: lambda: _(
        "It answered with what it knew on %(day)s. That is filled in, but it is no proof: please "
        "add the paper."
    ),
    Outcome.NOT_FOUND: lambda: _(
        "It has no entry of this person. Please fill it in and add the paper."
    ),
    Outcome.UNAVAILABLE: lambda: _(
        "It could not be asked just now: %(reason)s. Please fill it in and add the paper, or try "
        "again later."
    ),
}


@dataclass(frozen=True)
class Known:
    """Everything that registers said for one application."""

    on: date | None = None
    is_over: bool = False  # asked so long ago that nothing of it counts any more
    asked: tuple[AskedView, ...] = ()
    facts: tuple[KnownView, ...] = ()

    @property
    def by_path(self) -> dict[str, KnownView]:
        """The facts by the field that they filled in."""
        return {path: fact for fact in self.facts for path in fact.paths}

    @property
    def alone(self) -> tuple[KnownView, ...]:
        """The facts that no field of the form shows."""
        return tuple(fact for fact in self.facts if not fact.paths)


def kept(replies: tuple[Reply, ...], *, on: date) -> dict[str, Any]:
    """Return replies as a document keeps them; nothing where nobody was asked."""
    if not replies:
        return {}
    return {
        "on": on.isoformat(),
        "replies": [
            {
                "register": one.register,
                "outcome": one.outcome.value,
                "asked": list(one.asked),
                "facts": dict(one.facts),
                "as_of": one.as_of.isoformat() if one.as_of else "",
                "reference": one.reference,
                "reason": one.reason,
            }
            for one in replies
        ],
    }


def handed_in(document: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """Return what a case keeps of it: judged by the day on which it was handed in, for good."""
    known = document.get("known")
    return {"known": {**known, "judged_on": on.isoformat()}} if known else {}


def values_in(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return everything that was found, fresh or not, by dotted name."""
    found: dict[str, Any] = {}
    for reply in known.get("replies", ()):
        found |= reply["facts"]
    return found


def proven(item: ItemView, document: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """Return the facts that stand for a paper: fresh, and answered as the register has it."""
    known = document.get("known") or {}
    changed = _changed(item, document)
    return {
        name: value
        for reply in known.get("replies", ())
        if _is_fresh(reply, known, today=today)
        for name, value in reply["facts"].items()
        if name not in changed
    }


def known_in(item: ItemView, document: Mapping[str, Any], *, context: Context) -> Known:
    """Return what registers said, with its standing on the day of the context."""
    known = document.get("known") or {}
    if not known:
        return Known()
    words = _words(item, known, context)
    changed = _changed(item, document)
    declared = exchange.registers()
    facts = tuple(
        _fact(item, known, reply, name, declared, words, changed, context.today)
        for reply in known["replies"]
        for name in reply["facts"]
    )
    asked = tuple(_asked(reply, declared) for reply in known["replies"])
    on = date.fromisoformat(known["on"])
    return Known(on, _is_over(known, today=context.today), asked, facts)


def _fact(
    item: ItemView,
    known: Mapping[str, Any],
    reply: Mapping[str, Any],
    name: str,
    declared: Mapping[str, Register],
    words: Mapping[str, str],
    changed: frozenset[str],
    today: date,
) -> KnownView:
    register = declared.get(reply["register"])
    kind = register.facts.get(name) if register else None
    paths = tuple(path for path, source in _sources(item) if source == name)
    value = reply["facts"][name]
    said = next((words[path] for path in paths if path in words), "")
    return KnownView(
        name=name,
        label=kind.label if kind else undeclared(name),
        register=register.name if register else undeclared(reply["register"]),
        as_of=date.fromisoformat(reply["as_of"]),
        value=value,
        words=said or _plain(value, kind.options if kind else {}),
        paths=paths,
        is_fresh=_is_fresh(reply, known, today=today),
        is_changed=name in changed,
    )


def _asked(reply: Mapping[str, Any], declared: Mapping[str, Register]) -> AskedView:
    register = declared.get(reply["register"])
    kinds = register.facts if register else {}
    gone = undeclared(reply["register"])
    return AskedView(
        register=register.name if register else gone,
        keeper=register.keeper if register else gone,
        basis=register.basis if register else gone,
        labels=tuple(kinds[one].label for one in reply["asked"] if one in kinds),
        outcome=Outcome(reply["outcome"]),
        as_of=date.fromisoformat(reply["as_of"]) if reply["as_of"] else None,
        reason=str(Reason(reply["reason"]).label) if reply["reason"] else "",
    )


def _words(item: ItemView, known: Mapping[str, Any], context: Context) -> dict[str, str]:
    """Return what the register says in the words of the form, masked as answers are."""
    answers = forms.prefill(item.form, values_in(known))
    sections = display.lines(item.form, answers, context=context)
    return {row.path: row.text for section in sections for row in section.rows}


def _plain(value: Any, options: Mapping[str, Localised]) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    listed = value if isinstance(value, list) else [value]
    return ("、" if is_chinese() else ", ").join(str(options.get(one, one)) for one in listed)


def _sources(item: ItemView) -> Iterator[tuple[str, str]]:
    for path, field in item.form.fields_by_path.items():
        if field.prefilled_from:
            yield path, field.prefilled_from


def _changed(item: ItemView, document: Mapping[str, Any]) -> frozenset[str]:
    """Return the facts that somebody answered otherwise than the register has them."""
    found = values_in(document.get("known") or {})
    if not found:
        return frozenset()
    expected = forms.prefill(item.form, found)
    answers = document.get("answers", {})
    return frozenset(
        source
        for path, source in _sources(item)
        if source in found and _differ(_at(expected, path), _at(answers, path))
    )


def _at(answers: Mapping[str, Any], path: str) -> Any:
    section, _dot, field = path.partition(".")
    return (answers.get(section) or {}).get(field)


def _differ(expected: Any, given: Any) -> bool:
    """Say whether an answer is another one; an empty one contradicts nothing."""
    if expected is None or given in (None, "", []):
        return False
    if isinstance(expected, list) and isinstance(given, list):
        return sorted(map(str, expected)) != sorted(map(str, given))
    return str(expected) != str(given)


def _is_fresh(reply: Mapping[str, Any], known: Mapping[str, Any], *, today: date) -> bool:
    return reply["outcome"] == Outcome.FOUND and not _is_over(known, today=today)


def _is_over(known: Mapping[str, Any], *, today: date) -> bool:
    judged = known.get("judged_on")
    day = date.fromisoformat(judged) if judged else today
    return day > date.fromisoformat(known["on"]) + COUNTS_FOR


def noted(sections: tuple[DisplaySection, ...], known: Known) -> tuple[DisplaySection, ...]:
    """Return sections with a note at each answer that a register gave."""
    notes = known.by_path
    if not notes:
        return sections
    return tuple(
        replace(
            section,
            rows=tuple(
                replace(row, note=notes[row.path].note) if row.path in notes else row
                for row in section.rows
            ),
        )
        for section in sections
    )


def hinted(bound: BoundSection, known: Known) -> BoundSection:
    """Return a section to fill in, with where an answer comes from under its question."""
    notes = known.by_path
    if not notes:
        return bound
    way = _("If it is wrong, change it: then the paper is asked, and the office sees both.")
    return replace(
        bound,
        fields=tuple(
            replace(
                view,
                hint=" ".join(
                    str(part)
                    for part in (
                        view.hint,
                        notes[view.name].note,
                        "" if notes[view.name].is_changed else way,
                    )
                    if part
                ),
            )
            if view.name in notes
            else view
            for view in bound.fields
        ),
    )
