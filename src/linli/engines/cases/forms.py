"""What the address of a list may ask for; whatever cannot be meant asks for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from linli.engines.cases.queries import CaseFilter, Counted, Span
from linli.engines.cases.values import Measure
from linli.registers.places.values import CODE

if TYPE_CHECKING:
    from datetime import date

NOT_SEALED = "-"


def within_reason(day: date) -> None:
    """Refuse years that nobody means and that no database counts a day further from."""
    if not 2000 <= day.year <= 2100:
        raise forms.ValidationError("", code="year")


class ScopeForm(forms.Form):
    """All cases in scope, or those that a figure counted."""

    item = forms.CharField(required=False, max_length=20)
    division = forms.RegexField(CODE, required=False, max_length=12)
    measure = forms.ChoiceField(choices=Measure.choices, required=False)
    first = forms.DateField(required=False, validators=[within_reason])
    last = forms.DateField(required=False, validators=[within_reason])
    sealed = forms.CharField(required=False, max_length=30)

    def shown(self, *, today: date) -> CaseFilter:
        """Return the filter; a measure without days means this month."""
        self.is_valid()
        given = self.cleaned_data
        measure, sealed = given.get("measure"), given.get("sealed", "")
        first, last = given.get("first") or today.replace(day=1), given.get("last") or today
        return CaseFilter(
            item_code=given.get("item", ""),
            division=given.get("division", ""),
            counted=Counted(Measure(measure), Span(first, last), today) if measure else None,
            compartment=sealed.removeprefix(NOT_SEALED) if sealed else None,
        )
