"""Where a closed case lies in the archive, how long, and who asked to erase it."""

from django.db import models

from linli.engines.cases.models.case import Case


class Filed(models.Model):
    """A closed case in the archive of the organisation that dealt with it last."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="filed")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="In which the case ended")
    kept_for = models.CharField(max_length=8, help_text="Class: D10, D30, Y")
    ordinal = models.PositiveIntegerField(help_text="Within organisation, year and class")
    keep_until = models.DateField(null=True, blank=True, help_text="Last day; none: for ever")
    proposed_by_id = models.BigIntegerField(null=True, help_text="Account that asks to erase it")
    proposed_at = models.DateTimeField(null=True)
    packed_at = models.DateTimeField(null=True, help_text="Last handed over as a package")
    erased_at = models.DateTimeField(null=True)
    erased_by_id = models.BigIntegerField(null=True, help_text="Account that agreed")

    class Meta:
        """One place a case; nothing that is kept for ever is erased, and nobody erases alone."""

        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "kept_for", "ordinal"], name="cases_filed_number"
            ),
            models.CheckConstraint(
                name="cases_erased_by_two",
                condition=models.Q(erased_at=None, erased_by_id=None)
                | models.Q(
                    erased_at__isnull=False,
                    keep_until__isnull=False,
                    erased_by_id__isnull=False,
                    proposed_by_id__isnull=False,
                )
                & ~models.Q(erased_by_id=models.F("proposed_by_id")),
            ),
        ]
        indexes = [models.Index(fields=["keep_until"], name="cases_keep_until")]

    def __str__(self) -> str:
        """Its number."""
        return f"{self.year}-{self.kept_for}-{self.ordinal:05d}"
