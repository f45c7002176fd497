"""What is remembered of calls.

Not Django's database cache: its `incr` reads, adds and writes (two at once count as one), in five
statements. Here one statement adds one and says how many there are.
"""

from django.db import models


class CallCount(models.Model):
    """How often one caller called within one window."""

    caller = models.CharField(max_length=80, help_text="account:…, address:… or refused:…")
    window = models.BigIntegerField(help_text="Number of the window since 1970")
    calls = models.PositiveIntegerField(default=1)

    class Meta:
        """One row a caller and window: the constraint is what the upsert meets."""

        constraints = [
            models.UniqueConstraint(fields=["caller", "window"], name="calls_count_once")
        ]
        indexes = [models.Index(fields=["window"], name="calls_count_window")]

    def __str__(self) -> str:
        """Return caller and number."""
        return f"{self.caller}: {self.calls}"
