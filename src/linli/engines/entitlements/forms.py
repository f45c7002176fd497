"""Labels and help of the room's forms."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.engines.entitlements.values import ChangeKind, ReportOutcome
from linli.foundation.formspec.values import DocumentType

if TYPE_CHECKING:
    from collections.abc import Iterable

FEN = Decimal(100)


class DayInput(forms.SelectDateWidget):
    """Year, month and day as three numbers; what was typed comes back as it was typed."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Join the three to an ISO text; nothing when all are empty."""
        del files
        parts = [str(data.get(f"{name}_{part}", "")).strip() for part in ("year", "month", "day")]
        return "-".join(parts) if any(parts) else None


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        input_formats=["%Y-%m-%d"],
        widget=DayInput,
        error_messages={"invalid": _("Please type a date, for example 2026 3 7.")},
    )


def _words(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=2000,
        required=required,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _list(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.Select(attrs={"data-kind": "select"})
    )


def _yuan(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=12, decimal_places=2)


_REASON = _("The person reads it.")


class MonthForm(forms.Form):
    """From which month, and why."""

    month = _day(_("From which month on"), _("Any day of that month."))
    reason = _words(_("Why"), _REASON)


class StopForm(forms.Form):
    """On which day it ended, and why."""

    ended_on = _day(_("When did it end?"), _("The month of this day is the last one paid."))
    reason = _words(_("Why"), _REASON)


class AmountForm(forms.Form):
    """The right amount, from which month, and why."""

    yuan = _yuan(_("The right amount, in yuan"))
    month = _day(_("From which month on"), _("Any day of that month."))
    reason = _words(_("Why"), _REASON)

    def clean(self) -> dict[str, Any]:
        """Return the amount in fen."""
        found = super().clean() or self.cleaned_data
        if "yuan" in found:
            found["amount_fen"] = int(found.pop("yuan") * FEN)
        return found


class AccountForm(forms.Form):
    """To which account it is paid."""

    holder = forms.CharField(label=_("Name of the account's holder"), max_length=120)
    bank = forms.CharField(label=_("Bank"), max_length=120)
    number = forms.CharField(
        label=_("Number of the account"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class ReportForm(forms.Form):
    """What changed at home, when, in one's own words."""

    kind = _list(_("What changed?"), ChangeKind.choices)
    happened_on = _day(_("Since when?"))
    words = _words(_("What should we know?"), required=False)


class AnswerForm(forms.Form):
    """What follows from a report, and why."""

    outcome = _list(
        _("What follows?"),
        [one for one in ReportOutcome.choices if one[0] != ReportOutcome.CORRECTED]
        + [(ReportOutcome.CORRECTED.value, _("I have corrected the amount"))],
    )
    words = _words(_("Why"), _REASON)


class ListForm(forms.Form):
    """For which month a list is made."""

    month = _day(_("For which month?"), _("Any day of that month."))
    compartment = _list(_("Which services is the list for?"), ())

    def __init__(self, *args: Any, compartments: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """Ask for the services only where a post opens sealed ones: they have lists apart."""
        super().__init__(*args, **kwargs)
        sealed = [(code, _("Sealed: %(name)s") % {"name": name}) for code, name in compartments]
        if not sealed:
            del self.fields["compartment"]
            return
        choice = cast("forms.ChoiceField", self.fields["compartment"])
        choice.choices = [("", _("All that are not sealed")), *sealed]
        choice.required = False


class NumberForm(forms.Form):
    """Kind and whole number of a document."""

    document_type = _list(_("Kind of document"), DocumentType.choices)
    number = forms.CharField(
        label=_("Number of the document"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ClaimForm(forms.Form):
    """By when, in how many parts, and why a sum is asked back."""

    due_on = _day(_("By when?"))
    instalments = forms.IntegerField(
        label=_("In how many parts?"), min_value=1, max_value=60, initial=1
    )
    reason = _words(_("Why too much was paid"), _REASON)


class RepaymentForm(forms.Form):
    """A sum that came back."""

    yuan = _yuan(_("How much came in, in yuan"))
    number = forms.CharField(label=_("Number of the receipt"), max_length=40)

    def clean(self) -> dict[str, Any]:
        """Return the amount in fen."""
        found = super().clean() or self.cleaned_data
        if "yuan" in found:
            found["amount_fen"] = int(found.pop("yuan") * FEN)
        return found


class ReasonForm(forms.Form):
    """Why."""

    reason = _words(_("Why"), _REASON)
