"""What no row knows goes from the vault after a day, and nothing else does."""

import os
from datetime import timedelta

import pytest
from django.db import transaction

from linli.foundation.files import services, vault
from linli.foundation.files.models import StoredFile
from linli.foundation.files.tests.test_files import NOW, PDF, on_disk, store

pytestmark = pytest.mark.django_db
YESTERDAY = NOW - timedelta(days=1, seconds=1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def aged(media, moment=YESTERDAY):
    """Give everything in the vault an age."""
    for path in media.rglob("*"):
        if path.is_file():
            os.utime(path, (moment.timestamp(), moment.timestamp()))


def test_what_a_transaction_left_that_was_undone_goes_after_a_day(media):
    store()
    before = on_disk(media)
    with transaction.atomic():
        store(content=PDF + b"%")
        transaction.set_rollback(True)
    assert len(on_disk(media)) == 2
    aged(media)
    assert (services.sweep_orphans(now=NOW), on_disk(media)) == (1, before)


def test_a_database_without_any_file_empties_no_vault(media):
    vault.put(b"x")
    aged(media)
    assert services.sweep_orphans(now=NOW) == 0
    assert len(on_disk(media)) == 1


def test_what_was_written_today_stays(media):
    store()
    vault.put(b"x")
    aged(media, NOW - timedelta(hours=23))
    assert services.sweep_orphans(now=NOW) == 0
    assert len(on_disk(media)) == 2


def test_what_has_a_row_stays_however_old(media):
    kept = store()
    vault.put(b"x")
    aged(media, NOW - timedelta(days=9000))
    assert services.sweep_orphans(now=NOW) == 1
    row = StoredFile.objects.select_related("content").get(public_id=kept.public_id)
    assert vault.get(row.content.name)


def test_what_was_half_written_goes_too(media):
    store()
    name = vault.put(b"x")
    half = (media / name[:2] / name[2:4]) / f".{name[:16]}.1.abcd"
    half.write_bytes(b"x")
    aged(media)
    services.sweep_orphans(now=NOW)
    assert not half.exists()


def test_what_is_no_name_of_ours_is_left_alone(media):
    store()
    foreign = media / "ab" / "cd" / "README"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("x")
    aged(media)
    assert services.sweep_orphans(now=NOW) == 0
    assert foreign.exists()


def test_more_than_fit_into_one_look_go(media, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 2)
    for _each in range(5):
        vault.put(b"x")
    kept = store()
    aged(media)
    assert services.sweep_orphans(now=NOW) == 5
    assert StoredFile.objects.get().public_id == kept.public_id
    assert len(on_disk(media)) == 1
