"""Applications made from a definition: a value a question, mended until the form takes them.

Where amounts have to hold together, the tests beside the definition are what is begun with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

from linli.engines.catalogue.rules.parameters import in_force
from linli.engines.catalogue.services import pack_items
from linli.engines.catalogue.services.examples import _answers
from linli.engines.catalogue.services.read_parameters import parameter_views
from linli.foundation.formspec.rules import check
from linli.foundation.formspec.values import Context, FieldType, Registers
from linli.foundation.packs import services as packs
from linli.registers.people.rules import make_resident_number

if TYPE_CHECKING:
    from random import Random

    from linli.engines.catalogue.values import ItemView, ParameterView
    from linli.foundation.formspec.schemas import Field, Form

TODAY = date(2026, 11, 23)  # a Monday
PLACES = {"district": "120101000000", "street": "120101001000", "community": "120101001001"}
VALUES_OF = date(2026, 1, 1)  # tests of earlier days stand for earlier amounts
TRIES = 40
Answers = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Pack:
    """The items of the city's pack, and its parameters on the day of these tests."""

    items: dict[str, ItemView]
    parameters: tuple[ParameterView, ...]
    given: dict[str, tuple[Answers, ...]]  # what the tests beside each item answer


@cache
def city() -> Pack:
    """Read the pack once."""
    pack, faults = packs._checked(settings.PACK)
    assert faults == ()
    items = pack_items(pack)
    given = {
        one.value.item: tuple(
            _answers(items[one.value.item], test.given)
            for test in one.value.tests
            if test.today >= VALUES_OF
        )
        for one in pack.of("items")
    }
    return Pack(items, parameter_views(pack), given)


def codes() -> list[str]:
    """Return the codes of every item."""
    return sorted(city().items)


@cache
def context(place: str = PLACES["community"]) -> Context:
    """Return what answers are read against at a place: no register says anything."""
    known = in_force(city().parameters, on=TODAY, division_code=place)
    return Context(TODAY, known, {}, registers=Registers())


def application(form: Form, rng: Random, against: Context, given: Answers | None = None) -> Answers:
    """Return answers that the form takes; a value that it refuses is drawn again."""
    answers = {
        section.id: {field.id: value(field, rng) for field in section.fields if not field.set}
        | dict((given or {}).get(section.id, {}))
        for section in form.sections
    }
    for _ in range(TRIES):
        agree(answers)
        checked = check(form, answers, context=against)
        if not checked.problems:
            return checked.answers
        for wrong in checked.problems:
            redraw(form, answers, wrong.path, rng)
    raise AssertionError(f"no answers fit: {checked.problems}")


def redraw(form: Form, answers: Answers, path: str, rng: Random) -> None:
    """Draw one answer again, by the path of its field or of a part of it."""
    section, _, rest = path.partition(".")
    field = form.fields_by_path.get(f"{section}.{rest.split('.')[0]}")
    if field is not None and not field.set:
        answers[section][field.id] = value(field, rng)


def agree(answers: Answers) -> None:
    """Let the number of everybody be that of the birth date which stands beside it.

    Who stands first is a woman, and husbands are men.
    """
    rows = [row for given in answers.values() for row in (given, *rows_in(given))]
    for order, row in enumerate(rows):
        born, identity = row.get("birth_date"), row.get("identity")
        if isinstance(born, str) and isinstance(identity, dict):
            is_man = row.get("relation") == "spouse"
            number = make_resident_number("120101", date.fromisoformat(born), order * 2 + is_man)
            row["identity"] = {"type": "resident_id", "number": number}


def rows_in(given: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the people of a section: rows of its tables."""
    tables = [one for one in given.values() if isinstance(one, list)]
    return [row for table in tables for row in table if isinstance(row, dict)]


def value(field: Field, rng: Random) -> Any:
    """Return a value of the type of a field; None now and then where nothing has to be said."""
    if str(field.require) != "true" and rng.random() < 0.3:
        return None
    return DRAW[field.type](field, rng)


def text(field: Field, rng: Random) -> str:
    least = int(field.min or 0)
    if field.format == "any":
        return "张秀英".ljust(least, "一")
    if field.format == "email":
        return "zhang@example.cn"
    if field.format == "uscc":
        return "911200000000000000"
    digits = {"postcode": 6, "bank_account": 19}.get(field.format, max(least, 8))
    return "".join(str(rng.randrange(10)) for _ in range(digits))


def number(field: Field, rng: Random) -> int:
    least = int(field.min if field.min is not None else 0)
    most = int(field.max if field.max is not None else least + 100)
    return rng.choice([least, most, least + 1, rng.randint(least, most)])


def money(field: Field, rng: Random) -> int:
    most = int(field.max) if field.max is not None else 200_000
    return rng.choice([0, 100, 2_000, most, rng.randint(0, 3_000), rng.randint(0, most)]) * 100


def day(_field: Field, rng: Random) -> str:
    days = [0, 1, 3, 30, 200, 400, 2_000, 9_000, 12_000, 18_000, 22_000, 24_000, 28_000, 30_000]
    before = rng.choice([*days, -3, -30])
    return (TODAY - timedelta(days=before)).isoformat()


def period(field: Field, rng: Random) -> dict[str, str]:
    start, end = sorted([day(field, rng), day(field, rng)])
    return {"start": start, "end": end}


def choices(field: Field, rng: Random) -> list[Any]:
    one = rng.choice(field.options)
    if one.is_alone or rng.random() < 0.7:
        return [one.value]
    others = [option.value for option in field.options if not option.is_alone]
    return rng.sample(others, rng.randint(max(1, int(field.min or 1)), len(others)))


def division(field: Field, _rng: Random) -> dict[str, str]:
    return {"code": PLACES[field.level], **({"detail": "花园路1号"} if field.detail else {})}


def row(field: Field, rng: Random) -> dict[str, Any]:
    return {one.id: found for one in field.columns if (found := value(one, rng)) is not None}


def table(field: Field, rng: Random) -> list[dict[str, Any]]:
    least = int(field.min or 0)
    return [row(field, rng) for _ in range(max(least, rng.choice([1, 1, 2])))]


def files(_field: Field, rng: Random) -> list[str]:
    return [str(UUID(int=rng.getrandbits(128)))]


DRAW = {
    FieldType.TEXT: text,
    FieldType.LONG_TEXT: text,
    FieldType.NUMBER: number,
    FieldType.MONEY: money,
    FieldType.DATE: day,
    FieldType.PERIOD: period,
    FieldType.CHOICE: lambda field, rng: rng.choice(field.options).value,
    FieldType.CHOICES: choices,
    FieldType.YES_NO: lambda _field, rng: rng.random() < 0.5,
    FieldType.IDENTITY: lambda _field, rng: {
        "type": "resident_id",
        "number": make_resident_number("120101", date(1956, 3, 8), rng.randrange(10)),
    },
    FieldType.PHONE: lambda _field, rng: f"1382{rng.randrange(10**7):07d}",
    FieldType.DIVISION: division,
    FieldType.PERSON: row,
    FieldType.HOUSEHOLD_MEMBER: row,
    FieldType.TABLE: table,
    FieldType.FILE: files,
    FieldType.CONSENT: lambda _field, _rng: True,
}
