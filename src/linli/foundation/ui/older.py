"""Lists shown page by page: where this page begins, and the address of the next."""

from django.http import HttpRequest

DIGITS = 18  # of the largest row number a database keeps, less one


def number(text: str) -> int | None:
    """Return a row number from an address; None for anything that is none."""
    return int(text) if text.isdecimal() and len(text) <= DIGITS else None


def before(request: HttpRequest) -> int | None:
    """Return the row before which this page begins; None for the first page."""
    return number(request.GET.get("before", ""))


def older(request: HttpRequest, following: int | None) -> str:
    """Return the query string of the next page, with everything else that was asked."""
    asked = request.GET.copy()
    asked["before"] = str(following or "")
    return asked.urlencode()
