"""What an auditor asks for."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.foundation.exchange import queries
from linli.foundation.exchange.values import EntryFilter, Outcome

ANY = ("", _("All of them"))


def _registers() -> list[tuple[str, object]]:
    return [ANY, *((one.id, str(one.name)) for one in queries.registers().values())]


class FilterForm(forms.Form):
    """The filter of the purpose log; kept in the address."""

    register = forms.ChoiceField(label=_("Which register"), required=False, choices=_registers)
    outcome = forms.ChoiceField(
        label=_("What came of it"), required=False, choices=[ANY, *Outcome.choices]
    )
    purpose = forms.CharField(label=_("Code of the service"), required=False, max_length=40)
    subject = forms.UUIDField(label=_("Number of the application"), required=False)
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
            register=given.get("register", ""),
            outcome=given.get("outcome", ""),
            purpose=given.get("purpose", ""),
            subject=str(given.get("subject") or ""),
            since=_midnight(since) if since else None,
            until=_midnight(until + timedelta(days=1)) if until else None,
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
