"""Give the next number of a series: without gap, without twins."""

from django.db import transaction
from django.db.models import F

from linli.foundation.numbering.models import Series


@transaction.atomic
def next_in(series: str, *, year: int) -> int:
    """Return the next number of a series in a year, from 1.

    It belongs to the caller's transaction: what is rolled back gives its number back, so there is
    no gap; the row stays locked until the commit, so two at once wait for each other.
    """
    Series.objects.bulk_create([Series(name=series, year=year)], ignore_conflicts=True)
    row = Series.objects.filter(name=series, year=year)
    row.update(last=F("last") + 1)
    return row.values_list("last", flat=True).get()
