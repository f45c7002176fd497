"""Sums recomputed by a table worked out by hand; amounts are read from the pack itself."""

import csv
from datetime import UTC, date, datetime, time

import pytest
import yaml
from django.conf import settings

from linli.engines.catalogue.tests.factories import load_catalogue
from linli.engines.entitlements import queries, services
from linli.engines.entitlements.models import Entitlement
from linli.engines.entitlements.tests import factories as make

FILE = settings.PACK / "examples" / "entitlements.csv"
ROWS = list(csv.DictReader(FILE.read_text("utf-8").splitlines()))
PARAMETERS = yaml.safe_load((settings.PACK / "parameters.yaml").read_text("utf-8"))["parameters"]
STANDARD = {"living": "living_allowance", "care": "care_allowance"}


def ids(row):
    return f"{row['grant']} {row['situation']}"


def in_the_pack(row):
    """Return the amount in fen that the pack's table says for a day, read without the rules."""
    day = date.fromisoformat(row["applied_on"])
    found = [
        one
        for one in PARAMETERS[STANDARD[row["grant"]]]["values"]
        if one["from"] <= day <= one.get("to", date.max)
    ]
    assert len(found) == 1
    yuan = found[0]["by"][row["grade"]] if "by" in found[0] else found[0]["value"]
    return yuan * 100


def moment(day):
    return datetime.combine(date.fromisoformat(day), time(2, 0), tzinfo=UTC)


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_the_table_agrees_with_the_pack_and_with_itself(row):
    if int(row["months"]):
        assert int(row["month_fen"]) == in_the_pack(row)
    assert int(row["months"]) * int(row["month_fen"]) == int(row["total_fen"])
    assert row["worked_out_by"]
    assert row["source"]


@pytest.mark.django_db
@pytest.mark.plan("E2")
@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_what_is_due_is_what_was_worked_out_by_hand(row, city, resident):
    load_catalogue()
    people = make.office(city)
    case = make.filed(
        resident,
        city.community,
        now=moment(row["applied_on"]),
        card={"grade": int(row["grade"])},
        household={"relief": [row["relief"]]},
        other={"injury_care": row["injury_care"] == "yes"},
    )
    make.decide(case, people, now=moment(row["decided_on"]))
    given = Entitlement.objects.filter(case=case, grant_id=row["grant"]).first()
    through = f"{row['through']}-20"
    for event in filter(None, row["events"].split(";")):
        act(people, given, event, now=moment(through))
    assert due(resident, given, now=moment(through)) == (
        int(row["months"]),
        int(row["total_fen"]),
    )


def act(people, given, event, *, now):
    what, when = event.split()
    common = {"entitlement_id": given.public_id, "reason": "核算示例", "now": now}
    if what == "stop":
        services.stop(people.civil, ended_on=date.fromisoformat(when), **common)
    else:
        do = {"suspend": services.suspend, "resume": services.resume}[what]
        do(people.civil, month=date.fromisoformat(f"{when}-01"), **common)


def due(resident, given, *, now):
    """Return how many months are due and their sum, as the person reads it."""
    if given is None:
        return 0, 0
    found = queries.my_one(resident, entitlement_id=given.public_id, now=now)
    paid = [one.due_fen for one in found.months if one.due_fen]
    return len(paid), sum(paid)
