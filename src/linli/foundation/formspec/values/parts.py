"""The questions that a person and a household member are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from linli.foundation.formspec.values import FieldType

_QUESTIONS: dict[str, dict[str, Any]] = {
    "name": {
        "type": "text",
        "ask": {"zh": "姓名", "en": "Name"},
        "max": 50,
        "autocomplete": "name",
    },
    "identity": {"type": "identity", "ask": {"zh": "身份证件", "en": "Identity document"}},
    "birth_date": {
        "type": "date",
        "ask": {"zh": "出生日期", "en": "Date of birth"},
        "not_after": "today",
        "not_before": "1900-01-01",
    },
    "phone": {"type": "phone", "ask": {"zh": "手机或电话", "en": "Phone"}},
    "address": {"type": "division", "ask": {"zh": "现住址", "en": "Where you live"}},
    "relation": {
        "type": "choice",
        "ask": {"zh": "与申请人的关系", "en": "Relation to the applicant"},
        # GB/T 4761, first level, in the words people use
        "options": [
            {"value": "spouse", "label": {"zh": "配偶", "en": "Husband or wife"}},
            {"value": "child", "label": {"zh": "子女", "en": "Son or daughter"}},
            {"value": "parent", "label": {"zh": "父母", "en": "Parent"}},
            {"value": "parent_in_law", "label": {"zh": "配偶的父母", "en": "Parent-in-law"}},
            {"value": "grandparent", "label": {"zh": "祖父母或外祖父母", "en": "Grandparent"}},
            {"value": "grandchild", "label": {"zh": "孙子女或外孙子女", "en": "Grandchild"}},
            {"value": "sibling", "label": {"zh": "兄弟姐妹", "en": "Brother or sister"}},
            {"value": "other", "label": {"zh": "其他", "en": "Other"}},
        ],
    },
    "income": {
        "type": "money",
        "ask": {"zh": "月收入", "en": "Income a month"},
        "min": 0,
        "readers": "deciders",
    },
    "occupation": {"type": "text", "ask": {"zh": "工作或就学情况", "en": "Work or school"}},
}
PERSON_PARTS = ("name", "identity", "phone")
HOUSEHOLD_PARTS = ("name", "relation", "identity")


def part_definitions(kind: Any, chosen: Any) -> list[dict[str, Any]]:
    """Return the definitions of the parts chosen, or of the usual ones; raises `ValueError`."""
    usual = PERSON_PARTS if kind == FieldType.PERSON else HOUSEHOLD_PARTS
    names = usual if chosen is None else chosen
    if not isinstance(names, Sequence) or isinstance(names, str) or not names:
        raise ValueError("parts is a list")
    unknown = [name for name in names if name not in _QUESTIONS]
    if unknown:
        raise ValueError(f"'{unknown[0]}' is not one of {', '.join(_QUESTIONS)}")
    return [{"id": name, **_QUESTIONS[name]} for name in names]
