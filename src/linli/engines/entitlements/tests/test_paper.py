"""The paper of a result says what is paid afterwards: which amount, and from when."""

from dataclasses import replace
from datetime import date

import pytest

from linli.engines.cases.services import results
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import FirstMonth, ValueDay
from linli.engines.entitlements.tests import factories as make
from linli.engines.entitlements.tests.test_standing import changed

pytestmark = pytest.mark.django_db
VERSION = catalogue.version


@pytest.fixture
def case(city, resident):
    return make.granted(resident, city, make.office(city))["care"].case


@pytest.mark.plan("B3")
@pytest.mark.parametrize(
    ("value_of", "first", "said"),
    [
        (ValueDay.APPLICATION, FirstMonth.APPLICATION, "每月200元，自2026年9月起"),
        (ValueDay.APPLICATION, FirstMonth.NEXT, "每月200元，自2026年10月起"),
        (ValueDay.MONTH, FirstMonth.NEXT, "每月260元，自2026年10月起"),
        (ValueDay.MONTH, FirstMonth.DECISION, "每月200元，自2026年9月起"),
    ],
)
def test_it_says_the_amount_of_the_day_that_the_item_names(
    case, monkeypatch, value_of, first, said
):
    changed("care_allowance", 26000, day=date(2026, 10, 15))

    def version(version_id):
        item = VERSION(version_id)
        rules = tuple(replace(one, value_of=value_of, first=first) for one in item.grants)
        return replace(item, grants=rules)

    monkeypatch.setattr(catalogue, "version", version)
    assert dict(results.facts_of(case)["grants"])["重度残疾人护理补贴"] == said
