"""Forms of enquiries: few fields, so that recording takes no longer than listening."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.engines.enquiries.values import EnquiryChannel


def _words(
    label: Any, *, hint: Any = "", rows: int = 3, required: bool = True, **attrs: Any
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=2000,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows, **attrs}),
    )


def _key() -> forms.CharField:
    """Return the key under which a form is taken once, however often the button is pressed."""
    return forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=80, initial=lambda: str(uuid.uuid4())
    )


class RecordForm(forms.Form):
    """What somebody asked at the counter or on the telephone."""

    key = _key()

    question = _words(_("What they ask"), autofocus=True)
    answer = _words(
        _("Answer, if you gave it at once"),
        hint=_("Empty: it stays with you until it is answered or another post accepts it."),
        required=False,
    )
    channel = forms.ChoiceField(
        label=_("How they ask"),
        choices=[(one.value, one.label) for one in (EnquiryChannel.DESK, EnquiryChannel.PHONE)],
        widget=forms.RadioSelect,
        initial=EnquiryChannel.DESK,
    )
    item_code = forms.ChoiceField(label=_("About which service"), required=False)
    name = forms.CharField(label=_("Name, if they gave one"), max_length=60, required=False)
    contact = forms.CharField(
        label=_("How to reach them"),
        help_text=_("Kept encrypted, for the answer only."),
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, items: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_code"].choices = [("", _("None in particular")), *items]  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """A question to an office, asked at home."""

    key = _key()

    organisation_id = forms.TypedChoiceField(
        label=_("Which office do you ask?"), coerce=int, widget=forms.RadioSelect
    )
    question = _words(_("Your question"), hint=_("Please write no identity numbers."), rows=5)
    item_code = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, offices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = offices  # type: ignore[attr-defined]


class FindForm(forms.Form):
    """For which place and service an office is looked for."""

    q = forms.CharField(
        label=_("Your street or community"),
        help_text=_("For example: 劝业场"),
        max_length=60,
        required=False,
    )
    item = forms.ChoiceField(label=_("About which service"), required=False)

    def __init__(self, *args: Any, items: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", _("None in particular")), *items]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The answer."""

    answer = _words(_("Answer"), hint=_("The asker reads this."), rows=4)


class ReasonForm(forms.Form):
    """Why something is not accepted."""

    reason = _words(_("Why"))


class WhyForm(forms.Form):
    """What was missing in the answer."""

    why = _words(_("What is still open?"))


class HandOverForm(forms.Form):
    """To which post, and why."""

    post_id = forms.TypedChoiceField(
        label=_("Which post takes it on?"), coerce=int, widget=forms.RadioSelect
    )
    reason = _words(_("Why this post"), hint=_("So that nothing has to be asked twice."))

    def __init__(self, *args: Any, posts: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post_id"].choices = posts  # type: ignore[attr-defined]
