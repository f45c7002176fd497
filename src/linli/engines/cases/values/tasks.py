"""Tasks, what stops them, and what they ask of people."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TaskKind(TextChoices):
    """Why somebody has a task."""

    STAGE = "stage", _("Stage of the case")
    EXTENSION = "extension", _("Approve an extension")
    CALLBACK = "callback", _("Call back after a poor rating")
    OBJECTION = "objection", _("Look into an objection")
    QUESTION = "question", _("Answer a question")
    PROMISE = "promise", _("Mend what a rating was about")
    APPEAL = "appeal", _("Decide an appeal against a rating")
    RECALL = "recall", _("Decide whether a decision is recalled")


# Their `stage` is what was rated, not a stage of the flow.
RATING_TASKS = frozenset({TaskKind.CALLBACK, TaskKind.PROMISE, TaskKind.APPEAL})
# The offices' own affair: whoever applied is not told that one is late.
INSIDE_TASKS = RATING_TASKS | {TaskKind.RECALL}


class TaskState(TextChoices):
    """Where a task stands."""

    OPEN = "open", _("To do")
    WAITING = "waiting", _("Waiting for the resident")
    PAUSED = "paused", _("Clock paused")
    STANDING = "standing", _("Goes on by itself")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("No longer needed")


LIVE_TASKS = frozenset({TaskState.OPEN, TaskState.WAITING, TaskState.PAUSED, TaskState.STANDING})
# Nobody in the office has anything to do with it now.
QUIET_TASKS = LIVE_TASKS - {TaskState.OPEN}


class PauseCause(TextChoices):
    """Special procedures that stop the clock (行政许可法 45); their length is told in writing."""

    HEARING = "hearing", _("Hearing")
    INSPECTION = "inspection", _("Inspection or test")
    APPRAISAL = "appraisal", _("Appraisal or expert review")
    ASSESSMENT = "assessment", _("Assessment by another body")
    VERDICT = "verdict", _("Waiting for another verdict")


QUESTION_DAYS = "question_days"  # the pack's parameter: working days for an answer
QUESTION_WORKING_DAYS = 2  # where the pack says nothing
BY_OFFICE, BY_RESIDENT = "office", "resident"  # who asked or answered, in an event's data


class PromiseState(TextChoices):
    """Where a promised paper stands."""

    OPEN = "open", _("Promised")
    OVERDUE = "overdue", _("Did not come in time")
    FOLLOWED = "followed", _("Handed in")


class AskKind(TextChoices):
    """What a supplement asks for."""

    MATERIAL = "material", _("A paper")
    FIELD = "field", _("An answer")
    OTHER = "other", _("Something else")


@dataclass(frozen=True)
class Ask:
    """One line of the told-once list: a material or field, and what is wrong with it."""

    kind: AskKind
    ref: str
    text: str

    @property
    def section(self) -> str:
        """The section of the form that a line about an answer means."""
        return self.ref.partition(".")[0]


class Light(TextChoices):
    """The light of a task; it always carries words."""

    CALM = "quiet", _("In time")
    SOON = "warn", _("Half the time is over")
    TODAY = "info", _("Due today")
    OVERDUE = "bad", _("Overdue")
    PAUSED = "paused", _("Paused")
    NONE = "none", _("No time limit")
