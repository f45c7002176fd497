"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from linli.foundation.ui import registry
from linli.foundation.ui.preferences import from_cookies


def site(request: HttpRequest) -> dict[str, Any]:
    """Return demonstration or not, the actor, the city, and how this person likes to read."""
    return {
        "is_demo": settings.IS_DEMO,
        "actor": getattr(request, "actor", None),
        "city": registry.city(),
        "preferences": from_cookies(request.COOKIES),
    }
