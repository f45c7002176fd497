"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Return whether this is a demonstration, and the actor."""
    return {"is_demo": settings.IS_DEMO, "actor": getattr(request, "actor", None)}
