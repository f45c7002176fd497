"""Is this paper real: for anybody, by number, code or file; and what is needed to check offline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.engines.cases import queries
from linli.foundation.calendar import clock
from linli.foundation.calls import services as calls
from linli.foundation.errors.values import InvalidError, Problem
from linli.foundation.files.values import MEGABYTE
from linli.foundation.numbering import rules as numbering

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from linli.foundation.actors.values import ActorRequest

LARGEST_DOCUMENT = 10 * MEGABYTE
MOST_CHECKS = 30  # a minute, from one address: a person checks a pile, a program tries serials


@login_not_required
def verify(request: ActorRequest) -> HttpResponse:
    typed = request.POST.get("serial", "") or request.GET.get("serial", "")
    code, upload = request.POST.get("code", ""), request.FILES.get("file")
    context: dict[str, Any] = {"serial": typed, "has_file": upload is not None, "code": code}
    if typed or code or upload:
        whence = str(request.META.get("REMOTE_ADDR", ""))[:60]
        calls.count(f"verify:{whence}", most=MOST_CHECKS, now=clock.now())
    try:
        context["answer"] = _answer(typed, code, upload)
    except InvalidError as refusal:
        context["problems"] = refusal.problems
        return render(request, "cases/portal/verify.html", context, status=refusal.status)
    return render(request, "cases/portal/verify.html", context)


def _answer(typed: str, code: str, upload: UploadedFile[Any] | None) -> queries.Answer | None:
    serial = numbering.normalise(typed)
    if upload is not None:
        return queries.checked_file(_content(upload), serial=serial)
    if code.strip():
        return queries.checked_code(code)
    return queries.checked_serial(serial) if serial else None


def _content(upload: UploadedFile[Any]) -> bytes:
    if (upload.size or 0) > LARGEST_DOCUMENT:
        words = _("The file is too large to be one of ours. Please choose the PDF as you got it.")
        raise InvalidError(problems=[Problem("file", "too_large", words)])
    return bytes(upload.read())


@login_not_required
@require_GET
def keys(_request: ActorRequest) -> HttpResponse:
    return JsonResponse(queries.published_keys(now=clock.now()))


@login_not_required
@require_GET
def offline(_request: ActorRequest) -> HttpResponse:
    """Hand over the page to be kept: it holds its own code and keys, so it opens from a file."""
    page = queries.offline_page(now=clock.now())
    response = HttpResponse(page, content_type="text/html; charset=utf-8")
    name = content_disposition_header(True, "linli-verify.html")  # noqa: FBT003
    response["Content-Disposition"] = name or "attachment"
    return response
