"""Running cases from a table: what a row means, what would become of it, and taking it over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import formats
from django.utils.functional import lazystr

from linli.engines.cases.models import Case
from linli.engines.cases.rules import clock
from linli.engines.cases.rules.given import NOT_IN_CELLS, answer_of
from linli.engines.cases.schemas.tables import TABLE_WORDS
from linli.engines.cases.services.history import on_day
from linli.engines.cases.services.stages import responsible
from linli.engines.cases.services.takeover import Paper, take_over
from linli.engines.cases.values import CasePermission, NoHandlerError
from linli.engines.catalogue import queries as catalogue
from linli.foundation.calendar import queries as calendar
from linli.foundation.errors.values import InvalidError, NotFoundError, Problem
from linli.foundation.formspec import rules as formspec
from linli.foundation.formspec.rules.reading import RefusedError
from linli.foundation.formspec.values import DocumentType
from linli.foundation.formspec.values.sentences import SENTENCES, filled
from linli.foundation.privacy.values import mask_name
from linli.foundation.sheets.values import Checked, Fault, Listed, Made, Verdict
from linli.registers.people import queries as people
from linli.registers.places import queries as places
from linli.registers.places.values import contains

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from linli.engines.catalogue.values import ItemView
    from linli.foundation.actors.values import Actor
    from linli.foundation.sheets.values import Row
    from linli.registers.people.values import KnownPerson

APPLICANT = "applicant"
CODE_LENGTH = 12  # offices are found by the community, not by grid or building


@dataclass(frozen=True)
class Around:
    """What all rows of a table have in common, read in a bounded number of statements."""

    actor: Actor
    today: date
    now: datetime
    persons: Mapping[tuple[str, str], KnownPerson]
    taken: Mapping[tuple[str, str], str]  # item and old number: our number
    divisions: frozenset[str]


def check_rows(actor: Actor, *, rows: Sequence[Row], now: datetime) -> list[Checked]:
    """Say at which stage each case would go on and by when, or why it cannot."""
    actor.require(CasePermission.TAKE_OVER)
    around = _around(actor, rows, now=now)
    return [_checked(around, row) for row in rows]


@transaction.atomic
def load_row(actor: Actor, *, row: Row, now: datetime) -> Made:
    """Take one case over. Raises `InvalidError` with what is wrong, and as `take_over` does."""
    actor.require(CasePermission.TAKE_OVER)
    paper, faults = _paper(_around(actor, [row], now=now), row)
    if paper is None or faults:
        raise InvalidError(problems=[Problem(one.column, "row", one.message) for one in faults])
    case = take_over(actor, paper=paper, key=row.key, now=now)
    return Made(case.public_id, case.number)


def _around(actor: Actor, rows: Sequence[Row], *, now: datetime) -> Around:
    numbers = {_number(row) for row in rows}
    asked = {row.text("old_number") for row in rows} - {""}
    known = Case.objects.filter(old_number__in=asked)
    persons = people.known_in_reach(
        actor, numbers=numbers, permission=CasePermission.TAKE_OVER, now=now
    )
    codes = {row.text("division_code")[:CODE_LENGTH] for row in rows}
    codes |= {one.living_code[:CODE_LENGTH] for one in persons.values()}
    return Around(
        actor=actor,
        today=on_day(now),
        now=now,
        persons=persons,
        taken={
            (item, old): number
            for item, old, number in known.values_list("item_code", "old_number", "number")
        },
        divisions=frozenset(places.names(frozenset(codes - {""}), in_force_only=True)),
    )


def _checked(around: Around, row: Row) -> Checked:
    person = around.persons.get(_number(row))
    label = " · ".join(
        part for part in (row.text("old_number"), mask_name(person.name) if person else "") if part
    )
    if number := around.taken.get((row.text("item"), row.text("old_number"))):
        note = filled(TABLE_WORDS["known"], {"number": number})
        return Checked(Verdict.SAME, label, notes=(note,))
    paper, faults = _paper(around, row)
    if paper is None or faults:
        return Checked(Verdict.REFUSED, label, tuple(faults))
    names = Listed(tuple(paper.item.flow.stage(one).name for one in paper.stages))
    note = filled(TABLE_WORDS["new"], {"stages": names, "due": _due(paper)})
    return Checked(Verdict.NEW, label, notes=(note,))


def _paper(around: Around, row: Row) -> tuple[Paper | None, list[Fault]]:
    try:
        item = catalogue.published(row.text("item"))
    except NotFoundError:
        item = None
    if item is None or item.is_guide_only:
        return None, [Fault("item", TABLE_WORDS["item"])]
    held = {key for one in _posts(around.actor) for key in one.compartments}
    if item.compartment and item.compartment not in held:
        return None, [Fault("item", TABLE_WORDS["compartment"])]
    person = around.persons.get(_number(row))
    if person is None:
        return None, [Fault("number", TABLE_WORDS["person"])]
    stages, faults = _stages(item, row)
    days = _Days.of(row)
    faults += days.faults(around.today, is_intake=stages == (item.flow.first,))
    answers, wrong = _answers(around, item, row, person)
    faults += wrong
    place = catalogue.place_of(item, answers) or row.text("division_code") or person.living_code
    place = place[:CODE_LENGTH]
    faults += _place_faults(around, item, stages, place)
    if faults:
        return None, faults
    return (
        Paper(
            item=item,
            person=person,
            division_code=place,
            handed_in_on=days.handed_in,
            accepted_on=days.accepted,
            stages=stages,
            since=days.since or days.accepted or days.handed_in,
            old_number=row.text("old_number"),
            answers=answers,
        ),
        [],
    )


def _stages(item: ItemView, row: Row) -> tuple[tuple[str, ...], list[Fault]]:
    named = {
        word.strip().casefold(): stage.id
        for stage in item.flow.stages
        for word in (stage.id, stage.name.zh, stage.name.en)
        if word
    }
    found, faults = [], []
    for typed in (part.strip() for part in row.text("stage").replace("／", "/").split("/")):
        if stage := named.get(typed.casefold()):
            found.append(stage)
        else:
            stages = Listed(tuple(one.name for one in item.flow.stages))
            sentence = filled(TABLE_WORDS["stage"], {"typed": typed, "stages": stages})
            faults.append(Fault("stage", sentence))
    return tuple(dict.fromkeys(found)), faults


@dataclass(frozen=True)
class _Days:
    """The days of a row."""

    handed_in: date
    accepted: date | None
    since: date | None

    @classmethod
    def of(cls, row: Row) -> _Days:
        def day(column: str) -> date | None:
            return date.fromisoformat(row.text(column)) if row.text(column) else None

        return cls(date.fromisoformat(row.text("handed_in_on")), day("accepted_on"), day("since"))

    def faults(self, today: date, *, is_intake: bool) -> list[Fault]:
        given = {
            "handed_in_on": self.handed_in,
            "accepted_on": self.accepted,
            "since": self.since,
        }
        found = [
            Fault(name, TABLE_WORDS["future"]) for name, day in given.items() if day and day > today
        ]
        found += [
            Fault(name, TABLE_WORDS["order"])
            for name, day in given.items()
            if day and day < self.handed_in
        ]
        if is_intake and self.accepted:
            found.append(Fault("accepted_on", TABLE_WORDS["not_accepted"]))
        if not is_intake and not self.accepted:
            found.append(Fault("accepted_on", TABLE_WORDS["accepted"]))
        return found


def _answers(
    around: Around, item: ItemView, row: Row, person: KnownPerson
) -> tuple[dict[str, Any], list[Fault]]:
    """Return the answers that the cells give, checked by the form; what is missing is no fault."""
    given: dict[str, dict[str, Any]] = {}
    faults = []
    for path, text in row.more.items():
        field = item.form.fields_by_path.get(path)
        if field is None:
            if "." in path and path.partition(".")[0] in item.form.sections_by_id:
                faults.append(Fault(path, filled(TABLE_WORDS["field"], {"path": path})))
            continue
        if field.type in NOT_IN_CELLS or field.is_computed:
            faults.append(Fault(path, TABLE_WORDS["not_here"]))
            continue
        section, _dot, name = path.partition(".")
        try:
            given.setdefault(section, {})[name] = answer_of(field, text)
        except RefusedError as wrong:
            faults.append(Fault(path, filled(SENTENCES[wrong.code], wrong.values_)))
    _from_register(item, given, row, person)
    checked = formspec.check(item.form, given, context=catalogue.context(today=around.today))
    faults += [
        Fault(one.path, one.message)
        for one in checked.problems
        if not one.code.startswith("required") and ".".join(one.path.split(".")[:2]) in row.more
    ]
    return checked.answers, faults


def _from_register(
    item: ItemView, given: dict[str, dict[str, Any]], row: Row, person: KnownPerson
) -> None:
    """Fill in who it is where the form asks it and the table does not say it."""
    kind, number = _number(row)
    for name, value in (
        ("name", person.name),
        ("identity", {"type": kind, "number": number}),
        ("birth_date", person.birth_date.isoformat()),
    ):
        if f"{APPLICANT}.{name}" in item.form.fields_by_path:
            given.setdefault(APPLICANT, {}).setdefault(name, value)


def _place_faults(
    around: Around, item: ItemView, stages: Sequence[str], place: str
) -> Iterator[Fault]:
    if not place or place not in around.divisions:
        yield Fault("division_code", TABLE_WORDS["place"])
        return
    if not any(contains(held.division_code, place) for held in _posts(around.actor)):
        yield Fault("division_code", TABLE_WORDS["outside"])
        return
    try:
        for stage in stages:
            responsible(item.flow, stage, place)
    except NoHandlerError as error:
        yield Fault("division_code", error.message)


def _posts(actor: Actor) -> tuple[Any, ...]:
    return actor.holdings_for(CasePermission.TAKE_OVER)


def _number(row: Row) -> tuple[str, str]:
    return row.text("document_type") or DocumentType.RESIDENT_ID.value, row.text("number")


def _due(paper: Paper) -> object:
    """Return the last day of the case, or of its stage before acceptance, said late."""
    if paper.accepted_on:
        limit, start = paper.item.case_limit, paper.accepted_on
    else:
        limit, start = paper.item.flow.stage(paper.stages[0]).limit, paper.since
    due = clock.since(limit, start, calendar=calendar.site_calendar()).due_on
    return lazystr(_Day(due))


class _Day:
    """A day, said when it is read."""

    def __init__(self, day: date | None) -> None:
        self.day = day

    def __str__(self) -> str:
        return formats.date_format(self.day, "DATE_FORMAT") if self.day else "—"
