"""An ended case has its day; the cases of a period are found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """What figures read."""

    dependencies = [
        ("cases", "0004_fill_days_of_the_end"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["submitted_at", "compartment", "division_code", "item_code", "told_once_extra"], name="cases_submitted"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["accepted_on", "compartment", "division_code", "item_code"], name="cases_accepted"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["ended_on", "compartment", "division_code", "item_code", "result", "due_on", "days_taken"], name="cases_ended"),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(fields=["at"], name="cases_rated"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                name="cases_end_has_day",
                condition=models.Q(("days_taken", None), ("ended_at", None), ("ended_on", None))
                | models.Q(
                    ("days_taken__isnull", False),
                    ("ended_at__isnull", False),
                    ("ended_on__isnull", False),
                ),
            ),
        ),
    ]
