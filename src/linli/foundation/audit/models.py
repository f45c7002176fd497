"""The log of acts and the batches that seal it.

A trigger lets rows be added and sealed, nothing else.
"""

from django.db import models


class AuditBatch(models.Model):
    """Entries sealed together; chained to the batch before. Append-only."""

    number = models.PositiveBigIntegerField(primary_key=True, help_text="1, 2, 3 … without gaps")
    sealed_at = models.DateTimeField()
    entries = models.PositiveIntegerField()
    previous = models.BinaryField(max_length=32, help_text="The root of the batch before.")
    root = models.BinaryField(max_length=32, help_text="The digest of its last entry.")

    def __str__(self) -> str:
        """Its number and the first digits of its root."""
        return f"{self.number} {bytes(self.root).hex()[:8]}"


class AuditEntry(models.Model):
    """One act: who did what to which thing, and why. No personal text: ids, codes, reasons."""

    at = models.DateTimeField()
    account_id = models.BigIntegerField(
        null=True, help_text="Of the accounts room; none: the system."
    )
    actor_name = models.CharField(max_length=120, blank=True, help_text="Of staff only.")
    post_id = models.BigIntegerField(null=True)
    division_code = models.CharField(max_length=12, blank=True, help_text="Where it was done.")
    channel = models.CharField(max_length=10)
    act = models.CharField(max_length=80, help_text="Past tense: `identity.unmasked`.")
    kind = models.CharField(max_length=40, help_text="What sort of thing: `people.document`.")
    subject = models.CharField(max_length=80, help_text="Its id.")
    reason = models.CharField(max_length=300, blank=True)
    data = models.JSONField(default=dict)
    batch = models.ForeignKey(AuditBatch, models.PROTECT, null=True, related_name="+")
    digest = models.BinaryField(max_length=32, null=True)

    class Meta:
        """Read newest first, of one account, of one thing; sealed oldest first."""

        indexes = [
            models.Index(fields=["account_id", "-id"], name="audit_entry_account"),
            models.Index(fields=["kind", "subject", "-id"], name="audit_entry_subject"),
            models.Index(fields=["division_code", "-id"], name="audit_entry_division"),
            models.Index(
                fields=["id"], name="audit_entry_unsealed", condition=models.Q(batch=None)
            ),
        ]

    def __str__(self) -> str:
        """Its sentence in codes."""
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.kind} {self.subject}"
