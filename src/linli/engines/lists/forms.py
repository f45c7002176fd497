"""Forms of a line."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TickForm(forms.Form):
    """The number that the system outside gave."""

    number = forms.CharField(
        label=_("Number there"),
        help_text=_("As the other system shows it; leave it empty if it gives none."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )


class SkipForm(forms.Form):
    """Why a line is left out."""

    reason = forms.CharField(label=_("Why it is left out"), max_length=300)


class ExportForm(forms.Form):
    """The kind of file."""

    format = forms.ChoiceField(choices=(("xlsx", "XLSX"), ("csv", "CSV")))
