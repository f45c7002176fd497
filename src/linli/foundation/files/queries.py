"""Stored files, as their owner lists them and as somebody fetches one."""

import uuid
from collections.abc import Iterable

from django.db.models import Q

from linli.foundation.actors.values import Actor
from linli.foundation.errors.values import NotFoundError
from linli.foundation.files import registry, vault
from linli.foundation.files.models import StoredFile
from linli.foundation.files.values import FileView
from linli.foundation.privacy import services as privacy

NAME_PURPOSE = "files.name"
SHA_PURPOSE = "files.sha256"


def stored(actor: Actor, *, public_id: uuid.UUID | str) -> FileView:
    """Return a file that the actor may read.

    Raises `NotFoundError`. One statement and the owner's answer.
    """
    return view(_row(actor, public_id))


def content(actor: Actor, *, public_id: uuid.UUID | str) -> tuple[FileView, bytes]:
    """Return a file and its contents; raises `NotFoundError`, `FilesUnavailableError`."""
    row = _row(actor, public_id)
    return view(row), vault.get(row.content.name)


def attachable(
    actor: Actor, *, public_ids: Iterable[uuid.UUID | str], kind: str, owner_id: str
) -> dict[str, FileView]:
    """Return those of the files that an owner has, or that the actor may attach to it, by id.

    One statement.
    """
    own = Q(kind=kind, owner_id=str(owner_id))
    if actor.is_signed_in:
        own |= Q(kind="", uploaded_by=actor.account_id)
    rows = StoredFile.objects.filter(own, public_id__in=[_uuid(one) for one in public_ids])
    return {str(row.public_id): view(row) for row in rows}


def of_owners(*, kind: str, owner_ids: Iterable[str]) -> dict[str, tuple[FileView, ...]]:
    """Return the files of several owners, for the room that owns the kind; one statement."""
    rows = StoredFile.objects.filter(kind=kind, owner_id__in=list(owner_ids)).order_by("pk")
    found: dict[str, tuple[FileView, ...]] = {}
    for row in rows:
        found[row.owner_id] = (*found.get(row.owner_id, ()), view(row))
    return found


def view(row: StoredFile) -> FileView:
    """Return a row with name and hash opened."""
    bound_to = str(row.public_id)
    return FileView(
        public_id=row.public_id,
        name=privacy.decrypt(row.name_sealed, purpose=NAME_PURPOSE, bound_to=bound_to),
        content_type=row.content_type,
        size=row.size,
        sha256=privacy.decrypt(row.sha256_sealed, purpose=SHA_PURPOSE, bound_to=bound_to),
        at=row.at,
        kind=row.kind,
        owner_id=row.owner_id,
    )


def _row(actor: Actor, public_id: uuid.UUID | str) -> StoredFile:
    row = StoredFile.objects.select_related("content").filter(public_id=_uuid(public_id)).first()
    if row is None or not _may_read(actor, row):
        raise NotFoundError
    return row


def _may_read(actor: Actor, row: StoredFile) -> bool:
    if row.kind:
        return registry.may_read(
            actor, kind=row.kind, owner_id=row.owner_id, public_id=row.public_id
        )
    return actor.is_signed_in and row.uploaded_by == actor.account_id


def _uuid(public_id: uuid.UUID | str) -> uuid.UUID:
    try:
        return uuid.UUID(str(public_id))
    except ValueError as error:
        raise NotFoundError from error
