"""Forms of places."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.foundation.calendar import clock


class AddForm(forms.Form):
    """A division beneath: a grid of a community, a building."""

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
