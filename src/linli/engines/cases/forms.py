"""What a list may be asked for, and the forms of documents and of family members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.engines.cases.queries import CaseFilter, Counted, Span
from linli.engines.cases.values import Measure, RecallGround
from linli.foundation.formspec.values import DocumentType
from linli.registers.places.values import CODE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from linli.engines.cases.values import LetterView

NOT_SEALED = "-"


def within_reason(day: date) -> None:
    """Refuse years that nobody means and that no database counts a day further from."""
    if not 2000 <= day.year <= 2100:
        raise forms.ValidationError("", code="year")


class ScopeForm(forms.Form):
    """All cases in scope, or those that a figure counted."""

    item = forms.CharField(required=False, max_length=20)
    division = forms.RegexField(CODE, required=False, max_length=12)
    measure = forms.ChoiceField(choices=Measure.choices, required=False)
    first = forms.DateField(required=False, validators=[within_reason])
    last = forms.DateField(required=False, validators=[within_reason])
    sealed = forms.CharField(required=False, max_length=30)

    def shown(self, *, today: date) -> CaseFilter:
        """Return the filter; a measure without days means this month."""
        self.is_valid()
        given = self.cleaned_data
        measure, sealed = given.get("measure"), given.get("sealed", "")
        first, last = given.get("first") or today.replace(day=1), given.get("last") or today
        return CaseFilter(
            item_code=given.get("item", ""),
            division=given.get("division", ""),
            counted=Counted(Measure(measure), Span(first, last), today) if measure else None,
            compartment=sealed.removeprefix(NOT_SEALED) if sealed else None,
        )


class LetterForm(forms.Form):
    """A letter to the applicant."""

    title = forms.CharField(
        label=_("What it is about"),
        help_text=_("The heading of the letter, such as: Reply to your question"),
        max_length=60,
    )
    text = forms.CharField(
        label=_("The letter"),
        help_text=_("Address, name, office, day and seal are added. An empty line begins anew."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class BlanksForm(forms.Form):
    """The blanks of a letter from a template; what is missing the letter itself says."""

    def __init__(self, data: Any, *, letter: LetterView) -> None:
        """Make a field of each blank."""
        super().__init__(data)
        for blank in letter.blanks:
            self.fields[blank.id] = forms.CharField(
                label=str(blank.ask),
                help_text=str(blank.hint or ""),
                error_messages={"required": _("Please fill this in.")},
                widget=_widget(blank.kind),
            )


def _widget(kind: str) -> forms.Widget:
    if kind == "text":
        return forms.Textarea(attrs={"rows": 4})
    if kind == "day":
        return forms.DateInput(attrs={"type": "date"})
    return forms.TextInput(attrs={"inputmode": "numeric"} if kind == "number" else {})


class RevokeForm(forms.Form):
    """Why a document is revoked."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The resident reads this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RecallForm(forms.Form):
    """Why a decision is recalled."""

    ground = forms.ChoiceField(
        label=_("What is wrong with the decision"),
        choices=RecallGround.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The resident reads this: please say what was decided wrongly, and why."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RecallDecisionForm(forms.Form):
    """Whether a decision is recalled."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            ("approve", _("Recall it: the case is open again")),
            ("decline", _("The decision stands")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The resident reads this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CorrectionForm(forms.Form):
    """Which answer was typed wrongly, and what it should say."""

    path = forms.ChoiceField(label=_("Which answer"))
    text = forms.CharField(
        label=_("What it should say"),
        help_text=_("The whole answer. Of an address only what stands after the place."),
        max_length=2000,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The resident reads this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """Offer these answers."""
        super().__init__(*args, **kwargs)
        path = self.fields["path"]
        if isinstance(path, forms.ChoiceField):
            path.choices = [("", "—"), *choices]


class PackForm(forms.Form):
    """To whom a closed case is handed over."""

    reason = forms.CharField(
        label=_("To whom, and why"),
        help_text=_("Such as: district archive, transfer of the year 2026. It is recorded."),
        max_length=200,
    )


class PhoneForm(forms.Form):
    """Where the message goes."""

    phone = forms.CharField(
        label=_("Their mobile number"),
        max_length=30,
        help_text=_(
            "They get a message with a code. The code is theirs: they enter it themselves."
        ),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class SignedForm(forms.Form):
    """The photograph of the signed form."""

    file = forms.FileField(
        label=_("The signed form, photographed or scanned"),
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
    )


class CodeForm(forms.Form):
    """The code of the message."""

    code = forms.CharField(
        label=_("The code of 6 digits in the message"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class DocumentForm(forms.Form):
    """The document of whoever stands at the counter."""

    document_type = forms.ChoiceField(
        label=_("Kind of document"),
        choices=DocumentType.choices,
        initial=DocumentType.RESIDENT_ID,
        widget=forms.Select(attrs={"data-kind": "select"}),
    )
    number = forms.CharField(
        label=_("Number of the document"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
