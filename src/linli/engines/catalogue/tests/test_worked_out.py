"""Amounts of relief, month by month, against a table worked out by hand."""

import csv
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings

from linli.engines.catalogue import rules
from linli.engines.catalogue.rules.parameters import in_force
from linli.engines.catalogue.schemas.view import item_view
from linli.engines.catalogue.services.read_parameters import parameter_views
from linli.engines.catalogue.services.resolve import resolved, shared_pieces
from linli.engines.catalogue.tests.factories import city_pack
from linli.foundation.formspec.values import Context

FILE = settings.PACK / "examples" / "relief.csv"
ROWS = list(csv.DictReader(FILE.read_text("utf-8").splitlines()))
NOTHING = {"cash": 0, "securities": 0, "insurance": 0, "capital": 0, "belongings": ["none"]}
HERE = {"applicant": {"hukou_here": True, "birth_date": "1950-05-06"}}
ALONE = {"members": {"way": "me"}, "means": {"own": 0, "property": 0, "support": 0}}
BASE: dict[str, dict[str, Any]] = {
    "B3.10": {**HERE, **ALONE, "assets": NOTHING, "household": {"relief": ["none"]}},
    "B3.13": {
        **HERE,
        "own": {"area": "urban", "grade": 0, "income": 0},
        "assets": NOTHING,
        "kin": {"has": False},
        "other": {"held": ["none"]},
        "wish": {"way": "home"},
    },
    "B3.14": {
        **HERE,
        "event": {"urgent": False, "people": 3, "cost": 2_000_000, "aid": 0, "again": False},
        "check": {"beyond": True},
    },
}
ABILITIES = ("eat", "dress", "bed", "toilet", "walk", "bathe")
WORDS = {"yes": True, "no": False}


@pytest.fixture(scope="module")
def pack():
    return city_pack()


@pytest.fixture(scope="module")
def items(pack):
    pieces = shared_pieces(pack)
    found = (item_view(resolved(one, pieces)[0].definition) for one in pack.of("items"))
    return {item.code: item for item in found}


def answers(row):
    """Return the answers that a row stands for, with what the office wrote down."""
    given = deepcopy(BASE[row["item"]])
    people = int(row["people"])
    if row["item"] == "B3.10" and people > 1:
        given["members"] = {"way": "household", "people": [member(n) for n in range(1, people)]}
    for path, word in (one.split("=") for one in row["given"].split(";") if one):
        section, name = path.split(".")
        if name == "income" and section == "check":
            given["check"] = deepcopy(NOTHING)
        if name == "failed":
            given[section] = {one: at >= int(word) for at, one in enumerate(ABILITIES)}
        elif name == "able":
            child = {"name": "某", "relation": "女儿", "state": "able"}
            given["kin"] = {"has": True, "people": [child]}
        else:
            given.setdefault(section, {})[name] = value(name, word)
    return given


def value(name, word):
    if name in {"belongings", "relief"}:
        return [word]
    return int(word) if word.isdigit() else WORDS.get(word, word)


def member(at):
    return {
        "name": "某",
        "relation": "child",
        "identity": {"type": "resident_id", "number": "120101201506010012"},
        "birth_date": "2015-06-01",
        "phone": f"1380013800{at}",
        "occupation": "小学",
        "income": 0,
    }


def months(row):
    """Yield the last day of each month paid: from the one after the decision, once from its own."""
    day = date.fromisoformat(row["decided_on"]).replace(day=1)
    if row["item"] != "B3.14":
        day = after(day)
    while f"{day:%Y-%m}" <= row["through"]:
        yield after(day) - timedelta(days=1)
        day = after(day)
        if row["item"] == "B3.14":
            return


def after(first):
    return (first + timedelta(days=32)).replace(day=1)


def amount(item, row, pack, day):
    """Return what the grant of a row comes to on a day, in fen; nothing where there is none."""
    context = Context(day, in_force(parameter_views(pack), on=day), {})
    found = {one.id: one for one in rules.grants(item, answers(row), context=context)}
    return found[row["grant"]].amount_fen if row["grant"] in found else 0


@pytest.mark.plan("E2")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['item']} {row['situation']}")
def test_relief_is_what_was_worked_out_by_hand(items, pack, row):
    item = items[row["item"]]
    due = amount(item, row, pack, date.fromisoformat(row["applied_on"]))
    paid = [amount(item, row, pack, day) for day in months(row)] if due else []
    expected = [int(row[name]) for name in ("months", "month_fen", "total_fen")]
    assert [len(paid), paid[-1] if paid else 0, sum(paid)] == expected
    assert row["worked_out_by"]
    assert row["source"]
