"""What the registers of other bodies know of the neighbours: files that simulators read."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from linli.config.demo.answers import KINDS
from linli.foundation.exchange import queries as exchange
from linli.foundation.exchange.providers.simulator import FOLDER, FileProvider
from linli.foundation.formspec.values import DocumentType

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from linli.config.demo.neighbours import Neighbour
    from linli.config.demo.town import Town

Facts = dict[str, Any]
PENSION_AGE, WORKING_AGE = 60, 18
OLD_CARD = {"王玉兰"}  # her federation answers with what it knew three weeks ago
OUT_OF_WORK = {"秦海燕", "杨帆"}
VETERANS = {"吴长河", "孟庆山"}


def write(town: Town) -> None:
    """Write the file of each register: everybody who has an entry, one row."""
    folder = Path(settings.VAR) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    everybody = [who for home in town.homes for who in home if who.kinship]
    cards = [who for who in everybody if who.document_type == DocumentType.RESIDENT_ID]
    for register, declared in exchange.registers().items():
        path = folder / f"{register}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, ["number", *declared.facts, "as_of", "reference"])
            out.writeheader()
            for nth, who in enumerate(cards, 1):
                if facts := KNOWS[register](who):
                    row = {"number": who.number, "reference": f"{register}/{nth:04d}"}
                    out.writerow({**row, "as_of": _day(register, who, town.today), **facts})


def providers() -> Mapping[str, FileProvider]:
    """Return the simulators of all registers."""
    folder = Path(settings.VAR) / FOLDER
    return {
        name: FileProvider(folder / f"{name}.csv", one)
        for name, one in exchange.registers().items()
    }


def _day(register: str, who: Neighbour, today: date) -> str:
    is_old = register == "disability_card" and who.name in OLD_CARD
    return (today - timedelta(days=21)).isoformat() if is_old else ""


def _civil(who: Neighbour) -> Facts:
    said = {True: "yes", False: "no"}
    return {
        "civil.registered_here": said[who.is_registered_here],
        "civil.birth_date": who.birth_date.isoformat(),
        "civil.is_dead": "no",
    }


def _card(who: Neighbour) -> Facts:
    if not who.card:
        return {}
    return {
        "disability.number": f"{who.number}{KINDS[who.card]}{who.grade}",
        "disability.valid": "yes",
        "disability.kind": who.card,
        "disability.grade": who.grade,
    }


def _insurance(who: Neighbour) -> Facts:
    if who.age < WORKING_AGE:
        return {}
    is_retired = who.age >= PENSION_AGE
    return {
        "insurance.is_insured": "yes",
        "insurance.is_retired": "yes" if is_retired else "no",
        "insurance.injury_care": "no",
        **({"insurance.pension_fen": 210_000 + 1_000 * who.age} if is_retired else {}),
    }


KNOWS: dict[str, Callable[[Neighbour], Facts]] = {
    "civil_registry": _civil,
    "household": lambda who: {"household.relief": who.relief} if who.relief else {},
    "disability_card": _card,
    "pension": _insurance,
    "property": lambda who: {"property.homes": 1} if who.kinship == "head" else {},
    "vehicles": lambda who: {"vehicles.cars": 1} if 30 <= who.age < 50 else {},
    "unemployment": lambda who: (
        {"unemployment.registered": "yes"} if who.name in OUT_OF_WORK else {}
    ),
    "veterans": lambda who: {"veteran.is_registered": "yes"} if who.name in VETERANS else {},
}
