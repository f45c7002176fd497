"""What a reader wishes, as a form: hours, and how soon each group goes out on each way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.foundation.notices.values import Group, Pace, Preferences, Via

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms.boundfield import BoundField

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
LIST = {"class": "govuk-select"}


class PreferencesForm(forms.Form):
    """A list to choose from for each group and way, and the hours."""

    quiet_from = forms.TypedChoiceField(
        label=_("Quiet from"), choices=HOURS, coerce=int, widget=forms.Select(attrs=LIST)
    )
    quiet_until = forms.TypedChoiceField(
        label=_("Quiet until"), choices=HOURS, coerce=int, widget=forms.Select(attrs=LIST)
    )
    digest_hour = forms.TypedChoiceField(
        label=_("The daily message comes at"),
        choices=HOURS,
        coerce=int,
        widget=forms.Select(attrs=LIST),
    )

    def __init__(self, *args: Any, preferences: Preferences, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            "quiet_from": preferences.quiet_from,
            "quiet_until": preferences.quiet_until,
            "digest_hour": preferences.digest_hour,
        }
        for group in Group:
            for via in Via:
                name = f"{group}.{via}"
                self.fields[name] = forms.ChoiceField(
                    label=via.label, choices=Pace.choices, widget=forms.Select(attrs=LIST)
                )
                self.initial[name] = preferences.pace(group, via)

    @property
    def groups(self) -> Iterator[tuple[Group, list[BoundField]]]:
        """Yield each group with its lists, one a way."""
        for group in Group:
            yield group, [self[f"{group}.{via}"] for via in Via]

    @property
    def hours(self) -> list[BoundField]:
        """Return the lists of the quiet hours."""
        return [self["quiet_from"], self["quiet_until"]]

    def wished(self) -> Preferences:
        """Return what was chosen; the form is valid."""
        given = self.cleaned_data
        return Preferences(
            paces={(group, via): Pace(given[f"{group}.{via}"]) for group in Group for via in Via},
            quiet_from=given["quiet_from"],
            quiet_until=given["quiet_until"],
            digest_hour=given["digest_hour"],
        )
