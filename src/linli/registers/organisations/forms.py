"""Forms of organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.foundation.calendar import clock
from linli.registers.organisations.rules import is_uscc, normalised_uscc
from linli.registers.organisations.values import Function, Kind, UsccError


class Filter(forms.Form):
    """Narrows the list."""

    text = forms.CharField(label=_("Name or credit code"), max_length=60, required=False)
    function = forms.ChoiceField(
        label=_("Function"), choices=[("", _("All functions")), *Function.choices], required=False
    )
    division_code = forms.RegexField(
        r"^[0-9]{12}$", label=_("Division code (12 digits)"), required=False
    )


class ChangeForm(forms.Form):
    """What may change."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    uscc = forms.CharField(
        label=_("Unified social credit code"),
        help_text=_("18 characters, from the certificate. Empty if it has none."),
        max_length=30,
        required=False,
    )
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    document_word = forms.CharField(
        label=_("Word of its document numbers"),
        help_text=_("Stands before 字 in the number. Empty: made of its place and what it does."),
        max_length=20,
        required=False,
    )

    def clean_uscc(self) -> str:
        """Return the code as the register keeps it."""
        code = normalised_uscc(self.cleaned_data["uscc"])
        if code and not is_uscc(code):
            raise forms.ValidationError(UsccError.message, code=UsccError.code)
        return code


class AddForm(ChangeForm):
    """A new organisation."""

    function = forms.ChoiceField(label=_("Function"), choices=Function.choices)
    kind = forms.ChoiceField(label=_("What it is in law"), choices=Kind.choices)
    division_code = forms.RegexField(r"^[0-9]{12}$", label=_("Division code (12 digits)"))
    valid_from = forms.DateField(
        label=_("In force since"),
        widget=forms.DateInput(attrs={"type": "date"}),
        initial=clock.today,
    )

    field_order = ("name", "name_en", "function", "kind", "division_code")


class CloseForm(forms.Form):
    """From when on, and why."""

    on = forms.DateField(
        label=_("First day on which it is no more"),
        widget=forms.DateInput(attrs={"type": "date"}),
        initial=clock.today,
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def clean_on(self) -> Any:
        """Return the day; not in the future: until then it is responsible."""
        on = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError(_("This day is still to come."), code="future")
        return on


class SealForm(forms.Form):
    """The picture of a seal, and from when it holds."""

    picture = forms.FileField(
        label=_("Picture of the seal"),
        help_text=_(
            "PNG with a transparent background, 300 to 3,000 pixels a side, or SVG as outlines; "
            "at most 1 MB. We draw it anew, 40 mm wide."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/svg+xml"}),
    )
    from_on = forms.DateField(
        label=_("First day on which papers bear it"),
        widget=forms.DateInput(attrs={"type": "date"}),
        initial=clock.today,
    )


class SealDecisionForm(forms.Form):
    """Whether a seal is let in."""

    decision = forms.ChoiceField(
        label=_("Is this the seal of the office, as it was approved?"),
        choices=[("confirm", _("Yes, let it in")), ("refuse", _("No, do not let it in"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("If not: why"), max_length=300, required=False)


class WithdrawSealForm(forms.Form):
    """From when a seal holds no more, and why."""

    on = forms.DateField(
        label=_("First day on which papers bear it no more"),
        widget=forms.DateInput(attrs={"type": "date"}),
        initial=clock.today,
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)
