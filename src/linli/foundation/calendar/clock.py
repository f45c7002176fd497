"""The one place that asks the machine what time it is (lint forbids it elsewhere)."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return timezone.now()  # noqa: TID251 - this is the clock


def today() -> date:
    """Return today's date in the site's time zone."""
    return timezone.localdate()
