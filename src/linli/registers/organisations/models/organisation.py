"""Organisations."""

import uuid

from django.db import models

from linli.registers.organisations.values import SINGLE_FUNCTIONS, Function, Kind
from linli.registers.places.values import Level

_IN_FORCE = models.Q(valid_to=None)


class Organisation(models.Model):
    """Any body: department, office, committee, provider, firm, association."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, blank=True)
    function = models.CharField(
        max_length=40, choices=Function.choices, help_text="What it does, as flows name it"
    )
    kind = models.CharField(max_length=30, choices=Kind.choices, help_text="What it is in law")
    level = models.PositiveSmallIntegerField(
        choices=Level.choices, help_text="The level of its division"
    )
    division = models.ForeignKey("places.Division", models.PROTECT, related_name="+")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who supervises it: the line upwards",
    )
    # Null where it has none or nobody told us: empty strings would not be unique.
    uscc = models.CharField(  # noqa: DJ001
        max_length=18, null=True, blank=True, help_text="统一社会信用代码, GB 32100"
    )
    phone = models.CharField(max_length=30, blank=True)
    document_word = models.CharField(
        max_length=20,
        blank=True,
        help_text="机关代字 of its document numbers; empty: made of place and function",
    )
    # The template of the pack that made it; with the division it is the key of a second loading.
    template = models.CharField(max_length=60, blank=True)
    is_edited = models.BooleanField(
        default=False, help_text="Changed by hand: loading the pack again leaves it alone"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="First day on which it is no more")

    class Meta:
        """One responsible body a function and division; one body a credit code."""

        constraints = [
            models.UniqueConstraint(
                fields=["function", "division"],
                condition=_IN_FORCE & models.Q(function__in=sorted(SINGLE_FUNCTIONS)),
                name="organisations_one_responsible",
            ),
            models.UniqueConstraint(
                fields=["uscc"], condition=_IN_FORCE, name="organisations_uscc_once"
            ),
            models.UniqueConstraint(
                fields=["template", "division"],
                condition=~models.Q(template=""),
                name="organisations_template_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["division", "function"], condition=_IN_FORCE, name="organisations_in_force"
            )
        ]

    def __str__(self) -> str:
        """Its name."""
        return self.name
