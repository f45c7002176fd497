"""The outbox: what was promised in a transaction and is done after it."""

from django.db import models


class OutboxMessage(models.Model):
    """One promise. Written in the same transaction as what it is about; delivered at least once."""

    topic = models.CharField(max_length=64)
    key = models.CharField(max_length=120, unique=True, help_text="Two equal keys are one promise.")
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
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
            )
        ]

    def __str__(self) -> str:
        """Name the promise."""
        return f"{self.topic} {self.key}"
