"""Take files, attach them to their owner, let them go."""

import hashlib
import uuid
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from linli.foundation.actors.values import Actor
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.files import rules, vault
from linli.foundation.files.models import Content, StoredFile
from linli.foundation.files.queries import NAME_PURPOSE, SHA_PURPOSE, view
from linli.foundation.files.values import ALL, MOST_BYTES, FileType, FileView, refused_size
from linli.foundation.privacy import services as privacy

LOOSE_FOR = timedelta(days=2)
ORPHAN_FOR = timedelta(days=1)  # no transaction is open that long: who stored it has its row
AT_ONCE = 500


class Upload(Protocol):
    """What Django and ninja hand over as an uploaded file."""

    @property
    def name(self) -> str | None:
        """What it is called where it comes from."""

    @property
    def content_type(self) -> str | None:
        """What it is said to be."""

    @property
    def size(self) -> int | None:
        """Bytes."""

    def read(self, num_bytes: int | None = None, /) -> bytes:
        """Return bytes."""


def store(
    actor: Actor,
    *,
    upload: Upload,
    now: datetime,
    kind: str = "",
    owner_id: str = "",
    allowed: Collection[FileType] = ALL,
    max_bytes: int = MOST_BYTES,
) -> FileView:
    """Take an uploaded file; without `kind` only its uploader may read it until it is attached.

    Raises `FileRefusedError` (422), `FilesUnavailableError` (503), `ForbiddenError` for a visitor.
    """
    if not (actor.is_signed_in or actor.is_system):
        raise ForbiddenError
    if (upload.size or 0) > max_bytes:
        raise refused_size(max_bytes)
    return store_bytes(
        actor,
        content=upload.read(),
        name=upload.name or "",
        declared=upload.content_type or "",
        now=now,
        kind=kind,
        owner_id=owner_id,
        allowed=allowed,
        max_bytes=max_bytes,
    )


def store_bytes(
    actor: Actor,
    *,
    content: bytes,
    name: str,
    now: datetime,
    declared: str = "",
    kind: str = "",
    owner_id: str = "",
    allowed: Collection[FileType] = ALL,
    max_bytes: int = MOST_BYTES,
) -> FileView:
    """Take bytes as a file: a document made here, or an upload already read."""
    found = rules.check(content, name=name, declared=declared, allowed=allowed, max_bytes=max_bytes)
    sha256 = hashlib.sha256(content).hexdigest()
    public_id = uuid.uuid4()
    bound_to = str(public_id)
    with transaction.atomic():
        row = StoredFile.objects.create(
            public_id=public_id,
            content=_content(content, sha256),
            sha256_sealed=privacy.encrypt(sha256, purpose=SHA_PURPOSE, bound_to=bound_to),
            name_sealed=privacy.encrypt(
                rules.clean_name(name), purpose=NAME_PURPOSE, bound_to=bound_to
            ),
            content_type=found,
            size=len(content),
            kind=kind,
            owner_id=str(owner_id),
            uploaded_by=actor.account_id,
            at=now,
        )
    return view(row)


def attach(
    actor: Actor, *, public_ids: Iterable[uuid.UUID | str], kind: str, owner_id: str
) -> None:
    """Give loose files of the actor's own to an owner; those it already has stay: one statement.

    Raises `NotFoundError` if one is neither the actor's nor the owner's; the caller's transaction
    cannot go on then.
    """
    wanted = {uuid.UUID(str(public_id)) for public_id in public_ids}
    loose = Q(kind="") if actor.is_system else Q(kind="", uploaded_by=actor.account_id or 0)
    owned = Q(kind=kind, owner_id=str(owner_id))
    rows = StoredFile.objects.filter(loose | owned, public_id__in=wanted)
    with transaction.atomic(savepoint=False):
        # The condition is what two at once meet: whoever comes second finds the file attached.
        if rows.update(kind=kind, owner_id=str(owner_id)) != len(wanted):
            raise NotFoundError


def hand_over(*, kind: str, owner_id: str, to_kind: str, to_owner_id: str) -> int:
    """Give all files of one owner to another, as when a draft becomes a case; return how many."""
    rows = StoredFile.objects.filter(kind=kind, owner_id=str(owner_id))
    return rows.update(kind=to_kind, owner_id=str(to_owner_id))


def duplicate(
    *,
    kind: str,
    owner_id: str,
    to_kind: str,
    to_owner_id: str,
    only: Collection[uuid.UUID | str] = (),
    now: datetime,
) -> tuple[FileView, ...]:
    """Give another owner the same files, all or only some, with ids of their own.

    Contents lie once; whoever lets go of theirs takes nothing from the other. Contents are locked,
    so that nobody deletes them before we commit.
    """
    rows = StoredFile.objects.filter(kind=kind, owner_id=str(owner_id)).order_by("pk")
    found = list(rows.filter(public_id__in=only) if only else rows)
    used = {row.content_id for row in found}
    list(Content.objects.select_for_update().filter(pk__in=used).order_by("pk"))
    made = [_twin(view(row), row, to_kind, to_owner_id, now) for row in found]
    return tuple(view(row) for row in StoredFile.objects.bulk_create(made))


def _twin(seen: FileView, row: StoredFile, kind: str, owner_id: str, now: datetime) -> StoredFile:
    public_id = uuid.uuid4()
    bound_to = str(public_id)
    return StoredFile(
        public_id=public_id,
        content_id=row.content_id,
        sha256_sealed=privacy.encrypt(seen.sha256, purpose=SHA_PURPOSE, bound_to=bound_to),
        name_sealed=privacy.encrypt(seen.name, purpose=NAME_PURPOSE, bound_to=bound_to),
        content_type=row.content_type,
        size=row.size,
        kind=kind,
        owner_id=owner_id,
        uploaded_by=row.uploaded_by,
        at=now,
    )


def discard(*, kind: str, owner_id: str, except_for: Collection[str] = ()) -> int:
    """Let go of the files of an owner, but those still named; return how many.

    Contents that nobody else has are deleted after commit.
    """
    rows = StoredFile.objects.filter(kind=kind, owner_id=str(owner_id))
    return _delete(rows.exclude(public_id__in=except_for) if except_for else rows)


def discard_one(actor: Actor, *, public_id: uuid.UUID | str) -> None:
    """Let go of a loose file of the actor's own; raises `NotFoundError`."""
    own = StoredFile.objects.filter(public_id=public_id, kind="", uploaded_by=actor.account_id or 0)
    if not _delete(own):
        raise NotFoundError


def sweep(*, now: datetime) -> int:
    """Let go of files that were uploaded two days ago and never attached."""
    loose = StoredFile.objects.filter(kind="", at__lt=now - LOOSE_FOR)
    return _delete(loose.order_by("pk")[:1000])


def sweep_orphans(*, now: datetime) -> int:
    """Delete contents in the vault that no row knows, a day after they were written.

    They are left where a transaction was undone after the file was written, or where the power
    went between a commit that let go of them and the deletion. A database that knows no file at
    all is a new or a wrong one beside a full vault: it deletes nothing. Returns how many.
    """
    if not Content.objects.exists():
        return 0
    count = 0
    old = vault.names_before(now - ORPHAN_FOR)
    while names := list(islice(old, AT_ONCE)):
        known = set(Content.objects.filter(name__in=names).values_list("name", flat=True))
        orphans = [name for name in names if name not in known]
        _drop(orphans)
        count += len(orphans)
    return count


def _content(content: bytes, sha256: str) -> Content:
    """Return the row of these contents, locked, so that nobody deletes them before we commit."""
    digest = privacy.blind_index(sha256, purpose=vault.PURPOSE)
    found = Content.objects.select_for_update().filter(digest=digest).first()
    if found is not None:
        return found
    name = vault.put(content)
    try:
        with transaction.atomic():
            return Content.objects.create(digest=digest, name=name)
    except IntegrityError:  # somebody stored the same at the same moment
        vault.drop(name)
        return Content.objects.select_for_update().get(digest=digest)


def _delete(rows: QuerySet[StoredFile]) -> int:
    with transaction.atomic():
        found = dict(rows.values_list("pk", "content_id"))
        if not found:
            return 0
        contents = Content.objects.select_for_update().filter(pk__in=set(found.values()))
        locked = {content.pk: content.name for content in contents.order_by("pk")}
        count = StoredFile.objects.filter(pk__in=found).delete()[0]
        used = StoredFile.objects.filter(content__in=locked).values_list("content_id", flat=True)
        unused = locked.keys() - set(used)
        Content.objects.filter(pk__in=unused).delete()
        names = [locked[pk] for pk in unused]
        transaction.on_commit(lambda: _drop(names))
    return count


def _drop(names: Iterable[str]) -> None:
    for name in names:
        vault.drop(name)
