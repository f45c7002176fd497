import contextlib
import errno
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.actors.values import ANONYMOUS, SYSTEM, Actor
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.files import queries, registry, rules, services
from linli.foundation.files.models import StoredFile
from linli.foundation.files.values import (
    PHOTOS,
    FileRefusedError,
    FilesUnavailableError,
    FileType,
)
from linli.foundation.privacy import services as privacy

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
OWNER, STRANGER = Actor(account_id=7), Actor(account_id=8)
PDF = b"%PDF-1.7\n1 0 obj\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00"
WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 "
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """An empty vault."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def readable():
    """Files of kind `test` are read by account 8 when the owner is `1`."""
    registry.readable_by("test", lambda actor, owner_id: (actor.account_id, owner_id) == (8, "1"))
    yield
    registry.forget("test")


def upload(content=PDF, name="户口簿.pdf", content_type="application/pdf"):
    return SimpleUploadedFile(name, content, content_type)


def store(actor=OWNER, content=PDF, name="户口簿.pdf", content_type="application/pdf", **more):
    return services.store(actor, upload=upload(content, name, content_type), now=NOW, **more)


def refused(content, name="a.pdf", content_type="application/pdf", **more):
    with pytest.raises(FileRefusedError) as error:
        store(content=content, name=name, content_type=content_type, **more)
    assert error.value.status == 422
    return error.value


def on_disk(media):
    return [path for path in Path(media).rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("content", "found"),
    [(PDF, "PDF"), (JPEG, "JPEG"), (PNG, "PNG"), (WEBP, "WEBP"), (HEIC, "HEIC")],
)
def test_type_is_told_by_the_first_bytes(content, found):
    assert rules.type_of(content) is FileType[found]


@given(st.binary(max_size=40))
def test_type_of_anything_is_known_or_none(content):
    assert rules.type_of(content) in {*FileType, None}


def test_pdf_that_begins_later_is_none():
    assert rules.type_of(b"<script>" + PDF) is None


@pytest.mark.django_db
def test_stored_file_is_read_back_by_its_uploader_only(django_assert_num_queries):
    file = store()
    view, content = queries.content(OWNER, public_id=file.public_id)
    assert (view, content) == (file, PDF)
    assert (view.name, view.size, view.content_type) == ("户口簿.pdf", len(PDF), "application/pdf")
    with pytest.raises(NotFoundError), django_assert_num_queries(1):
        queries.stored(STRANGER, public_id=file.public_id)
    with pytest.raises(NotFoundError):
        queries.stored(ANONYMOUS, public_id=file.public_id)


@pytest.mark.django_db
def test_neither_disk_nor_database_shows_contents_or_name(media):
    file = store()
    (path,) = on_disk(media)
    assert PDF[:6] not in path.read_bytes()
    assert file.sha256 not in str(path)
    row = StoredFile.objects.get()
    assert "户口簿".encode() not in bytes(row.name_sealed)
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_same_contents_lie_once_and_go_with_the_last_row(media, django_capture_on_commit_callbacks):
    store(kind="test", owner_id="1")
    store(STRANGER, kind="test", owner_id="2")
    assert len(on_disk(media)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert services.discard(kind="test", owner_id="1") == 1
    assert len(on_disk(media)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        services.discard(kind="test", owner_id="2")
    assert on_disk(media) == []


@pytest.mark.django_db
def test_attached_file_is_read_by_whom_its_owner_says(readable):
    file = store()
    services.attach(OWNER, public_ids=[str(file.public_id)], kind="test", owner_id="1")
    assert queries.stored(STRANGER, public_id=file.public_id).name == "户口簿.pdf"
    with pytest.raises(NotFoundError):
        queries.stored(OWNER, public_id=file.public_id)


def test_attaching_is_one_statement_and_opens_nothing(db, monkeypatch, django_assert_num_queries):
    wanted = [store().public_id, store(content=PNG, name="a.png", content_type="").public_id]
    monkeypatch.delattr(privacy, "decrypt")
    with django_assert_num_queries(1):
        services.attach(OWNER, public_ids=wanted, kind="test", owner_id="1")
    assert StoredFile.objects.filter(kind="test", owner_id="1").count() == 2


def not_found(actor, *public_ids, owner_id="1"):
    with pytest.raises(NotFoundError), transaction.atomic():
        services.attach(actor, public_ids=public_ids, kind="test", owner_id=owner_id)


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [STRANGER, ANONYMOUS])
def test_file_of_another_cannot_be_attached(actor):
    not_found(actor, store().public_id)
    assert StoredFile.objects.get().kind == ""


@pytest.mark.django_db
def test_file_of_the_house_is_attached_by_the_house_only():
    file = store(SYSTEM)
    not_found(OWNER, file.public_id)
    not_found(ANONYMOUS, file.public_id)
    services.attach(SYSTEM, public_ids=[file.public_id], kind="test", owner_id="1")
    assert StoredFile.objects.get().kind == "test"


@pytest.mark.django_db
def test_all_are_attached_or_none():
    file = store()
    not_found(OWNER, file.public_id, uuid4())
    assert StoredFile.objects.get().kind == ""


@pytest.mark.django_db
def test_a_transaction_cannot_go_on_with_half_of_the_files():
    file = store()
    with transaction.atomic():
        with contextlib.suppress(NotFoundError):
            services.attach(OWNER, public_ids=[file.public_id, uuid4()], kind="test", owner_id="1")
        with pytest.raises(TransactionManagementError):
            StoredFile.objects.get()
    assert StoredFile.objects.get().kind == ""


@pytest.mark.django_db
def test_attached_file_is_not_moved_to_another_owner():
    file = store(kind="test", owner_id="1")
    services.attach(OWNER, public_ids=[file.public_id], kind="test", owner_id="1")
    not_found(OWNER, file.public_id, owner_id="2")
    assert StoredFile.objects.get().owner_id == "1"


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_at_once_one_gets_the_file():
    file, refused = store(), []

    def attach(owner_id):
        try:
            services.attach(OWNER, public_ids=[file.public_id], kind="test", owner_id=owner_id)
        except NotFoundError:
            refused.append(owner_id)
        connection.close()

    threads = [threading.Thread(target=attach, args=[str(n)]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 3
    assert StoredFile.objects.get().owner_id not in refused


@pytest.mark.django_db
def test_kind_without_predicate_is_read_by_nobody():
    file = store(kind="nobody", owner_id="1")
    with pytest.raises(NotFoundError):
        queries.stored(OWNER, public_id=file.public_id)


@pytest.mark.django_db
def test_refusals_are_precise_and_leave_nothing(media):
    assert refused(b"").code == "file_empty"
    assert refused(b"PK\x03\x04", "a.docx", "").code == "file_type"
    assert "Word" in str(refused(b"PK\x03\x04", "a.docx", ""))
    assert refused(b"\n <html>").code == "file_type"
    assert refused(PDF, allowed=PHOTOS).code == "file_type"
    assert refused(PDF + b"x" * 100, max_bytes=100).code == "file_too_large"
    assert StoredFile.objects.count() == 0
    assert on_disk(media) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content_type"), [("a.jpg", ""), ("a.pdf", "image/png"), ("a.jpg", "image/jpeg")]
)
def test_name_that_lies_is_refused(name, content_type):
    error = refused(PDF, name, content_type)
    assert error.code == "file_lies"
    assert "PDF" in str(error)


@pytest.mark.django_db
def test_phone_that_says_octet_stream_is_believed_by_content():
    assert store(content=HEIC, name="IMG_1.HEIC", content_type="application/octet-stream")


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\照片\\证件.jpg", "证件.jpg"),
        ("a\u202egpj.pdf", "agpj.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("", "file"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_names_are_made_safe(given_name, shown):
    assert rules.clean_name(given_name) == shown


@pytest.mark.django_db
def test_full_disk_is_said_and_leaves_nothing(monkeypatch, media):
    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FilesUnavailableError) as error:
        store()
    assert error.value.status == 503
    assert StoredFile.objects.count() == 0
    assert on_disk(media) == []


@pytest.mark.django_db
def test_visitor_may_not_store():
    with pytest.raises(ForbiddenError):
        store(ANONYMOUS)


@pytest.mark.django_db
def test_file_never_attached_goes_after_two_days(media, django_capture_on_commit_callbacks):
    store()
    store(content=PNG, name="a.png", content_type="image/png", kind="test", owner_id="1")
    assert services.sweep(now=NOW + timedelta(days=1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert services.sweep(now=NOW + timedelta(days=3)) == 1
    assert len(on_disk(media)) == 1


@pytest.mark.django_db
def test_uploader_takes_a_loose_file_back():
    file = store()
    with pytest.raises(NotFoundError):
        services.discard_one(STRANGER, public_id=file.public_id)
    services.discard_one(OWNER, public_id=file.public_id)
    assert StoredFile.objects.count() == 0


@pytest.mark.django_db
def test_download_is_an_attachment_that_can_do_nothing(client_for, resident):
    file = store(resident)
    page = client_for(resident).get(file.url)
    assert page.content == PDF
    assert page["Content-Disposition"].startswith("attachment; filename")
    assert page["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in page["Content-Security-Policy"]
    assert "no-store" in page["Cache-Control"]
    assert page["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.django_db
def test_download_by_another_is_not_found(client_for, resident, other_resident):
    file = store(resident)
    assert client_for(other_resident).get(file.url).status_code == 404
    assert client_for(resident).get(f"/files/{uuid4()}/").status_code == 404
