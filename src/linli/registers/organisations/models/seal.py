"""Seals of organisations, as pictures for papers."""

import uuid

from django.db import models

from linli.registers.organisations.models.organisation import Organisation


class Seal(models.Model):
    """A seal that an office handed in: it holds from a day, once somebody else confirmed it.

    Source: 国务院关于在线政务服务的若干规定 9 (an electronic seal has the force of the one on
    paper, so it needs the same care: who gave it in never lets it in).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="seals")
    file_id = models.UUIDField(help_text="Public id of the picture as we drew it anew")
    sha256 = models.CharField(max_length=64, help_text="Of the picture")
    from_on = models.DateField(help_text="First day on which papers bear it")
    offered_by_id = models.BigIntegerField(help_text="Account")
    offered_at = models.DateTimeField()
    is_confirmed = models.BooleanField(null=True, help_text="Empty: it waits")
    decided_by_id = models.BigIntegerField(null=True, help_text="Account")
    decided_at = models.DateTimeField(null=True)
    withdrawn_on = models.DateField(null=True, help_text="First day on which it no longer holds")
    withdrawn_by_id = models.BigIntegerField(null=True, help_text="Account")

    class Meta:
        """One waits at a time; four eyes; what was confirmed is withdrawn, never deleted."""

        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(is_confirmed=None),
                name="organisations_one_seal_waits",
            ),
            models.UniqueConstraint(
                fields=["organisation", "from_on"],
                condition=models.Q(is_confirmed=True, withdrawn_on=None),
                name="organisations_one_seal_a_day",
            ),
            models.CheckConstraint(
                name="organisations_seal_four_eyes",
                condition=models.Q(
                    is_confirmed=None, decided_by_id=None, decided_at=None, withdrawn_on=None
                )
                | (
                    models.Q(is_confirmed__isnull=False, decided_at__isnull=False)
                    & models.Q(decided_by_id__isnull=False)
                    & ~models.Q(decided_by_id=models.F("offered_by_id"))
                ),
            ),
            models.CheckConstraint(
                name="organisations_seal_withdrawn",
                condition=models.Q(withdrawn_on=None, withdrawn_by_id=None)
                | models.Q(
                    withdrawn_on__isnull=False, withdrawn_by_id__isnull=False, is_confirmed=True
                ),
            ),
        ]

    def __str__(self) -> str:
        """Whose it is and from when."""
        return f"{self.organisation_id} from {self.from_on}"
