"""Tasks of offices and what they asked the resident for."""

import uuid

from django.db import models

from linli.engines.cases.models.case import Case
from linli.engines.cases.values import INSIDE_TASKS, LIVE_TASKS, TaskKind, TaskState
from linli.foundation.actors.values import Role


class Task(models.Model):
    """Something an office has to do in a case, by a day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=12, choices=TaskKind.choices)
    stage = models.CharField(max_length=40, blank=True)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=Role.choices)
    state = models.CharField(max_length=12, choices=TaskState.choices)
    holder_id = models.BigIntegerField(null=True, help_text="Account that took it on")
    absent_id = models.BigIntegerField(
        null=True, help_text="Account that was away when a colleague took it over"
    )
    opened_at = models.DateTimeField()
    opened_on = models.DateField()
    half_on = models.DateField(null=True)
    due_on = models.DateField(null=True, help_text="Derived from events")
    is_due_provisional = models.BooleanField(default=False)
    warned = models.PositiveSmallIntegerField(default=0, help_text="1 half-way, 2 last day, 3 over")
    outcome = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True)
    silent_on = models.DateField(null=True, help_text="After it, silence is acceptance")

    class Meta:
        """A stage is at work once at a time; queues read one index."""

        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "stage"],
                condition=models.Q(state__in=sorted(LIVE_TASKS))
                & ~models.Q(kind=TaskKind.OBJECTION),  # many may object
                name="cases_one_live_task",
            )
        ]
        indexes = [
            # Whole, not partial: SQLite passes a partial index by when the state is a parameter.
            models.Index(
                fields=["organisation", "role", "state", "due_on", "id"], name="cases_queue"
            ),
            models.Index(
                fields=["due_on"], condition=models.Q(state="open"), name="cases_due_open"
            ),
            models.Index(
                fields=["absent_id"],
                condition=models.Q(absent_id__isnull=False),
                name="cases_task_absent",
            ),
        ]

    def __str__(self) -> str:
        """Which stage of which case."""
        return f"{self.stage or self.kind} of {self.case_id}"

    @property
    def is_live(self) -> bool:
        """Whether there is something left to do."""
        return self.state in LIVE_TASKS

    @property
    def flow_stage(self) -> str:
        """The stage of the flow it is about; empty for the offices' own affairs."""
        return "" if self.kind in INSIDE_TASKS else self.stage


class Supplement(models.Model):
    """One told-once list: everything that is missing, in one go."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="supplements")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=40)
    cause = models.CharField(
        max_length=20, blank=True, help_text="Empty: the office asks; else what happened meanwhile"
    )
    ordinal = models.PositiveSmallIntegerField(help_text="1 at this stage; more need a reason")
    settle_by = models.DateField(null=True, help_text="After it the case goes on without")
    sealed = models.BinaryField(help_text="The list, and the superior's reason for a second")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """One list waits at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(answered_at=None), name="cases_one_supplement"
            ),
            models.UniqueConstraint(
                fields=["case", "stage", "cause", "ordinal"], name="cases_supplement_ordinal"
            ),
        ]

    def __str__(self) -> str:
        """Which list."""
        return f"supplement {self.ordinal} at {self.stage} of {self.case_id}"
