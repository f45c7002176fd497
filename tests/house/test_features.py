"""Every part of the engine is used by an item of the city's pack, or is named here with the reason.

What is named here shrinks: a part that an item uses has to leave the list.
"""

from functools import cache

import pytest
from django.conf import settings

from linli.engines.catalogue import services as catalogue
from linli.foundation.packs import services as packs
from tests.house.house import ROOT

ITEMS = len(list(settings.PACK.glob("items/*.yaml")))
WHOLE = pytest.mark.skipif(ITEMS < 14, reason="a pack of few items cannot use every part")

NOT_YET = {
    "What it is: fee": "nothing of these costs anything; a copy from the archives would",
    "What it is: archive": "the office has named no period but the assumed one",
    "Questions: type: period": "a stay or a lease has one; none of these items asks for it",
    "Stages: wait: for court": "an heir's or a tenant's matter that is before a court",
    "Stages: limit: unknown": "an item that can be read only; each of these can be applied for",
    "Ways through the flow: join: any": "several bodies of which the first answer is enough",
    "Ways through the flow: needed": "a vote of a commission, two of three, say",
    "Ways through the flow: silence_accepts": "licences only (行政许可法 32); none is a licence",
    "What is granted, and after: every: year": "a yearly sum, as for heating",
    "What is granted, and after: form: goods": "rice, oil or a quilt from the relief store",
    "What is granted, and after: form: service": "hours of help at home, kept as hours",
    "What is granted, and after: months": "a grant that ends after so many months by itself",
}


@cache
def used():
    pack, faults = packs._checked(settings.PACK)
    assert faults == ()
    return catalogue.features_used(pack)


@WHOLE
def test_every_part_is_used_by_an_item():
    assert [name for name, codes in used().items() if not codes and name not in NOT_YET] == []


@WHOLE
def test_what_is_used_is_named_no_more():
    assert [name for name in NOT_YET if used()[name]] == []


def test_what_is_named_is_a_part_of_the_engine():
    assert [name for name in NOT_YET if name not in used()] == []


@WHOLE
def test_the_page_is_that_of_the_pack():
    # Stale? script/linli packs features --out docs/features.md
    page = (ROOT / "docs" / "features.md").read_text("utf-8")
    assert page == packs.page(settings.PACK, "features")
