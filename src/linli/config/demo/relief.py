"""What neighbours write who ask for relief, and what the offices write down about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from linli.config.demo.neighbours import Neighbour

DIBAO, DESTITUTE, TEMPORARY = "B3.10", "B3.13", "B3.14"
RELIEF = frozenset({DIBAO, DESTITUTE, TEMPORARY})
LITTLE, NEARLY = 42_000, 130_000  # fen a month: below the standard, and above it
Answers = dict[str, dict[str, Any]]


def asked(item: str, who: Neighbour, *, is_well_off: bool) -> Answers:
    """Return the answers of an item of relief; everybody here asks for themselves alone."""
    if item == DIBAO:
        return _dibao(who, own=NEARLY if is_well_off else LITTLE)
    return _destitute(who) if item == DESTITUTE else _temporary(who)


def found(item: str, outcome: str, *, is_well_off: bool, today: date) -> Answers:
    """Return what an office writes down with an outcome; nothing where it writes nothing."""
    record = RECORDS.get((item, outcome))
    return record(is_well_off, today) if record else {}


def _owned(cash: int) -> dict[str, Any]:
    nothing = dict.fromkeys(("securities", "insurance", "capital"), 0)
    return {"cash": cash, **nothing, "belongings": ["none"]}


def _dibao(who: Neighbour, *, own: int) -> Answers:
    is_single = who.relief == "near_poor"
    way = {"way": "single", "severe": True} if is_single else {"way": "me"}
    return {
        "members": {**way, "ill": is_single, "informal": not is_single},
        "means": {"own": own, "property": 0, "support": 0},
        "assets": _owned(860_000),
        "kin": {"has": False},
        "household": {"relief": [who.relief or "none"]},
    }


def _destitute(who: Neighbour) -> Answers:
    kin: dict[str, Any] = {"has": False}
    if who.account:
        son = {"name": "郑晓东", "relation": "儿子", "state": "weak"}
        kin = {"has": True, "people": [son]}
    held = {"held": ["dibao"], "change": True} if who.relief == "dibao" else {"held": ["none"]}
    return {
        "own": {"area": "urban", "grade": who.grade, "income": 0},
        "assets": _owned(320_000),
        "kin": kin,
        "other": held,
        "wish": {"way": "home"},
    }


def _temporary(who: Neighbour) -> Answers:
    is_urgent = who.age < 40
    facts = (
        "半夜电线着火，厨房和卧室都烧了，现在没有地方做饭，孩子的衣服也没有了。"
        if is_urgent
        else "住院做了手术，医保报销以后自己还要付两万多元，家里拿不出来。"
    )
    return {
        "event": {
            "kind": "fire" if is_urgent else "treatment",
            "urgent": is_urgent,
            "day": "2026-10-08",
            "facts": facts,
            "people": 3 if is_urgent else 2,
            "cost": 2_600_000,
            "aid": 300_000,
            "again": False,
        }
    }


def _visited(today: date, words: str, people: int = 1) -> dict[str, Any]:
    visitors = [
        {"name": "赵甲", "post": "街道社会救助窗口"},
        {"name": "孙丙", "post": "社区居委会"},
    ]
    return {
        "visitors": visitors,
        "day": today.isoformat(),
        "met": "applicant",
        "people": people,
        "found": words,
    }


def _abilities(*lost: str) -> dict[str, bool]:
    six = ("eat", "dress", "bed", "toilet", "walk", "bathe")
    return {name: name not in lost for name in six}


def _home(_is_well_off: bool, today: date) -> Answers:  # noqa: FBT001 - called from the table
    return {"visit": _visited(today, "租住一室，家具简单，药费单据齐全。靠零活和邻居接济。")}


def _neighbours(is_well_off: bool, today: date) -> Answers:  # noqa: FBT001
    said: dict[str, str] = {"said": "agrees"}
    if is_well_off:
        said = {"said": "partly", "notes": "邻居说最近在菜市场有固定的活。"}
    return {"inquiry": {"day": today.isoformat(), "asked": 3, **said}}


def _checked(is_well_off: bool, _today: date) -> Answers:  # noqa: FBT001
    income = NEARLY if is_well_off else LITTLE
    return {"check": {**_owned(860_000), "income": income, "report": "HD-演示-0001"}}


def _old(_is_well_off: bool, today: date) -> Answers:  # noqa: FBT001
    return {
        "visit": _visited(today, "独自居住，走路要扶墙，一天两顿饭由邻居送。"),
        "ability": _abilities("bathe", "walk"),
    }


def _alone(_is_well_off: bool, _today: date) -> Answers:  # noqa: FBT001
    return {"check": {**_owned(320_000), "income": 0, "nobody": True}}


def _experts(_is_well_off: bool, today: date) -> Answers:  # noqa: FBT001
    experts = [
        {"name": "任思敏", "post": "区中医医院 康复科"},
        {"name": "傅雅文", "post": "区养老服务中心 护理"},
        {"name": "康立群", "post": "区社会工作协会 社工"},
    ]
    opinion = "室内走动、洗澡、如厕需要人帮助，其余可以自理。"
    return {
        "panel": {"experts": experts, "day": today.isoformat(), "opinion": opinion},
        "retest": _abilities("bathe", "walk", "toilet"),
    }


def _arranged(_is_well_off: bool, _today: date) -> Answers:  # noqa: FBT001
    return {"arrangement": {"way": "home", "carer": "同楼邻居，已签照料协议"}}


def _helped(_is_well_off: bool, today: date) -> Answers:  # noqa: FBT001
    return {
        "call": _visited(today, "厨房烧毁，卧室进水，一家三口暂住亲戚家。", people=3),
        "aid": {
            "living": 300_000,
            "other": 150_000,
            "goods": "被褥三套",
            "worth": 60_000,
            "referred": "慈善协会补冬衣",
            "notice": "社区公告栏，从明天起三天",
        },
    }


def _beyond(_is_well_off: bool, today: date) -> Answers:  # noqa: FBT001
    return {
        "visit": _visited(today, "与女儿同住，术后在家休养，欠款单据齐全。", people=2),
        "check": {"beyond": True, "reasons": "自付费用超过全家半年收入。"},
        "award": {"living": 200_000, "other": 400_000},
    }


RECORDS: dict[tuple[str, str], Callable[[bool, date], Answers]] = {
    (DIBAO, "visited"): _home,
    (DIBAO, "asked"): _neighbours,
    (DIBAO, "propose"): _checked,
    (DIBAO, "oppose"): _checked,
    (DESTITUTE, "visited"): _old,
    (DESTITUTE, "propose"): _alone,
    (DESTITUTE, "assessed"): _experts,
    (DESTITUTE, "grant"): _arranged,
    (TEMPORARY, "pay"): _helped,
    (TEMPORARY, "propose"): _beyond,
}
