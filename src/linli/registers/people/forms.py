"""Labels and help of the room's forms; what counts is said by the schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from linli.foundation.formspec.values import DocumentType
from linli.registers.people import schemas
from linli.registers.people.values import (
    FIELD_OF_CODE,
    FIELD_WORDS,
    GuardianBasis,
    Kinship,
    RelationKind,
    Scope,
    Sex,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

Choices = tuple[tuple[str, str], ...]


class DayInput(forms.SelectDateWidget):
    """Year, month and day as three numbers; what was typed comes back as it was typed."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Join the three to an ISO text; nothing when all are empty."""
        del files
        parts = [str(data.get(f"{name}_{part}", "")).strip() for part in ("year", "month", "day")]
        return "-".join(parts) if any(parts) else None


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=["%Y-%m-%d"],
        widget=DayInput,
        error_messages={"invalid": _("Please type a date, for example 1990 3 7.")},
    )


def _text(label: Any, *, most: int, required: bool = False, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, **more)


def _off(**attributes: str) -> forms.TextInput:
    """Return a line of text that browsers do not remember: it is about somebody else."""
    return forms.TextInput(attrs={"autocomplete": "off", **attributes})


def _choice(label: Any, choices: Iterable[tuple[Any, Any]], **more: Any) -> forms.ChoiceField:
    """Return a list that opens: clerks choose by its first letters, and the page stays short."""
    more.setdefault("widget", forms.Select(attrs={"data-kind": "select"}))
    return forms.ChoiceField(label=label, choices=list(choices), **more)


class SchemaForm(forms.Form):
    """A form whose answers its schema checks once more: `cleaned_data` is what services take."""

    schema: ClassVar[type[schemas.Schema]]
    field_of_code: ClassVar = FIELD_OF_CODE

    def clean(self) -> dict[str, Any]:
        """Ask the schema."""
        cleaned = super().clean() or self.cleaned_data
        given = {name: value for name, value in cleaned.items() if value not in (None, "")}
        if self.errors:
            return cleaned
        try:
            return self.schema.model_validate(given).model_dump()
        except ValidationError as refused:
            for error in refused.errors():
                name = str(error["loc"][0]) if error["loc"] else None
                self.add_error(
                    name if name in self.fields else None, str(FIELD_WORDS["look_again"])
                )
        return cleaned


class DocumentForm(SchemaForm):
    """Kind and number of a document."""

    schema: ClassVar[type[schemas.Schema]] = schemas.Document
    document_type = _choice(
        _("Kind of document"), DocumentType.choices, initial=DocumentType.RESIDENT_ID
    )
    number = _text(_("Number of the document"), most=40, required=True, widget=_off())


class FindForm(forms.Form):
    """Beginning of a name or of its pinyin, or a whole phone number."""

    text = _text(
        _("Name, pinyin or phone number"),
        most=60,
        required=True,
        help_text=_("Among people who live or are registered in your area."),
        widget=_off(),
    )


class _Particulars(SchemaForm):
    def __init__(self, *args: Any, divisions: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Elsewhere, or not known")), *divisions]
        for name in ("living_code", "hukou_code"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    name = _text(_("Full name"), most=120, required=True, widget=_off())
    name_en = _text(_("Name in Latin letters, as in the passport"), most=120, widget=_off())
    sex = _choice(
        _("Sex"),
        [("", _("As the number says")), *Sex.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    birth_date = _day(
        _("Date of birth"), required=False, help_text=_("Leave empty if the number says it.")
    )
    phone = _text(_("Phone number"), most=30, widget=_off(type="tel"))
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    living_code = _choice(_("Community where the person lives"), (), required=False)
    living_detail = _text(_("Street, building, door"), most=200, widget=_off())
    hukou_code = _choice(_("Community of registered residence (hukou)"), (), required=False)
    hukou_detail = _text(_("Address of registered residence"), most=200, widget=_off())


class RegisterForm(DocumentForm, _Particulars):
    """A person who is present with a document."""

    schema = schemas.RegisterPerson
    expires_on = _day(_("Document valid until"), required=False)
    field_order = ("document_type", "number", "expires_on", "name")


class ChangeForm(_Particulars):
    """What a record says."""

    schema = schemas.ChangePerson
    died_on = _day(_("Date of death"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = Sex.choices  # type: ignore[attr-defined]
        self.fields["birth_date"].help_text = ""
        self.fields["birth_date"].required = True
        self.fields["phone"].help_text = _("Leave empty to keep the number that is there.")


class AddDocumentForm(DocumentForm):
    """Another document, shown now."""

    schema = schemas.AddDocument
    expires_on = _day(_("Document valid until"), required=False)


class ReasonForm(SchemaForm):
    """Why."""

    schema: ClassVar[type[schemas.Schema]] = schemas.Because
    reason = _text(
        _("Reason"),
        most=300,
        required=True,
        help_text=_("It is kept with your name and the time."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class MergeForm(ReasonForm):
    """Which record stays."""

    schema = schemas.MergePersons
    keep = _choice(
        _("Which record stays?"),
        [("this", _("The left one")), ("other", _("The right one"))],
        widget=forms.RadioSelect,
    )
    field_order = ("keep", "reason")


class OpenHouseholdForm(SchemaForm):
    """Where the household lives."""

    schema = schemas.OpenHousehold
    detail = _text(
        _("Address below the community"),
        most=200,
        help_text=_("Leave empty if it is where the head lives."),
        widget=_off(),
    )


class MemberForm(DocumentForm):
    """Who joins, and what they are to the head."""

    schema = schemas.AddMember
    kinship = _choice(
        _("What is this person to the head of the household?"),
        [choice for choice in Kinship.choices if choice[0] != Kinship.HEAD],
    )


class GuardianForm(DocumentForm):
    """The guardian's document, the ground, the days."""

    schema = schemas.AddGuardian
    basis = _choice(_("Ground"), GuardianBasis.choices)
    from_on = _day(_("First day"))
    to_on = _day(_("Last day, if known"), required=False)


class RelationForm(DocumentForm):
    """The other person's document, and what this person is to them."""

    schema = schemas.AddRelation
    kind = _choice(
        _("This person is the … of the other"),
        [choice for choice in RelationKind.choices if choice[0] != RelationKind.GUARDIAN],
    )
    field_order = ("kind", "document_type", "number")


class EndForm(ReasonForm):
    """Last day and reason."""

    schema = schemas.EndRelation
    to_on = _day(_("Last day"))
    field_order = ("to_on", "reason")


class MandateForm(SchemaForm):
    """For what, from when, until when."""

    schema: ClassVar[type[schemas.Schema]] = schemas.GrantMandate

    def __init__(self, *args: Any, items: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_code"].choices = [("", _("Every service")), *items]  # type: ignore[attr-defined]
        if not items:
            del self.fields["item_code"]

    field_order = ["item_code", "scope", "from_on", "to_on"]
    item_code = _choice(
        _("Service"),
        (),
        required=False,
        error_messages={"invalid_choice": FIELD_WORDS["item_unknown"]},
    )
    from_on = _day(_("First day"))
    to_on = _day(
        _("Last day"),
        required=False,
        help_text=_("At most three years after the first day. Leave empty for the longest."),
    )
    scope = forms.MultipleChoiceField(
        label=_("What may this person do?"),
        choices=Scope.choices,
        initial=[Scope.EVERYTHING],
        widget=forms.CheckboxSelectMultiple,
    )


class CounterMandateForm(DocumentForm, MandateForm):
    """The same with the agent present."""

    schema = schemas.GrantMandateAtCounter
    field_order = ["document_type", "number", *MandateForm.field_order]


class CodeForm(SchemaForm):
    """The code that the principal gave."""

    schema = schemas.AcceptMandate
    code = _text(_("Code"), most=40, required=True, widget=_off())


class ContactForm(SchemaForm):
    """My own phone and e-mail."""

    schema = schemas.Contact
    phone = _text(
        _("Phone number"),
        most=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
