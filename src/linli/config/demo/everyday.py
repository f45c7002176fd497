"""What neighbours write who ask for work, a midwife, care, peace or advice; and what is found."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from linli.foundation.formspec.values import DocumentType
from linli.registers.people.queries import make_resident_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from linli.config.demo.neighbours import Neighbour

JOBS, BIRTH, CARE, PEACE, FARM = "B1.01", "B2.03", "B3.02", "B5.01", "B6.01"
CHILD = "B2.07"  # the yearly allowance for a small child
SEALED = "B3.26"  # contacts for special families
Answers = dict[str, dict[str, Any]]


def _out_of_work(who: Neighbour) -> Answers:
    return {
        "work": {
            "working": False,
            "pension": False,
            "able": True,
            "willing": True,
            "place": {"code": who.place},
        },
        "last_job": {
            "had": True,
            "employer": "某商贸公司",
            "spell": {"start": "2022-03-01", "end": "2026-06-30"},
            "reason": "ended",
        },
        "wish": {"schooling": "college", "job": "会计、库管都行", "training": True},
    }


def _child_to_come(_who: Neighbour) -> Answers:
    state = {"state": "planning", "children": 1, "lives_here": True, "promise": True}
    return {"birth": state, "other_parent": {}}


def _small_child(who: Neighbour) -> Answers:
    born = date(who.birth_date.year + who.age, 1, 15)  # after the last birthday but one at least
    return {
        "child": {
            "name": f"{who.name[0]}小宝",
            "identity": {
                "type": DocumentType.RESIDENT_ID,
                "number": make_resident_number(who.place[:6], born, 1),
            },
            "birth_date": born.isoformat(),
            "relation": "parent",
            "hukou_here": True,
            "hukou": {"code": who.place},
            "held": False,
        },
        "account": {"holder": who.name, "bank": "天津银行", "number": "6222020300000002071"},
    }


def _old_at_home(who: Neighbour) -> Answers:
    return {
        "household": {"relief": [who.relief or "none"]},
        "elder": {"at_home": True, "benefit": False, "children": "several", "alone": False},
        "health": {"needs": ["wash", "walk"], "illness": "高血压，腿脚不好。"},
        "card": {},
    }


def _dispute(who: Neighbour) -> Answers:
    return {
        "dispute": {
            "kind": "neighbours",
            "facts": "楼上卫生间漏水，天花板泡坏了，说了两回都没有修。",
            "demand": "把漏的地方修好，粉刷费用两家商量着出。",
            "place": {"code": who.place},
            "decided": False,
            "urgent": False,
        },
        "other_side": {"people": [{"name": "楼上住户"}], "relation": "neighbour"},
    }


def _field(who: Neighbour) -> Answers:
    return {
        "farm": {
            "farms": True,
            "kind": "vegetables",
            "problem": "大棚里的黄瓜叶子发黄，背面有灰毛，四五天了。",
            "way": "visit",
            "place": {"code": who.place, "detail": "村东大棚"},
        }
    }


EVERYDAY: Mapping[str, Callable[[Neighbour], Answers]] = {
    JOBS: _out_of_work,
    BIRTH: _child_to_come,
    CARE: _old_at_home,
    CHILD: _small_child,
    PEACE: _dispute,
    FARM: _field,
}


def _assessed(today: date) -> Answers:
    found = {"agency": "和平区能力评估中心", "assessors": 2, "grade": "moderate"}
    return {"assessment": {**found, "day": today.isoformat()}}


def _other_side(today: date) -> Answers:
    said = "愿意坐下来谈，也想早点修好。"
    return {"asked": {"day": today.isoformat(), "way": "visit", "said": said}}


def _at_one_table(today: date) -> Answers:
    parties = [{"name": "申请人", "side": "applicant"}, {"name": "楼上住户", "side": "other"}]
    return {
        "mediation": {
            "day": today.isoformat(),
            "mediator": "孙丙",
            "parties": parties,
            "points": "漏水的原因和粉刷的费用。",
            "agreement": "楼上十日内修好防水，粉刷费用各出一半。",
            "by_day": (today + timedelta(days=10)).isoformat(),
            "confirm": False,
        }
    }


def _looked_after(today: date) -> Answers:
    return {"follow_up": {"day": today.isoformat(), "found": "防水已修好，粉刷已完工。"}}


def _in_the_field(today: date) -> Answers:
    visitors = [{"name": "曹辰", "post": "区农技员"}, {"name": "褚子", "post": "镇农业站"}]
    seen = {
        "day": today.isoformat(),
        "visitors": visitors,
        "met": "applicant",
        "found": "霜霉病初期。",
    }
    advice = {
        "cause": "霜霉病，棚里湿度太大",
        "what": "中午放风降湿，摘掉病叶；用药按说明书的量，采摘前停药七天。",
        "phone": "13800138301",
    }
    return {"visit": seen, "advice": advice}


def _street_contact(_today: date) -> Answers:
    return {"street_contact": {"name": "吕亥", "post": "街道科员", "phone": "13800138302"}}


def _community_contact(_today: date) -> Answers:
    contact = {"name": "施寅", "post": "社区副主任", "phone": "13800138303"}
    return {"community_contact": contact}


def _doctor(_today: date) -> Answers:
    care = {"doctor": "孔卯", "phone": "13800138304", "hospital": "区中医医院"}
    return {"care": care | {"how": "一楼导医台，说“绿色通道”"}}


def _months(_today: date) -> Answers:
    return {"share": {"months": 36}}


FOUND: Mapping[tuple[str, str], Callable[[date], Answers]] = {
    (CARE, "assessed"): _assessed,
    (CHILD, "propose"): _months,
    (PEACE, "willing"): _other_side,
    (PEACE, "written"): _at_one_table,
    (PEACE, "kept"): _looked_after,
    (FARM, "advised"): _in_the_field,
    (SEALED, "named"): _street_contact,
    (SEALED, "chosen"): _community_contact,
    (SEALED, "linked"): _doctor,
    (SEALED, "not_due"): _doctor,
}


def noted(item: str, outcome: str, *, today: date) -> Answers:
    """Return what an office writes down with an outcome; nothing where it writes nothing."""
    note = FOUND.get((item, outcome))
    return note(today) if note else {}
