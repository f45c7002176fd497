"""When a case ended as a day of the site, and how long it took: figures group by it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns first; what they hold follows by itself."""

    dependencies = [
        ("cases", "0002_standing"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="ended_on",
            field=models.DateField(blank=True, help_text="The site's day of the end", null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="days_taken",
            field=models.PositiveIntegerField(
                blank=True, help_text="Calendar days from the submission to the end", null=True
            ),
        ),
    ]
