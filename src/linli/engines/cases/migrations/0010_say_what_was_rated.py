"""Ratings given before stood for the result; those with a call-back showed their name.

In batches by key, so that a full table is never locked as a whole.
"""

from django.db import migrations

BATCH = 1000


def fill(apps, _schema_editor):
    """Write item, call-back and rater beside each rating that has none."""
    Rating = apps.get_model("cases", "Rating")
    Task = apps.get_model("cases", "Task")
    CaseEvent = apps.get_model("cases", "CaseEvent")
    after = 0
    while True:
        rows = list(Rating.objects.filter(pk__gt=after).select_related("case").order_by("pk")[:BATCH])
        if not rows:
            return
        cases = [row.case_id for row in rows]
        callbacks = Task.objects.filter(case__in=cases, kind="callback").order_by("pk")
        task_of = dict(callbacks.values_list("case_id", "pk"))
        rated = CaseEvent.objects.filter(case__in=cases, kind="case.rated")
        rater_of = dict(rated.values_list("case_id", "account_id"))
        for row in rows:
            row.item_code = row.case.item_code
            row.callback_id = task_of.get(row.case_id)
            row.is_named = row.callback_id is not None
            row.rater_id = rater_of.get(row.case_id) if row.is_named else None
        fields = ["item_code", "callback", "is_named", "rater_id"]
        Rating.objects.bulk_update(rows, fields)
        after = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_rate_twice"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
