"""Answers of several parts that are one thing: an identity document, an address, a period."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from linli.foundation.errors.values import Problem
from linli.foundation.formspec.rules.leaves import Frame, day, division_code, document_number
from linli.foundation.formspec.rules.reading import RefusedError
from linli.foundation.formspec.rules.texts import clean, fault, shown
from linli.foundation.formspec.values import FieldType
from linli.foundation.formspec.values.sentences import problem

if TYPE_CHECKING:
    from linli.foundation.formspec.schemas import Field

MOST_DETAIL = 200
Found = tuple[dict[str, Any], list[Problem]]


def is_left(field: Field, raw: Any) -> bool:
    """Return whether a document was left out: a chosen kind without a number says nothing."""
    if field.type is not FieldType.IDENTITY or not isinstance(raw, Mapping):
        return False
    return set(raw) <= {"type", "number"} and raw.get("number") in (None, "")


def _parts(raw: Any, known: set[str], path: str) -> list[Problem]:
    if not isinstance(raw, Mapping):
        return [problem(path, "type")]
    strays = [key for key in raw if key not in known][:10]
    return [problem(f"{path}.{shown(str(key))}", "unknown_field") for key in strays]


def identity(field: Field, raw: Any, path: str, frame: Frame) -> Found:
    """Check a document: its form here, its digits and dates through people's register."""
    if problems := _parts(raw, {"type", "number"}, path):
        return {}, problems
    type_ = raw.get("type")
    if not isinstance(type_, str) or type_ not in {str(kind.value) for kind in field.types}:
        return {}, [problem(f"{path}.type", "document_type")]
    try:
        number = document_number(type_, raw.get("number"))
    except RefusedError as refusal:
        return {}, [problem(f"{path}.number", refusal.code)]
    check = frame.context.registers.identity_check
    wrong = check(type_, number, frame.context.today) if check else ()
    return {"type": type_, "number": number}, [
        Problem(f"{path}.{one.path if one.path == 'type' else 'number'}", one.code, one.message)
        for one in wrong
    ]


def division(field: Field, raw: Any, path: str, frame: Frame) -> Found:
    """Check an address: the code of its place, and street and door in words."""
    if problems := _parts(raw, {"code", "detail"} if field.detail else {"code"}, path):
        return {}, problems
    kept: dict[str, Any] = {}
    try:
        kept["code"] = division_code(field, raw.get("code"), frame)
    except RefusedError as refusal:
        problems.append(problem(f"{path}.code", refusal.code))
    if field.detail:
        detail = raw.get("detail")
        code, values = _detail_fault(detail)
        if code:
            problems.append(problem(f"{path}.detail", code, **values))
        else:
            kept["detail"] = clean(detail)
    return kept, problems


def _detail_fault(detail: Any) -> tuple[str, dict[str, Any]]:
    if detail is None or detail == "":
        return "required", {}
    if not isinstance(detail, str):
        return "type", {}
    if not (kept := clean(detail)):
        return "required", {}
    if len(kept) > MOST_DETAIL:
        return "too_long", {"max": MOST_DETAIL, "count": len(kept)}
    return fault(kept, may_break=False), {}


def period(field: Field, raw: Any, path: str, frame: Frame) -> Found:
    """Check a period: both days, the end not before the start."""
    if problems := _parts(raw, {"start", "end"}, path):
        return {}, problems
    kept: dict[str, Any] = {}
    for key in ("start", "end"):
        value = raw.get(key)
        is_blank = value in (None, "") or (
            isinstance(value, Mapping) and all(part in (None, "") for part in value.values())
        )
        if is_blank:
            if key == "start" or not field.open_end:
                problems.append(problem(f"{path}.{key}", "required"))
            continue
        try:
            kept[key] = day(field, value, frame)
        except RefusedError as refusal:
            problems.append(problem(f"{path}.{key}", refusal.code, **refusal.values_))
    if len(kept) == 2 and kept["end"] < kept["start"]:
        problems.append(problem(f"{path}.end", "period_order"))
    return kept, problems


COMPOSITES: dict[FieldType, Callable[[Any, Any, str, Frame], Found]] = {
    FieldType.IDENTITY: identity,
    FieldType.DIVISION: division,
    FieldType.PERIOD: period,
}
