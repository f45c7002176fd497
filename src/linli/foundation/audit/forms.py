"""What an auditor asks for."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.foundation.audit.values import EntryFilter


class FilterForm(forms.Form):
    """The filter of the log; kept in the address."""

    account = forms.IntegerField(label=_("Account number"), required=False, min_value=1)
    act = forms.CharField(label=_("Act"), required=False, max_length=80)
    kind = forms.CharField(label=_("Kind of thing"), required=False, max_length=40)
    subject = forms.CharField(label=_("Number of the thing"), required=False, max_length=80)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def asked(self) -> EntryFilter:
        """Return the filter; what is not valid is left out."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        since, until = given.get("since"), given.get("until")
        return EntryFilter(
            account_id=given.get("account"),
            act=given.get("act", ""),
            kind=given.get("kind", ""),
            subject=given.get("subject", ""),
            since=_midnight(since) if since else None,
            until=_midnight(until + timedelta(days=1)) if until else None,
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
