"""The outbox: what was promised in a transaction and is done after it; and the ticks."""

from django.db import models


class OutboxMessage(models.Model):
    """One promise. Written in the same transaction as what it is about; applied once."""

    topic = models.CharField(max_length=64)
    key = models.CharField(max_length=120, unique=True, help_text="Two equal keys are one promise.")
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="Not before; while claimed, the end of the claim.")
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Open messages are found by one partial index."""

        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="jobs_outbox_open",
                condition=models.Q(done_at=None, given_up_at=None),
            ),
            models.Index(
                fields=["done_at"],
                name="jobs_outbox_done",
                condition=models.Q(done_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Name the promise."""
        return f"{self.topic} {self.key}"


class TickRow(models.Model):
    """When a tick is due next.

    Claimed by a conditional update, so two workers never run it at once.
    """

    name = models.CharField(max_length=64, primary_key=True)
    next_at = models.DateTimeField(help_text="While it runs, the end of the claim.")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        """Its name."""
        return self.name
