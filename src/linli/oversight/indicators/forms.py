"""What the address of the figures may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.oversight.indicators.values import PeriodKind
from linli.registers.places.values import CODE

if TYPE_CHECKING:
    from datetime import date

CHOICES = [one for one in PeriodKind.choices if one[0] != PeriodKind.WHOLE_MONTH]


def within_reason(day: date) -> None:
    """Refuse years that nobody means."""
    if not 2000 <= day.year <= 2100:
        raise forms.ValidationError(_("Enter a day between 2000 and 2100."), code="year")


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, validators=[within_reason])


class BoardForm(forms.Form):
    """Which division and days; what cannot be meant is said and left out."""

    division = forms.RegexField(CODE, required=False)
    period = forms.ChoiceField(label=_("Days"), choices=CHOICES, required=False)
    first = _day(_("From"))
    last = _day(_("To"))
    sealed = forms.CharField(required=False, max_length=30)

    def asked(self) -> dict[str, Any]:
        """Return the arguments of the query."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "division": given.get("division", ""),
            "kind": PeriodKind(given.get("period") or PeriodKind.MONTH),
            "first": given.get("first"),
            "last": given.get("last"),
            "compartment": given.get("sealed", ""),
        }
