"""What neighbours write into the forms of the services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.config.demo.everyday import EVERYDAY, SEALED
from linli.config.demo.relief import RELIEF, asked
from linli.engines.catalogue import queries as catalogue

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from linli.config.demo.neighbours import Neighbour

ALLOWANCES, DOCTOR, LEGAL_AID = "B3.21-22", "B2.02", "B5.02"
COURSES = "B4.05"
JOBLESS = "B1.03"  # hard to employ: waits for the registration as unemployed
# The digits that a card's number says a kind by (残疾人证: the 19th).
KINDS = {"sight": 1, "hearing": 2, "speech": 3, "body": 4, "mind": 5, "mental": 6, "several": 7}
BANKS = ("天津银行", "中国工商银行", "中国农业银行", "中国建设银行")
MATTERS = (
    ("pay", "去年冬天在工地干活，工资一直没有结清，共欠18600元。要求付清。", "某建筑劳务公司"),
    ("injury", "上班路上被电动车撞倒，右腿骨折，对方不肯赔医药费。", "电动车车主"),
    ("support", "父母年老多病，兄弟两年没有给过赡养费，要求每月分担。", "哥哥"),
    ("benefits", "单位没有给我缴工伤保险，待遇领不到。", "某物业公司"),
)
Answers = dict[str, dict[str, Any]]


def answers(
    item: str, who: Neighbour, *, guardian: Neighbour | None, is_well_off: bool, rng: Random
) -> Answers:
    """Return complete answers to the form of an item."""
    own = _own(item, who, rng, is_well_off=is_well_off)
    given = {
        "applicant": _applicant(who),
        **own,
        "guardian": _guardian(guardian),
        "consent": {"data_check": True, "truth": True},
    }
    asked_for = catalogue.published(item).form.fields_by_path
    return {
        section: kept
        for section, fields in given.items()
        if (kept := {name: one for name, one in fields.items() if f"{section}.{name}" in asked_for})
    }


def _own(item: str, who: Neighbour, rng: Random, *, is_well_off: bool) -> Answers:
    if item in RELIEF:
        return {**asked(item, who, is_well_off=is_well_off), "account": _account(who, rng)}
    if item in EVERYDAY:
        return EVERYDAY[item](who)
    if item == COURSES:
        return {"course": _course(who)}
    if item == SEALED:
        return _special_family(who)
    if item == JOBLESS:
        return _jobless()
    if item == LEGAL_AID:
        return _legal_aid(who, rng, is_well_off=is_well_off)
    return _allowances(who, rng) if item == ALLOWANCES else _doctor(who, rng)


def owed(item: str, given: Answers, *, today: date) -> tuple[str, ...]:
    """Return the papers that people bring for these answers: all that are asked for."""
    view = catalogue.published(item)
    found = catalogue.materials_for(view, given, context=catalogue.context(today=today))
    return tuple(material.id for material in found)


def _applicant(who: Neighbour) -> dict[str, Any]:
    return {
        "name": who.name,
        "identity": {"type": who.document_type, "number": who.number},
        "birth_date": who.birth_date.isoformat(),
        "phone": who.phone,
        "hukou_here": who.is_registered_here,
        **({"hukou": {"code": who.place}} if who.is_registered_here else {}),
        "living": {"code": who.place, "detail": who.detail},
    }


def _guardian(guardian: Neighbour | None) -> dict[str, Any]:
    if guardian is None:
        return {"acts": False}
    return {"acts": True, "name": guardian.name, "relation": "parent", "phone": guardian.phone}


def _course(who: Neighbour) -> dict[str, Any]:
    return {
        "which": "calligraphy",
        "able": True,
        "before": False,
        "contact": f"家里人 {who.phone}",
    }


def _special_family(who: Neighbour) -> Answers:
    family = {
        "only_child": True,
        "other_child": False,
        "registered": True,
        "alone": not who.account,
    }
    return {
        "family": {**family, "event": "disabled" if who.account else "died"},
        "wishes": {"way": "phone" if who.account else "visit"},
    }


def _jobless() -> Answers:
    group = {"which": "zero_job", "people": 4, "income": 360_000}
    return {
        "group": {**group, "registered": False, "pension": False, "willing": True},
    }


def _allowances(who: Neighbour, rng: Random) -> Answers:
    number = f"{who.number}{KINDS[who.card]}{who.grade}"
    return {
        "card": {"number": number, "valid": True, "kind": who.card, "grade": who.grade},
        "household": {"relief": [who.relief or "none"]},
        "other": {"injury_care": False},
        "account": _account(who, rng),
    }


def _account(who: Neighbour, rng: Random) -> dict[str, str]:
    number = f"62220203{rng.randrange(10**11):011d}"
    return {"holder": who.name, "bank": rng.choice(BANKS), "number": number}


def _doctor(who: Neighbour, rng: Random) -> Answers:
    chronic = who.age >= 50
    groups = [
        name
        for name, fits in (
            ("elder", who.age >= 65),
            ("child", who.age <= 6),
            ("disabled", bool(who.card)),
            ("chronic", chronic),
            ("relief", bool(who.relief)),
        )
        if fits
    ]
    health: dict[str, Any] = {"groups": groups or ["none"]}
    if chronic:
        health["illnesses"] = rng.choice(("高血压，每天吃一片药。", "糖尿病，控制饮食和吃药。"))
    contract = {"lives_here": True, "signed": False, "term": rng.choice((1, 2, 3))}
    return {"contract": contract, "health": health}


def _legal_aid(who: Neighbour, rng: Random, *, is_well_off: bool) -> Answers:
    kind, facts, opponent = rng.choice(MATTERS)
    matter = {"kind": kind, "facts": facts, "opponent": opponent, "urgent": False}
    if is_well_off:
        return {"matter": matter, "means": {"groups": ["none"], "people": 3, "income": 1_860_000}}
    if who.relief:
        return {"matter": matter, "means": {"groups": ["relief"]}}
    if who.age >= 65 or who.card:
        return {"matter": matter, "means": {"groups": ["vulnerable"]}}
    return {"matter": matter, "means": {"groups": ["none"], "people": 3, "income": 420_000}}
