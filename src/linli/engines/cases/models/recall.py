"""Proposals to recall a wrong decision, and what the superior said."""

import uuid

from django.db import models

from linli.engines.cases.models.case import Case
from linli.engines.cases.models.result import CaseDocument
from linli.engines.cases.models.work import Task
from linli.engines.cases.values import RecallGround


class Recall(models.Model):
    """A decision that one proposes to recall; its words lie sealed in the history."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="recalls")
    task = models.OneToOneField(Task, models.PROTECT, related_name="recall")
    ground = models.CharField(max_length=12, choices=RecallGround.choices)
    decided_task = models.ForeignKey(
        Task, models.PROTECT, related_name="+", help_text="Whose outcome is recalled"
    )
    hear_until = models.DateField(null=True, help_text="The resident can answer; none: no burden")
    heard_at = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField()
    proposed_by_id = models.BigIntegerField(help_text="Account")
    is_approved = models.BooleanField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True, help_text="Account")
    paper = models.ForeignKey(
        CaseDocument,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="The last result that the recalled decision had",
    )

    class Meta:
        """One at a time, four eyes, and an answer whenever it was decided."""

        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(decided_at=None),
                name="cases_one_open_recall",
            ),
            models.CheckConstraint(
                name="cases_recall_has_answer",
                condition=models.Q(decided_at=None, is_approved=None, decided_by_id=None)
                | models.Q(
                    decided_at__isnull=False,
                    is_approved__isnull=False,
                    decided_by_id__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="cases_recall_by_two",
                condition=models.Q(decided_by_id=None)
                | ~models.Q(decided_by_id=models.F("proposed_by_id")),
            ),
        ]

    def __str__(self) -> str:
        """Of which case."""
        return f"recall of {self.case_id}"
