"""Forms of households, guardians and relatives."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.registers.people import schemas
from linli.registers.people.forms.parts import (
    DocumentForm,
    ReasonForm,
    SchemaForm,
    choice,
    day,
    photograph,
    text,
    unremembered,
)
from linli.registers.people.values import OF_MINORS, Capacity, GuardianBasis, Kinship, RelationKind


class OpenHouseholdForm(SchemaForm):
    """Where the household lives."""

    schema = schemas.OpenHousehold
    detail = text(
        _("Address below the community"),
        most=200,
        help_text=_("Leave empty if it is where the head lives."),
        widget=unremembered(),
    )


class MemberForm(DocumentForm):
    """Who joins, and what they are to the head."""

    schema = schemas.AddMember
    kinship = choice(
        _("What is this person to the head of the household?"),
        [choice for choice in Kinship.choices if choice[0] != Kinship.HEAD],
    )


class GuardianForm(DocumentForm):
    """A child's guardian: the document, the ground, the days."""

    schema = schemas.AddGuardian
    basis = choice(_("Ground"), [one for one in GuardianBasis.choices if one[0] in OF_MINORS])
    from_on = day(_("First day"))
    to_on = day(_("Last day, if known"), required=False)


class JudgmentForm(DocumentForm):
    """An adult's guardian: the document, and the judgment with its photograph."""

    schema = schemas.AddCourtGuardian
    field_of_code: ClassVar = {**DocumentForm.field_of_code, "ward_age": "judged_on"}
    capacity = choice(_("What the court found"), Capacity.choices, widget=forms.RadioSelect)
    court = text(_("Court"), most=120, required=True, widget=unremembered())
    judgment_number = text(
        _("Number of the judgment"), most=80, required=True, widget=unremembered()
    )
    judged_on = day(_("Day of the judgment"))
    paper = photograph(_("Photograph of the judgment"))

    def clean(self) -> dict[str, Any]:
        """Ask the schema about all but the photograph."""
        paper = self.cleaned_data.pop("paper", None)
        return super().clean() | {"paper": paper}


class RelationForm(DocumentForm):
    """The other person's document, and what this person is to them."""

    schema = schemas.AddRelation
    kind = choice(
        _("This person is the … of the other"),
        [choice for choice in RelationKind.choices if choice[0] != RelationKind.GUARDIAN],
    )
    field_order = ("kind", "document_type", "number")


class EndForm(ReasonForm):
    """Last day and reason."""

    schema = schemas.EndRelation
    to_on = day(_("Last day"))
    field_order = ("to_on", "reason")
