"""What somebody typed while their sign-in had run out: kept over the sign-in, given back once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import QueryDict

from linli.foundation.privacy import services as privacy
from linli.foundation.privacy.values import KeyMissingError, TamperedError

if TYPE_CHECKING:
    from django.http import HttpRequest

SLOT = "kept"
PURPOSE = "ui.kept"
MOST_BYTES = 64 * 1024


def keep(request: HttpRequest) -> None:
    """Keep the texts of a form that arrived without a sign-in, encrypted, in the new session.

    Only for a browser that had a session before: strangers do not fill our tables.
    """
    if request.method != "POST" or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return
    text = request.POST.urlencode()
    if 0 < len(text) <= MOST_BYTES:
        packed = json.dumps({"path": request.path, "data": text})
        request.session[SLOT] = privacy.encrypt(packed, purpose=PURPOSE).hex()


def take(request: HttpRequest) -> QueryDict | None:
    """Return what was kept for exactly this page, once; None where nothing was."""
    packed = request.session.get(SLOT)
    if not packed:
        return None
    try:
        found = json.loads(privacy.decrypt(bytes.fromhex(packed), purpose=PURPOSE))
    except (KeyMissingError, TamperedError, ValueError):
        found = {"path": request.path, "data": ""}
    if found["path"] != request.path:
        return None
    del request.session[SLOT]
    return QueryDict(found["data"]) if found["data"] else None
