"""A part of the engine is seen where a definition uses it, and only there."""

import copy
from functools import cache

import pytest
from django.core.management import call_command

from linli.engines.catalogue.rules import features
from linli.engines.catalogue.schemas.view import item_view
from linli.engines.catalogue.services.resolve import resolved, shared_pieces
from linli.engines.catalogue.tests.factories import ALLOWANCES, city_pack


@cache
def definition():
    pack = city_pack()
    document = next(one for one in pack.of("items") if one.value.item == ALLOWANCES)
    return resolved(document, shared_pieces(pack))[0].definition


def used(changed, own=()):
    sample = features.Sample(item_view(changed), changed, own)
    return {one.word for _group, found in features.every() for one in found if one.is_used(sample)}


def beside(one):
    """Let the federation and a second desk work side by side before the decision."""
    stages = one["flow"]["stages"]
    stages["second"] = copy.deepcopy(stages["federation"])
    stages["accept"]["outcomes"]["accept"]["next"] = ["federation", "second"]
    return stages["decide"]


CHANGES = {
    "needed": lambda one: beside(one).update(needed=1),
    "join: any": lambda one: beside(one).update(join="any"),
    "join: all": beside,
    "next: a list": beside,
    "silence_accepts": lambda one: one["flow"].update(silence_accepts="5 working days"),
    "extension": lambda one: one["flow"].update(extension=10),
    "compartment": lambda one: one.update(compartment="family"),
    "months": lambda one: one["grants"][0].update(months=12),
    "form: goods": lambda one: one["grants"][0].update(form="goods"),
    "recheck: months": lambda one: one["recheck"].update(
        {"text": {"zh": "查", "en": "Check"}, "months": 12}
    ),
    "materials: later": lambda one: one["materials"][0].update(later="10 working days"),
    "limit: unknown": lambda one: one["flow"]["stages"]["decide"].update(limit="unknown"),
    "outcome: accept, when": lambda one: one["flow"]["stages"]["accept"]["outcomes"].update(
        urgent=one["flow"]["stages"]["accept"]["outcomes"]["accept"] | {"when": "card.valid"}
    ),
}


@pytest.mark.parametrize("word", CHANGES)
def test_a_part_is_seen_once_it_is_used(word):
    changed = copy.deepcopy(definition())
    assert word not in used(changed)
    if word == "recheck: months":
        changed["recheck"] = {}
    CHANGES[word](changed)
    assert word in used(changed)


def test_a_districts_own_value_counts_only_where_the_item_names_it():
    assert "parameter, division" in used(definition(), {"care_allowance"})
    assert "parameter, division" not in used(definition(), {"dibao_standard"})


def test_the_command_writes_the_page(tmp_path):
    out = tmp_path / "features.md"
    call_command("packs", "features", out=out)
    assert "| `handling: promised` | Done within the time promised | " in out.read_text("utf-8")
