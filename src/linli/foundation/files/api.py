"""Files for programs: upload one, read it, let it go."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import File, Router
from ninja.files import UploadedFile

from linli.foundation.calendar import clock
from linli.foundation.calls.values import Call
from linli.foundation.files import portal, queries, services
from linli.foundation.files.schemas import FileOut
from linli.foundation.files.values import FileView

router = Router()


@router.post(
    "/files",
    response={201: FileOut},
    summary=_("Upload a file; it is yours alone until an application names it, for two days"),
)
def upload(request: Call, file: File[UploadedFile]) -> FileView:
    return services.store(request.actor, upload=file, now=clock.now())


@router.get("/files/{uuid:file_id}", response=FileOut, summary=_("Facts of a file"))
def stored(request: Call, file_id: UUID) -> FileView:
    return queries.stored(request.actor, public_id=file_id)


@router.get("/files/{uuid:file_id}/content", summary=_("Contents of a file"))
def content(request: Call, file_id: UUID) -> HttpResponse:
    return portal.download(request, public_id=file_id)


@router.delete(
    "/files/{uuid:file_id}",
    response={204: None},
    summary=_("Let go of a file that no application names"),
)
def discard(request: Call, file_id: UUID) -> None:
    services.discard_one(request.actor, public_id=file_id)
