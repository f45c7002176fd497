"""Forms of places."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.foundation.calendar import clock


class CloseForm(forms.Form):
    """The last day of a division, and what comes after it."""

    on = forms.DateField(
        label=_("Closed from"),
        widget=forms.DateInput(attrs={"type": "date"}),
        initial=clock.today,
    )
    successor_code = forms.RegexField(
        r"^([0-9]{12}|[0-9]{15}|[0-9]{18})$",
        label=_("Code of the successor"),
        help_text=_("Leave it empty if nothing takes its place."),
        required=False,
    )


class AddForm(forms.Form):
    """A division beneath: a grid of a community, a building."""

    field_of_code: ClassVar = {"division_code": "code", "division_exists": "code"}
    code = forms.RegexField(
        r"^([0-9]{12}|[0-9]{15}|[0-9]{18})$",
        label=_("Division code"),
        help_text=_(
            "A grid: the community's 12 digits and 3 more. A building: the grid's 15 and 3 more."
        ),
    )
    name = forms.CharField(label=_("Name of the place"), max_length=80)
    valid_from = forms.DateField(
        label=_("In force since"),
        widget=forms.DateInput(attrs={"type": "date"}),
        initial=clock.today,
    )
