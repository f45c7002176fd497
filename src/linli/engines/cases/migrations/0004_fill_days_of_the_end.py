"""Fill the day of the end of cases that ended before it was kept."""

from django.db import migrations
from django.utils import timezone

BATCH = 1000


def fill(apps, _schema_editor):
    """Go through ended cases in order of their keys, a batch at a time."""
    case_model = apps.get_model("cases", "Case")
    ended = case_model.objects.filter(ended_at__isnull=False, ended_on=None).order_by("pk")
    while rows := list(ended.only("pk", "submitted_at", "ended_at")[:BATCH]):
        for row in rows:
            row.ended_on = timezone.localdate(row.ended_at)
            row.days_taken = (row.ended_on - timezone.localdate(row.submitted_at)).days
        case_model.objects.bulk_update(rows, ["ended_on", "days_taken"])


class Migration(migrations.Migration):
    """Data apart from the schema; going back leaves the columns to the step before."""

    dependencies = [
        ("cases", "0003_days_of_the_end"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
