"""Forms of mandates: granted, taken up, renewed, with their paper."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from linli.registers.people import schemas
from linli.registers.people.forms.parts import (
    Choices,
    DocumentForm,
    SchemaForm,
    day,
    photograph,
    text,
    unremembered,
)
from linli.registers.people.values import EVERY_ITEM, FIELD_WORDS, MANDATE_YEARS, Scope


class MandateForm(SchemaForm):
    """For what, from when, until when."""

    schema: ClassVar[type[schemas.Schema]] = schemas.GrantMandate

    def __init__(
        self, *args: Any, items: Choices = (), years: int = MANDATE_YEARS, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_codes"].choices = [(EVERY_ITEM, _("Every service")), *items]  # type: ignore[attr-defined]
        self.fields["to_on"].help_text = longest(years)
        if not items:
            del self.fields["item_codes"]

    field_order = ["item_codes", "scope", "from_on", "to_on"]
    item_codes = forms.MultipleChoiceField(
        label=_("For which services?"),
        error_messages={
            "required": cast("Any", FIELD_WORDS["item_missing"]),
            "invalid_choice": cast("Any", FIELD_WORDS["item_unknown"]),
        },
        widget=forms.CheckboxSelectMultiple,
    )
    from_on = day(_("First day"))
    to_on = day(_("Last day"), required=False)
    scope = forms.MultipleChoiceField(
        label=_("What may this person do?"),
        choices=Scope.choices,
        initial=[Scope.EVERYTHING],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        """Take “every service” alone as no limit; with others it would say two things."""
        chosen = self.cleaned_data.get("item_codes", [])
        if EVERY_ITEM in chosen and len(chosen) > 1:
            self.add_error("item_codes", str(FIELD_WORDS["item_either"]))
        elif chosen == [EVERY_ITEM]:
            self.cleaned_data["item_codes"] = []
        return super().clean()


class CounterMandateForm(DocumentForm, MandateForm):
    """The same at the counter, with the paper that was signed."""

    schema = schemas.GrantMandateAtCounter
    field_order = ["document_type", "number", *MandateForm.field_order, "paper"]
    paper = photograph(_("Photograph of the signed paper, if there is one"))

    def clean(self) -> dict[str, Any]:
        """Ask the schema about all but the photograph."""
        paper = self.cleaned_data.pop("paper", None)
        return super().clean() | {"paper": paper}


class RenewForm(SchemaForm):
    """Until when a mandate goes on."""

    schema = schemas.RenewMandate
    to_on = day(_("New last day"), required=False)

    def __init__(self, *args: Any, years: int = MANDATE_YEARS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_on"].help_text = ngettext_lazy(
            "At most %(n)s year from today. Leave empty for the longest.",
            "At most %(n)s years from today. Leave empty for the longest.",
            "n",
        ) % {"n": years}


class PaperForm(forms.Form):
    """The photograph of a signed paper."""

    paper = photograph(_("Photograph of the signed paper"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].required = True


def longest(years: int) -> Any:
    """Say how long a mandate may hold."""
    return ngettext_lazy(
        "At most %(n)s year from the first day. Leave empty for the longest.",
        "At most %(n)s years from the first day. Leave empty for the longest.",
        "n",
    ) % {"n": years}


class CodeForm(SchemaForm):
    """The code that the principal gave."""

    schema = schemas.AcceptMandate
    code = text(_("Code"), most=40, required=True, widget=unremembered())
