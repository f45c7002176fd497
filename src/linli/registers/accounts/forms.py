"""Forms of sign-in, and of posts and tokens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import Role
from linli.foundation.calendar import clock
from linli.registers.accounts.values import AbsenceKind


class SignInForm(LoginForm):  # type: ignore[misc]
    """Phone or e-mail, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password, remember = (
            self.fields[name] for name in ("login", "password", "remember")
        )
        login.label = _("Phone number or e-mail address")
        login.widget.attrs = {"autocomplete": "username"}
        password.help_text = ""
        password.widget.attrs.pop("placeholder", None)
        remember.label = _("Stay signed in on this device")


class SignUpForm(SignupForm):  # type: ignore[misc]
    """Phone, password, and an e-mail address for those who like."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].help_text = _("We send a code to it.")
        self.fields["email"].label = _("E-mail address")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        if "password1" in self.fields:
            self.fields["password1"].help_text = _("At least 8 characters, not digits alone.")


class OwnForm(forms.Form):
    """How others at work know me, and my language."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of mail and text messages"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )


class StaffFilter(forms.Form):
    """Narrows the list of posts."""

    text = forms.CharField(label=_("Name, post or organisation"), max_length=60, required=False)
    role = forms.ChoiceField(
        label=_("Role"), choices=[("", _("All roles")), *Role.choices], required=False
    )


class PostForm(forms.Form):
    """A new seat."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    title = forms.CharField(
        label=_("Name of this post (if there are several alike)"),
        help_text=_("For example: window 2"),
        max_length=60,
        required=False,
    )


class ColleagueForm(forms.Form):
    """A new account for somebody at work."""

    name = forms.CharField(label=_("Name"), max_length=60)
    email = forms.EmailField(label=_("E-mail address at work"))


class LinkForm(forms.Form):
    """Which account, said by the person at the counter."""

    who = forms.CharField(
        label=_("Phone number or e-mail address of the account"),
        help_text=_("Exactly as confirmed by its owner."),
        max_length=254,
    )


class AppointForm(forms.Form):
    """Who, which seat, for how long."""

    who = forms.CharField(
        label=_("E-mail address or phone number of the account"),
        help_text=_("Exactly as confirmed by its owner."),
        max_length=254,
    )
    seat = forms.ChoiceField(
        label=_("Seat"),
        choices=[("a", _("A: holds the post")), ("b", _("B: stands in"))],
        initial="a",
        widget=forms.RadioSelect,
    )
    starts_on = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}), initial=clock.today
    )
    ends_on = forms.DateField(
        label=_("Last day (empty: until ended)"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class AbsenceForm(forms.Form):
    """From when to when, why, and what the other seat has to know."""

    field_of_code = {"absence_days": "ends_on", "absent_twice": "starts_on"}
    starts_on = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}), initial=clock.today
    )
    ends_on = forms.DateField(
        label=_("Last day away"),
        help_text=_("Included: the day after you are back."),
        widget=forms.DateInput(attrs={"type": "date"}),
        initial=clock.today,
    )
    kind = forms.ChoiceField(label=_("Why"), choices=AbsenceKind.choices)
    words = forms.CharField(
        label=_("More about it"),
        help_text=_("Kept encrypted; only you and who leads your line read it."),
        max_length=300,
        required=False,
    )
    note = forms.CharField(
        label=_("Hand-over for who stands in"),
        help_text=_("What is at work, what is due, who calls. Kept encrypted."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AbsenceForForm(AbsenceForm):
    """The absence of somebody of the line."""

    account_id = forms.TypedChoiceField(label=_("Who is away"), coerce=int)
    field_order = ("account_id",)

    def __init__(self, *args: Any, people: tuple[tuple[int, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account_id"].choices = people  # type: ignore[attr-defined]


class TokenForm(forms.Form):
    """A new key for a program."""

    name = forms.CharField(
        label=_("What is it for?"),
        help_text=_("For example: statistics of our street"),
        max_length=60,
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"), widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label=_("How long does it live?"),
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("One year"))],
        coerce=int,
        initial=90,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, scopes: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(code, code) for code in scopes]

    @property
    def lifetime(self) -> timedelta:
        """How long it lives."""
        return timedelta(days=self.cleaned_data["days"])
