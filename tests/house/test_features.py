"""Every part of the engine is used by an item of the city's pack."""

from functools import cache

from django.conf import settings

from linli.engines.catalogue import services as catalogue
from linli.foundation.packs import services as packs
from tests.house.house import ROOT


@cache
def used():
    pack, faults = packs._checked(settings.PACK)
    assert faults == ()
    return catalogue.features_used(pack)


def test_every_part_is_used_by_an_item():
    assert [name for name, codes in used().items() if not codes] == []


def test_the_page_is_that_of_the_pack():
    # Stale? script/linli packs features --out docs/features.md
    page = (ROOT / "docs" / "features.md").read_text("utf-8")
    assert page == packs.page(settings.PACK, "features")
