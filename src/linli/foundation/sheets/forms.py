"""Forms of tables."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.foundation.sheets.values import CONTENT_TYPES, Mode


class TakeForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("Your table"),
        help_text=_("XLSX or CSV, at most 8 MB and 20,000 rows. Nothing is written yet."),
        widget=forms.ClearableFileInput(attrs={"accept": f".xlsx,.csv,{CONTENT_TYPES['xlsx']}"}),
    )


class LoadForm(forms.Form):
    """How the rows are taken in."""

    mode = forms.ChoiceField(choices=Mode.choices)
