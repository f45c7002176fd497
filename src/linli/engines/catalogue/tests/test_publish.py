from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from linli.engines.catalogue import queries, services
from linli.engines.catalogue.models import Epoch, Item, ItemVersion, Parameter
from linli.engines.catalogue.tests.factories import (
    ALLOWANCES,
    NOW,
    allowances,
    city_pack,
    copy_of_pack,
    load_catalogue,
)
from linli.foundation.errors.values import NotFoundError
from linli.foundation.packs.values import Act

pytestmark = pytest.mark.django_db


def changed(root, old, new):
    path = root / "items" / "B3.21-22-disability-allowances.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return services.load_items(city_pack(root), NOW + timedelta(days=1))


def test_loading_twice_changes_nothing():
    load_catalogue()
    token = Epoch.objects.get().token
    acts = {change.act for change in services.load_items(city_pack(), NOW)}
    assert acts == {Act.UNCHANGED}
    assert services.load_parameters(city_pack(), NOW) == ()
    assert services.load_topics(city_pack(), NOW) == ()
    assert Epoch.objects.get().token == token


def test_a_change_is_a_new_version_and_the_old_one_stays(tmp_path):
    old = allowances()
    changes = changed(copy_of_pack(tmp_path), "zh: 残疾人两项补贴,", "zh: 两项补贴,")
    new = queries.published(ALLOWANCES)
    assert [change.key for change in changes if change.act is Act.CHANGED] == [ALLOWANCES]
    assert new.name.zh == "两项补贴"
    assert new.version_id != old.version_id
    assert queries.version(old.version_id).name.zh == "残疾人两项补贴"


def test_going_back_is_the_old_version_again(tmp_path):
    old = allowances()
    changed(copy_of_pack(tmp_path), "zh: 残疾人两项补贴,", "zh: 两项补贴,")
    load_catalogue()
    assert queries.published(ALLOWANCES).version_id == old.version_id
    assert ItemVersion.objects.filter(item__code=ALLOWANCES).count() == 2


def test_tests_are_not_part_of_what_is_published(tmp_path):
    old = allowances()
    changed(copy_of_pack(tmp_path), "name: 一级残疾、低保：两项都领", "name: 两项都领")
    assert queries.published(ALLOWANCES).digest == old.digest


def test_an_item_taken_out_is_no_longer_offered_but_its_cases_keep_it(tmp_path):
    old = allowances()
    root = copy_of_pack(tmp_path)
    (root / "items" / "B3.21-22-disability-allowances.yaml").unlink()
    changes = services.load_items(city_pack(root), NOW)
    assert [change.key for change in changes if change.act is Act.REMOVED] == [ALLOWANCES]
    with pytest.raises(NotFoundError):
        queries.published(ALLOWANCES)
    assert queries.version(old.version_id).code == ALLOWANCES


@pytest.mark.parametrize("change", [{"digest": "0" * 64}, {"definition": "{}"}, {"number": 9}])
def test_the_database_refuses_to_change_a_version(change):
    version = allowances().version_id
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemVersion.objects.filter(pk=version).update(**change)
    assert queries.version(version).code == ALLOWANCES


def test_one_digest_is_one_version():
    view = allowances()
    other = Item.objects.create(code="X1.01")
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemVersion.objects.create(
            item=other, number=1, digest=view.digest, definition="{}", published_at=NOW
        )


class TestParameterConstraints:
    def row(self, **changes):
        values = {
            "name": "x",
            "label_zh": "甲",
            "label_en": "A",
            "unit": "yuan",
            "valid_from": NOW.date(),
            "value": 1,
            "source": "s",
        }
        return Parameter.objects.create(**(values | changes))

    def test_a_range_ends_after_it_begins(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            self.row(valid_to=NOW.date() - timedelta(days=1))

    def test_one_value_is_open(self):
        self.row()
        with pytest.raises(IntegrityError), transaction.atomic():
            self.row(valid_from=NOW.date() + timedelta(days=1))

    def test_a_division_has_its_own(self):
        self.row()
        self.row(division_code="120101000000")
        assert Parameter.objects.count() == 2


def test_a_parameter_is_changed_in_place_and_closed_before_the_next_opens(tmp_path):
    load_catalogue()
    root = copy_of_pack(tmp_path)
    path = root / "parameters.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "- {from: 2025-09-01, value: 1045,",
            "- {from: 2025-09-01, to: 2026-12-31, value: 1045, source: s}\n"
            "      - {from: 2027-01-01, value: 1100,",
        ),
        encoding="utf-8",
    )
    changes = services.load_parameters(city_pack(root), NOW)
    assert {(change.key, change.act) for change in changes} == {
        ("dibao_standard 2025-09-01", Act.CHANGED),
        ("dibao_standard 2027-01-01", Act.ADDED),
    }
