"""`letters.yaml` of a pack: letters that offices choose, and those that events send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field, StringConstraints

from linli.engines.cases.values import OF_EVENTS, letter_places, letter_words
from linli.foundation.calls.schemas import Given, WordsOut
from linli.foundation.packs.schemas import Shape, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linli.foundation.packs.values import Document, Fault, Pack

SECTION, FILE = "letters", "letters.yaml"
ADDRESSEE = "addressee"
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]


class BlankShape(Shape):
    """What a clerk fills in."""

    ask: Text
    hint: Text | None = None
    kind: Literal["line", "text", "day", "number"] = "line"


class LetterShape(Shape):
    """One letter: `sent` by an event of a case, or chosen by a clerk."""

    name: Text
    title: Text
    law: Text | None = None
    to: Literal["applicant", "body"] = "applicant"
    sent: Literal["pause", "extension"] | None = None
    blanks: dict[Name, BlankShape] = Field(default_factory=dict)
    text: Text


class LetterFile(Shape):
    """The letters of the city."""

    letters: dict[Name, LetterShape] = Field(min_length=1)


def check(pack: Pack) -> Iterator[Fault]:
    """Find words that nothing fills, blanks that no text uses, and events without their notice."""
    for document in pack.of(SECTION):
        letters: dict[str, LetterShape] = document.value.letters
        for name, letter in letters.items():
            yield from _words(document, name, letter)
            yield from _blanks(document, name, letter)
        sent = [str(letter.sent) for letter in letters.values() if letter.sent]
        for event in sorted(OF_EVENTS):
            if sent.count(event) != 1:
                yield document.fault(
                    ("letters",),
                    _("“%(event)s” is sent by no letter, or by several") % {"event": event},
                    _("the law wants this in writing: give exactly one letter sent: %(event)s")
                    % {"event": event},
                )


def _words(document: Document, name: str, letter: LetterShape) -> Iterator[Fault]:
    known = letter_words(letter.sent or "") | letter.blanks.keys()
    for part in ("title", "text"):
        said = getattr(letter, part)
        for word in sorted((letter_places(said.zh) | letter_places(said.en)) - known):
            yield document.fault(
                ("letters", name, part),
                _("“{%(word)s}” is filled by nothing") % {"word": word},
                _("use one of %(choices)s") % {"choices": ", ".join(sorted(known))},
            )
        if letter_places(said.zh) != letter_places(said.en):
            yield document.fault(
                ("letters", name, part),
                _("the two languages do not name the same words"),
                _("name in both what either says"),
            )


def _blanks(document: Document, name: str, letter: LetterShape) -> Iterator[Fault]:
    at = ("letters", name, "blanks")
    used = letter_places(letter.text.zh) | letter_places(letter.title.zh) | {ADDRESSEE}
    for blank in sorted(letter.blanks.keys() - used):
        yield document.fault((*at, blank), _("stands in no text"), _("take it away or use it"))
    for blank in sorted(letter.blanks.keys() & letter_words(letter.sent or "")):
        yield document.fault((*at, blank), _("is filled in by itself"), _("give it another name"))
    if letter.sent and letter.blanks:
        yield document.fault(at, _("nobody is there to fill it in"), _("take the blanks away"))
    if letter.sent and letter.to == "body":
        yield document.fault(
            ("letters", name, "to"), _("this is told to the applicant"), _("write to: applicant")
        )
    if (letter.to == "body") != (ADDRESSEE in letter.blanks):
        yield document.fault(
            ("letters", name, "to"),
            _("a letter to another body, and no other, asks for its addressee"),
            _("add or take away the blank “addressee”"),
        )


class BlankOut(Schema):
    """What is filled into a letter."""

    id: str
    ask: WordsOut
    hint: WordsOut | None
    kind: str


class LetterOut(Schema):
    """A letter to choose."""

    id: str
    name: WordsOut
    law: str
    is_outward: bool
    blanks: list[BlankOut]


class LettersOut(Schema):
    """The letters of the city."""

    items: list[LetterOut]


class LetterDraftOut(Schema):
    """A letter as its blanks are filled so far."""

    title: WordsOut
    salutation: str
    text: WordsOut
    missing: list[str] = Field(description="Blanks that still need an answer")

    @staticmethod
    def resolve_missing(draft: object) -> list[str]:
        """Return the names of the blanks that have a problem."""
        return [problem.path for problem in getattr(draft, "problems", ())]


class LetterGiven(Given):
    """A letter by its template; `text` where the clerk changed what it says, in Chinese."""

    letter: Name
    blanks: dict[Name, Annotated[str, StringConstraints(max_length=1000)]] = Field(
        default_factory=dict
    )
    text: Annotated[str, StringConstraints(max_length=4000)] = ""
