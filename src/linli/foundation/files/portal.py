"""The one address of stored files: as a download, to who may read it."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from linli.foundation.actors.values import ActorRequest
from linli.foundation.files import queries

app_name = "files"


@require_GET
def download(request: ActorRequest, public_id: UUID) -> HttpResponse:
    file, content = queries.content(request.actor, public_id=public_id)
    response = HttpResponse(content, content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"  # noqa: FBT003
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


urlpatterns = [path("<uuid:public_id>/", download, name="download")]
