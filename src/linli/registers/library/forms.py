"""The form that keeps a paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.registers.library import queries


def _kinds() -> list[tuple[str, object]]:
    return [
        ("", _("Please choose")),
        *((one.id, str(one.name)) for one in queries.kinds().values()),
    ]


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class PaperForm(forms.Form):
    """Which paper, its days, its file, and whether it may be used again."""

    kind = forms.ChoiceField(
        label=_("Which paper is it?"),
        choices=_kinds,
        widget=forms.Select(attrs={"data-kind": "select"}),
    )
    upload = forms.FileField(
        label=_("Photograph or PDF"),
        help_text=_("JPEG, PNG, HEIC or PDF, 10 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf"}),
    )
    issued_on = _day(_("Issued on (if it says so)"))
    expires_on = _day(
        _("Expires on (if it says so)"), _("An expired paper is not offered any more.")
    )
    may_reuse = forms.BooleanField(
        label=_("I agree that it is used again for later applications"),
        required=False,
        initial=True,
    )
