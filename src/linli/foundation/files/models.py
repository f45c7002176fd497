"""Stored files: one row an upload, contents shared."""

import uuid

from django.db import models

from linli.foundation.files.values import FileType


class Content(models.Model):
    """What one or several uploads contain. Locked while an upload comes or goes."""

    digest = models.BinaryField(
        max_length=32,
        unique=True,
        help_text="Keyed hash: equal contents lie once, and tell nothing.",
    )
    name = models.CharField(max_length=32, unique=True, help_text="Of the file in the vault.")

    def __str__(self) -> str:
        """Its name."""
        return self.name


class StoredFile(models.Model):
    """One upload. Its contents are perhaps shared with other rows."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    content = models.ForeignKey(Content, models.PROTECT, related_name="+")
    sha256_sealed = models.BinaryField(
        help_text="Of the contents; encrypted, for a known file is a trace."
    )
    name_sealed = models.BinaryField(
        help_text="As given; encrypted, for names of files are personal."
    )
    content_type = models.CharField(max_length=40, choices=FileType.choices)
    size = models.PositiveIntegerField(help_text="Bytes")
    kind = models.CharField(
        max_length=40, blank=True, help_text="Which room owns it; none: not attached."
    )
    owner_id = models.CharField(max_length=64, blank=True)
    uploaded_by = models.BigIntegerField(null=True, help_text="Account")
    at = models.DateTimeField()

    class Meta:
        """Found by owner; those never attached are found by time."""

        indexes = [
            models.Index(fields=["kind", "owner_id"], name="files_storedfile_owner"),
            models.Index(fields=["at"], name="files_storedfile_loose", condition=models.Q(kind="")),
        ]

    def __str__(self) -> str:
        """Its public id."""
        return str(self.public_id)
