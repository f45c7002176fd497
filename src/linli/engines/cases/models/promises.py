"""Papers that may follow, against a promise."""

from django.db import models

from linli.engines.cases.models.case import Case
from linli.engines.cases.values import PromiseState


class PaperPromise(models.Model):
    """A paper that was promised when the application was handed in; the words are in the event."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    material = models.CharField(max_length=80)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=PromiseState.choices)
    extensions = models.PositiveSmallIntegerField(default=0)
    reminded = models.PositiveSmallIntegerField(default=0, help_text="1 days before, 2 on the day")
    followed_at = models.DateTimeField(null=True)

    class Meta:
        """Once a paper; extended once at most."""

        constraints = [
            models.UniqueConstraint(fields=["case", "material"], name="cases_promise_once"),
            models.CheckConstraint(
                condition=models.Q(extensions__lte=1), name="cases_promise_extended_once"
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="cases_promise_due")]

    def __str__(self) -> str:
        """Which paper of which case."""
        return f"{self.material} of {self.case_id}"
