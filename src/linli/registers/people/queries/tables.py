"""What would become of the rows of a table of people; and people by number within one's reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from linli.foundation.formspec.values import DocumentType
from linli.foundation.formspec.values.sentences import filled
from linli.foundation.phones import rules as phones
from linli.foundation.privacy.values import mask_name
from linli.foundation.sheets.values import Checked, Fault, Listed, Verdict
from linli.registers.people import rules
from linli.registers.people.models import IdentityDocument, Person
from linli.registers.people.queries.access import day_of, reachable
from linli.registers.people.queries.numbers import number_index, phone_of
from linli.registers.people.values import (
    COMPARED,
    FIELD_WORDS,
    PEOPLE,
    TABLE_WORDS,
    AlreadyRegisteredError,
    IdentityError,
    ImpossibleDateError,
    KnownPerson,
    Permission,
    Sex,
)
from linli.registers.places import queries as places
from linli.registers.places.values import Level, ancestor, contains

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from linli.foundation.actors.values import Actor
    from linli.foundation.actors.values import Permission as AnyPermission
    from linli.foundation.errors.values import Words
    from linli.foundation.sheets.values import Row

Number = tuple[str, str]  # kind of document, normalised number


def known_in_reach(
    actor: Actor, *, numbers: Iterable[Number], permission: AnyPermission, now: datetime
) -> dict[Number, KnownPerson]:
    """Return those with one of these numbers who live or are registered in the actor's divisions.

    Of anybody else nothing is told, not even that they exist. One statement.
    """
    asked = {number_index(*number): number for number in numbers}
    documents = IdentityDocument.objects.filter(number_index__in=list(asked), is_live=True)
    inside = documents.filter(person__in=reachable(actor, permission, now=now))
    return {
        asked[bytes(document.number_index)]: KnownPerson(
            document.person_id,
            document.person.name,
            document.person.living_code,
            document.person.birth_date,
        )
        for document in inside.select_related("person")
    }


def table_checked(actor: Actor, *, rows: Sequence[Row], now: datetime) -> list[TableAnswer]:
    """Say of each row whether it is new, known, different, or why it cannot be taken.

    Four statements for all rows. With each answer comes the record of somebody outside the actor's
    reach where the answer tells that they exist: whoever asks logs it.
    """
    actor.require(Permission.REGISTER)
    indexes = {number_index(*number_of(row)): row.number for row in rows}
    known = {indexes[index]: person for index, person in _holders(indexes).items()}
    reach = reachable(actor, Permission.REGISTER, now=now)
    pks = {one.pk for one in known.values()}
    checking = _Checking(
        actor=actor,
        today=day_of(now),
        inside=frozenset(reach.filter(pk__in=pks).values_list("pk", flat=True)),
        unknown=_unknown_codes(rows),
    )
    return [checking.answer(row, known.get(row.number)) for row in rows]


def number_of(row: Row) -> Number:
    """Return kind and normalised number of a row."""
    kind = row.text("document_type") or DocumentType.RESIDENT_ID.value
    return kind, rules.normalise_number(row.text("number"))


@dataclass(frozen=True)
class TableAnswer:
    """What is said of a row, and whose existence it tells to somebody outside their reach."""

    checked: Checked
    met: Person | None = None


@dataclass(frozen=True)
class _Checking:
    """What the answers to all rows have in common."""

    actor: Actor
    today: date
    inside: frozenset[int]
    unknown: frozenset[str]

    def answer(self, row: Row, known: Person | None) -> TableAnswer:
        label = mask_name(row.text("name"))
        if faults := tuple(self.faults(row)):
            return TableAnswer(Checked(Verdict.REFUSED, label, faults))
        if known is None:
            return TableAnswer(Checked(Verdict.NEW, label, notes=(TABLE_WORDS["new"],)))
        if known.pk not in self.inside:
            fault = Fault("number", AlreadyRegisteredError.message)
            return TableAnswer(Checked(Verdict.REFUSED, label, (fault,)), known)
        return TableAnswer(self.compared(row, known, label))

    def compared(self, row: Row, known: Person, label: str) -> Checked:
        if rules.is_sheltered(known.birth_date, self.today):
            return Checked(Verdict.SAME, label, notes=(TABLE_WORDS["sheltered"],))
        if different := _different(row, known):
            note = filled(TABLE_WORDS["differs"], {"columns": Listed(different)})
            return Checked(Verdict.DIFFERS, label, notes=(note,))
        return Checked(Verdict.SAME, label)

    def faults(self, row: Row) -> Iterator[Fault]:
        yield from _identity_faults(row, self.today)
        codes = [name for name in ("living_code", "hukou_code") if row.text(name)]
        if not codes:
            yield Fault("living_code", TABLE_WORDS["no_address"])
            return
        unknown = [name for name in codes if row.text(name) in self.unknown]
        yield from (Fault(name, FIELD_WORDS["division_unknown"]) for name in unknown)
        if not unknown and not is_inside(self.actor, row):
            yield Fault(codes[0], TABLE_WORDS["outside"])


def is_inside(actor: Actor, row: Row) -> bool:
    """Return whether an address of a row is in the divisions where the actor registers."""
    codes = [code for name in ("living_code", "hukou_code") if (code := row.text(name))]
    return actor.is_system or any(
        contains(held.division_code, code)
        for held in actor.holdings_for(Permission.REGISTER)
        for code in codes
    )


def _identity_faults(row: Row, today: date) -> Iterator[Fault]:
    kind, number = number_of(row)
    try:
        facts = rules.check_identity(kind, number, today)
    except IdentityError as wrong:
        yield Fault("document_type" if wrong.code in rules.OTHER_TYPE else "number", wrong.message)
        return
    written = row.text("birth_date")
    born = date.fromisoformat(written) if written else facts.birth_date
    if born is None:
        yield Fault("birth_date", FIELD_WORDS["required"])
        return
    if facts.birth_date not in {None, born}:
        yield Fault("birth_date", FIELD_WORDS["birth_date_differs"])
    sex = row.text("sex") or Sex.UNKNOWN
    if sex != Sex.UNKNOWN and facts.sex not in {Sex.UNKNOWN, sex}:
        yield Fault("sex", FIELD_WORDS["sex_differs"])
    try:
        rules.check_life(born, None, today)
    except ImpossibleDateError as wrong:
        yield Fault("birth_date", wrong.message)


def _different(row: Row, known: Person) -> tuple[Words, ...]:
    """Name the columns in which the record says something else; never what it says."""
    said = {name: str(getattr(known, name, "") or "") for name in COMPARED}
    said["phone"] = phones.normalised(phone_of(known))
    return tuple(
        column.name
        for column in PEOPLE.columns
        if column.id in COMPARED and row.text(column.id) not in {"", said[column.id]}
    )


def _unknown_codes(rows: Sequence[Row]) -> frozenset[str]:
    """Return the codes of our city that are not in force; those of other cities cannot be known."""
    given = {row.text(name) for row in rows for name in ("living_code", "hukou_code")} - {""}
    cities = {code: ancestor(code, Level.CITY) for code in given}
    known = set(places.names(frozenset({*given, *cities.values()}), in_force_only=True))
    return frozenset(code for code in given if code not in known and cities[code] in known)


def _holders(indexes: Iterable[bytes]) -> dict[bytes, Person]:
    documents = IdentityDocument.objects.filter(number_index__in=list(indexes), is_live=True)
    return {
        bytes(document.number_index): document.person
        for document in documents.select_related("person")
    }
