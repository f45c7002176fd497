"""The purpose log: every question to a register, never an answer's value. Appended only."""

from django.db import models

from linli.foundation.actors.values import Channel
from linli.foundation.exchange.values import Ground, Outcome, Reason


class Lookup(models.Model):
    """One question to one register: who, why, about whom, which facts, what came of it."""

    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, help_text="Of the accounts room")
    actor_name = models.CharField(max_length=120, blank=True, help_text="Of staff only")
    office = models.CharField(max_length=200, blank=True, help_text="Of staff only")
    division_code = models.CharField(max_length=12, blank=True, help_text="Where it was asked")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    about_id = models.BigIntegerField(help_text="Of the people room: who was looked up")
    purpose_code = models.CharField(max_length=40, help_text="Of the service applied for")
    purpose_zh = models.CharField(max_length=200)
    purpose_en = models.CharField(max_length=200, blank=True)
    ground = models.CharField(max_length=10, choices=Ground.choices)
    kind = models.CharField(max_length=40, help_text="For which sort of thing: `draft`")
    subject = models.UUIDField(help_text="Its public id")
    register = models.CharField(max_length=40)
    facts = models.JSONField(help_text="Names of what was asked for")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        """Read newest first: all, of one person, of one thing."""

        constraints = [
            models.CheckConstraint(
                name="exchange_unavailable_has_reason",
                condition=(models.Q(outcome=Outcome.UNAVAILABLE) & ~models.Q(reason=""))
                | (~models.Q(outcome=Outcome.UNAVAILABLE) & models.Q(reason="")),
            )
        ]
        indexes = [
            models.Index(fields=["about_id", "-id"], name="exchange_about"),
            models.Index(fields=["subject", "-id"], name="exchange_subject"),
            models.Index(fields=["division_code", "-id"], name="exchange_division"),
        ]

    def __str__(self) -> str:
        """Which register, and what came of it."""
        return f"{self.register} {self.outcome}"
