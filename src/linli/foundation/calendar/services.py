"""Take the days of this place from its pack."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from linli.foundation.calendar import queries
from linli.foundation.calendar.models import LocalDayRow, PublishedYear
from linli.foundation.packs.values import Act, Change, Fault, Pack

SECTION = "holidays"


def check(pack: Pack) -> Iterable[Fault]:
    """Find days and years that are given twice."""
    for document in pack.of(SECTION):
        for name, key in (("days", "day"), ("years", "year")):
            seen: set[Any] = set()
            for number, given in enumerate(getattr(document.value, name)):
                value = getattr(given, key)
                if value in seen:
                    message = _("%(value)s is given twice") % {"value": value}
                    yield document.fault((name, number, key), message, _("keep one of them"))
                seen.add(value)


def load(pack: Pack, now: datetime) -> Iterable[Change]:
    """Make the stored days those of the pack, and have the calendar read anew."""
    del now
    files = [document.value for document in pack.of(SECTION)]
    days = {given.day: given for file in files for given in file.days}
    years = {given.year: given for file in files for given in file.years}
    changes = [
        *_bring(LocalDayRow, "day", {day: _fields(given) for day, given in days.items()}),
        *_bring(PublishedYear, "year", {year: _fields(given) for year, given in years.items()}),
    ]
    transaction.on_commit(queries.forget)
    return changes


def _fields(given: Any) -> dict[str, Any]:
    return dict(given.model_dump())


def _bring(
    model: type[models.Model], key: str, wanted: Mapping[Any, Mapping[str, Any]]
) -> Iterable[Change]:
    rows = model._default_manager  # noqa: SLF001 - the way to a model's rows that is typed
    stored = {getattr(row, key): row for row in rows.all()}
    for gone in sorted(stored.keys() - wanted.keys()):
        stored[gone].delete()
        yield Change(SECTION, str(gone), Act.REMOVED)
    for value, fields in sorted(wanted.items()):
        row = stored.get(value)
        if row is None:
            rows.create(**fields)
            yield Change(SECTION, str(value), Act.ADDED)
        elif any(getattr(row, name) != given for name, given in fields.items()):
            rows.filter(pk=row.pk).update(**fields)
            yield Change(SECTION, str(value), Act.CHANGED)
