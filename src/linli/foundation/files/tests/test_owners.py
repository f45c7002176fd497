"""Whose a file is: nobody takes, moves or loses the file of another."""

from pathlib import Path

import pytest
from django.db import transaction

from linli.foundation.actors.values import ANONYMOUS, SYSTEM
from linli.foundation.errors.values import NotFoundError
from linli.foundation.files import queries, services
from linli.foundation.files.models import StoredFile
from linli.foundation.files.tests.test_files import NOW, OWNER, STRANGER, on_disk, store
from linli.foundation.files.values import FileRefusedError
from linli.foundation.privacy.values import TamperedError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """An empty vault."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def owners():
    return list(StoredFile.objects.order_by("pk").values_list("kind", "owner_id"))


def test_what_the_house_keeps_is_no_visitors():
    file = store(SYSTEM)
    with pytest.raises(NotFoundError):
        queries.stored(ANONYMOUS, public_id=file.public_id)


def test_one_foreign_file_among_ones_own_attaches_none():
    ids = [store().public_id, store(STRANGER).public_id]
    with pytest.raises(NotFoundError), transaction.atomic():
        services.attach(OWNER, public_ids=ids, kind="test", owner_id="1")
    assert owners() == [("", ""), ("", "")]


def test_an_owner_of_another_kind_with_the_same_number_is_another():
    file = store(STRANGER, kind="draft", owner_id="1")
    with pytest.raises(NotFoundError), transaction.atomic():
        services.attach(OWNER, public_ids=[file.public_id], kind="case", owner_id="1")
    assert owners() == [("draft", "1")]


def test_attached_file_is_not_taken_back_by_its_uploader():
    file = store(kind="test", owner_id="1")
    with pytest.raises(NotFoundError):
        services.discard_one(OWNER, public_id=file.public_id)
    assert owners() == [("test", "1")]


def test_same_number_in_another_room_is_another_owner():
    for kind, owner_id in (("draft", "1"), ("case", "1"), ("draft", "2")):
        store(kind=kind, owner_id=owner_id)
    services.discard(kind="draft", owner_id="1")
    assert owners() == [("case", "1"), ("draft", "2")]


def test_files_of_one_owner_are_handed_over_and_no_others():
    for kind, owner_id in (("draft", "1"), ("draft", "2"), ("case", "1")):
        store(kind=kind, owner_id=owner_id)
    handed = services.hand_over(kind="draft", owner_id="1", to_kind="case", to_owner_id="9")
    assert (handed, owners()) == (1, [("case", "9"), ("draft", "2"), ("case", "1")])


def test_contents_stay_when_the_discarding_transaction_fails(media):
    store(kind="test", owner_id="1")
    with transaction.atomic():
        services.discard(kind="test", owner_id="1")
        transaction.set_rollback(True)
    assert len(on_disk(media)) == len(owners()) == 1


def test_contents_changed_on_disk_are_not_given_out(media):
    file = store()
    (path,) = on_disk(media)
    Path(path).write_bytes(path.read_bytes()[:-1] + b"\x00")
    with pytest.raises(TamperedError):
        queries.content(OWNER, public_id=file.public_id)


def test_name_is_kept_without_marks_that_turn_it_round():
    assert store(name="a\u202efdp.pdf").name == "afdp.pdf"


class Endless:
    """An upload that says how large it is and must not be read."""

    name, content_type, size = "a.pdf", "application/pdf", 10**9

    def read(self, _bytes=None, /):
        raise AssertionError


def test_upload_over_the_limit_is_refused_unread():
    with pytest.raises(FileRefusedError):
        services.store(OWNER, upload=Endless(), now=NOW)


def test_an_owner_may_name_its_own_files_and_the_actors_loose_ones(django_assert_num_queries):
    own = store(kind="test", owner_id="1").public_id
    loose, foreign = store().public_id, store(STRANGER).public_id
    elsewhere = store(kind="test", owner_id="2").public_id
    with django_assert_num_queries(1):
        found = queries.attachable(
            OWNER, public_ids=[own, loose, foreign, elsewhere], kind="test", owner_id="1"
        )
    assert set(found) == {str(own), str(loose)}


def test_what_is_still_named_is_not_let_go():
    kept, gone = store(kind="test", owner_id="1"), store(kind="test", owner_id="1")
    store(kind="test", owner_id="2")
    assert services.discard(kind="test", owner_id="1", except_for={str(kept.public_id)}) == 1
    assert not StoredFile.objects.filter(public_id=gone.public_id).exists()
    assert owners() == [("test", "1"), ("test", "2")]
