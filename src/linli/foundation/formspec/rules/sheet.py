"""One form with one set of answers, read once: what is shown, what may be kept, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from linli.foundation.formspec.expressions import UNKNOWN, Expression
from linli.foundation.formspec.rules import composites
from linli.foundation.formspec.rules.leaves import LEAVES, MOST_ROWS, Frame
from linli.foundation.formspec.rules.naming import Names, RowNames, typed, typed_parts
from linli.foundation.formspec.rules.reading import RefusedError
from linli.foundation.formspec.rules.texts import clean, shown
from linli.foundation.formspec.values import Context, FieldType, Registers
from linli.foundation.formspec.values.sentences import problem

if TYPE_CHECKING:
    from linli.foundation.errors.values import Problem
    from linli.foundation.formspec.schemas import Field, Form

ABSENT: Final = object()
MOST_PROBLEMS = 100
ASKS = {
    FieldType.CONSENT: "required_consent",
    FieldType.CHOICE: "required_choice",
    FieldType.CHOICES: "required_choice",
    FieldType.YES_NO: "required_choice",
    FieldType.FILE: "required_file",
}


@dataclass(frozen=True)
class Result:
    """What one field comes to."""

    value: Any = ABSENT
    problems: tuple[Problem, ...] = ()


NOTHING: Final = Result()


def is_empty(value: Any, depth: int = 4) -> bool:
    """Return whether nothing was answered: blanks, no items, or only empty boxes."""
    if value is None or (isinstance(value, str) and not clean(value)):
        return True
    if isinstance(value, Mapping) and depth and len(value) <= 20:
        return all(is_empty(part, depth - 1) for part in value.values())
    return isinstance(value, list) and not value


def remembered(registers: Registers) -> Registers:
    """Return the hooks with each list and each address asked for once."""
    divisions = registers.divisions and cache(registers.divisions)
    place_names = registers.place_names and cache(registers.place_names)
    return Registers(registers.identity_check, divisions, place_names)


class Sheet:
    """Works out each field when it is asked for, each once."""

    def __init__(self, form: Form, answers: Any, context: Context) -> None:
        self.form = form
        self.answers = answers if isinstance(answers, Mapping) else {}
        self.context = replace(context, registers=remembered(context.registers))
        self.tops = {
            f"{section.id}.{field.id}": (section, field)
            for section in form.sections
            for field in section.fields
        }
        self.names = Names(form.let, self.context, self.tops, self.typed_answer)
        self.results: dict[str, Result] = {}

    def evaluate(self, expression: Expression) -> Any:
        """Return the value of an expression over this sheet."""
        return expression.evaluate(self.names)

    def is_shown(self, path: str) -> bool:
        """Return whether a field is asked: only a clear yes shows it, unknown does not."""
        section, field = self.tops[path]
        return self.evaluate(section.show) is True and self.evaluate(field.show) is True

    def result(self, path: str) -> Result:
        """Return what a field comes to; a hidden one to nothing."""
        if path not in self.results:
            self.results[path] = self._result(path)
        return self.results[path]

    def _result(self, path: str) -> Result:
        section, field = self.tops[path]
        if not self.is_shown(path):
            return NOTHING
        if field.set is not None:
            return self._computed(field, path)
        answered = self.answers.get(section.id)
        raw = answered.get(field.id) if isinstance(answered, Mapping) else None
        return self.read(field, raw, path, self.names)

    def typed_answer(self, path: str) -> Any:
        """Return an answer as the language sees it; unknown if hidden, missing or wrong."""
        found = self.result(path)
        return UNKNOWN if found.value is ABSENT else typed(self.tops[path][1], found.value)

    def _computed(self, field: Field, path: str) -> Result:
        """Work out a value. Unknown is absent: nobody can be asked to mend it here."""
        value = self.evaluate(field.set) if field.set else UNKNOWN
        if value is UNKNOWN:
            return NOTHING
        if isinstance(value, Decimal):
            step = Decimal(1).scaleb(-field.decimals)
            value = value.quantize(step, ROUND_HALF_UP) if abs(value) < 10**18 else value
            value = int(value) if not field.decimals else value
        return self.read(field, value, path, self.names)

    def read(self, field: Field, raw: Any, path: str, names: Mapping[str, Any]) -> Result:
        """Return what a raw answer to a field comes to."""
        is_wanted = field.require.evaluate(names) is True
        is_left = is_empty(raw) or composites.is_left(field, raw)
        if is_left and not (field.is_group and is_wanted):
            code = ASKS.get(field.type, "required")
            return Result(problems=(problem(path, code),)) if is_wanted else NOTHING
        if field.is_group:
            return self._group(field, {} if is_left else raw, path)
        if field.type is FieldType.TABLE:
            return self._table(field, raw, path)
        frame = Frame(self.context, lambda expression: expression.evaluate(names))
        if field.type in composites.COMPOSITES:
            kept, problems = composites.COMPOSITES[field.type](field, raw, path, frame)
            return Result(ABSENT if problems else kept, tuple(problems))
        try:
            return Result(LEAVES[field.type](field, raw, frame))
        except RefusedError as refusal:
            return Result(problems=(problem(path, refusal.code, **refusal.values_),))

    def _group(self, field: Field, raw: Any, path: str) -> Result:
        if not isinstance(raw, Mapping):
            return Result(problems=(problem(path, "type"),))
        kept: dict[str, Any] = {}
        problems = list(strays(raw, {part.id for part in field.columns}, path))
        for part in field.columns:
            found = self.read(part, raw.get(part.id), f"{path}.{part.id}", self.names)
            problems.extend(found.problems)
            if found.value is not ABSENT:
                kept[part.id] = found.value
        return Result(kept or ABSENT, tuple(problems))

    def _table(self, field: Field, raw: Any, path: str) -> Result:
        if not isinstance(raw, list):
            return Result(problems=(problem(path, "type"),))
        most = int(field.max if field.max is not None else MOST_ROWS)
        if len(raw) > most:
            return Result(problems=(problem(path, "too_many_rows", max=most),))
        rows = [self._row(field, row, f"{path}.{at}") for at, row in enumerate(raw)]
        problems = [one for row in rows for one in row.problems]
        if field.min is not None and len(rows) < field.min:
            problems.append(problem(path, "too_few_rows", min=int(field.min)))
        kept = [{} if row.value is ABSENT else row.value for row in rows]
        return Result(ABSENT if problems else kept, tuple(problems))

    def _row(self, field: Field, raw: Any, path: str) -> Result:
        """Read a row; a column may look at those before it as `row.<column>`."""
        if not isinstance(raw, Mapping):
            return Result(problems=(problem(path, "type"),))
        kept: dict[str, Any] = {}
        problems = list(strays(raw, {column.id for column in field.columns}, path))
        for column in field.columns:
            names = RowNames(self.names, typed_parts(field, kept))
            if column.show.evaluate(names) is not True:
                continue
            found = self.read(column, raw.get(column.id), f"{path}.{column.id}", names)
            problems.extend(found.problems)
            if found.value is not ABSENT:
                kept[column.id] = found.value
        return Result(kept, tuple(problems))


def names(form: Form, answers: Any, *, context: Context) -> Mapping[str, Any]:
    """Return the names of a form with these answers, to evaluate other expressions."""
    return Sheet(form, answers, context).names


def strays(given: Mapping[Any, Any], known: set[str], path: str) -> list[Problem]:
    """Return a problem for each key that the form does not have."""
    found = []
    for key in given:
        if key not in known:
            found.append(problem(f"{path}.{shown(str(key))}".lstrip("."), "unknown_field"))
        if len(found) >= MOST_PROBLEMS:
            break
    return found
