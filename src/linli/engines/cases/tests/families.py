"""An item for whole households, and a family that applies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from linli.engines.cases import services
from linli.engines.cases.models import Authorisation, Case
from linli.engines.cases.tests.factories import ALLOWANCES, NOW, allowances, load_catalogue
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.tests.factories import definition_of, publish
from linli.registers.people.rules import make_resident_number

if TYPE_CHECKING:
    from linli.engines.catalogue.queries import ItemView
    from linli.foundation.actors.values import Actor

FAMILY = "T1.01"
WORDS = {
    "zh": "同意民政部门核对本人的收入、财产和车辆，到这次申请办完为止。",
    "en": "I agree that my income, savings and vehicles are looked up until this application ends.",
}
PHONE = "13900139001"


def number(born: str, order: int = 21, region: str = "120101") -> str:
    """Return the number of somebody born on a day; an odd order is a man's."""
    return make_resident_number(region, date.fromisoformat(born), order)


def member(name: str, relation: str, born: str, order: int, income: int = 0) -> dict[str, Any]:
    """Return a row of the table."""
    return {
        "name": name,
        "relation": relation,
        "identity": {"type": "resident_id", "number": number(born, order)},
        "birth_date": born,
        "income": income,
    }


HUSBAND = member("王强", "spouse", "1955-02-03", 21)
DAUGHTER = member("王敏", "child", "1985-06-01", 24, 350_000)
GRANDCHILD = member("李小雨", "grandchild", "2018-06-01", 26)


def family_item(**changes: Any) -> ItemView:
    """Publish an item whose household members agree each for themselves."""
    load_catalogue()
    definition = definition_of(ALLOWANCES)
    definition["item"] = FAMILY
    definition["form"] = [*definition["form"], members_section()]
    definition["authorisation"] = {
        "of": "members.people",
        "who": "age(row.birth_date) >= 18 or age(row.birth_date) < 14",
        "text": WORDS,
    }
    return publish(definition | changes)


def members_section() -> dict[str, Any]:
    """Return the section with the table of the household."""
    return {
        "section": "members",
        "title": {"zh": "家庭成员", "en": "Members of the household"},
        "purpose": "decide",
        "readers": "handlers",
        "keep": "item",
        "fields": [
            {
                "id": "people",
                "type": "table",
                "of": "household_member",
                "parts": ["name", "relation", "identity", "birth_date", "income"],
                "ask": {"zh": "一起生活的人", "en": "Who lives with you"},
                "min": 1,
                "max": 10,
            }
        ],
    }


def family_draft(actor: Actor, division: str, *people: dict[str, Any], code: str = FAMILY) -> str:
    """Return the id of a draft that is filled in but for what members agree to."""
    draft_id = str(services.start(actor, item_code=code, now=NOW).public_id)
    answers = allowances(division) | {"members": {"people": list(people or (HUSBAND,))}}
    for section, given in answers.items():
        services.save_section(actor, draft_id=draft_id, section=section, answers=given, now=NOW)
    return draft_id


def hand_in(
    actor: Actor, draft_id: str, *, confirmed: tuple[str, ...] = (), now: Any = NOW
) -> Case:
    """Return the case that a draft becomes; the card is shown at the counter by `with_card`."""
    item = catalogue.published(FAMILY)
    case_id = services.submit(
        actor,
        draft_id=draft_id,
        digest=item.digest,
        consents={"consent": {"data_check": True, "truth": True}},
        confirmed=confirmed,
        now=now,
    )
    return Case.objects.get(public_id=case_id)


def agreement_of(draft_id: str) -> Authorisation:
    """Return the one agreement of a draft."""
    return Authorisation.objects.get(draft__public_id=draft_id)
