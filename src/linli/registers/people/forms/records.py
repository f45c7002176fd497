"""Forms about one record: found, registered, changed, merged."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.registers.people import schemas
from linli.registers.people.forms.parts import (
    Choices,
    DocumentForm,
    ReasonForm,
    SchemaForm,
    choice,
    day,
    text,
    unremembered,
)
from linli.registers.people.values import Sex


class FindForm(forms.Form):
    """Beginning of a name or of its pinyin, or a whole phone number."""

    text = text(
        _("Name, pinyin or phone number"),
        most=60,
        required=True,
        help_text=_("Among people who live or are registered in your area."),
        widget=unremembered(),
    )


class _Particulars(SchemaForm):
    def __init__(self, *args: Any, divisions: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Elsewhere, or not known")), *divisions]
        for name in ("living_code", "hukou_code"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    name = text(_("Full name"), most=120, required=True, widget=unremembered())
    name_en = text(_("Name in Latin letters, as in the passport"), most=120, widget=unremembered())
    sex = choice(
        _("Sex"),
        [("", _("As the number says")), *Sex.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    birth_date = day(
        _("Date of birth"), required=False, help_text=_("Leave empty if the number says it.")
    )
    phone = text(_("Phone number"), most=30, widget=unremembered(type="tel"))
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    living_code = choice(_("Community where the person lives"), (), required=False)
    living_detail = text(_("Street, building, door"), most=200, widget=unremembered())
    hukou_code = choice(_("Community of registered residence (hukou)"), (), required=False)
    hukou_detail = text(_("Address of registered residence"), most=200, widget=unremembered())


class RegisterForm(DocumentForm, _Particulars):
    """A person who is present with a document."""

    schema = schemas.RegisterPerson
    expires_on = day(_("Document valid until"), required=False)
    field_order = ("document_type", "number", "expires_on", "name")


class ChangeForm(_Particulars):
    """What a record says."""

    schema = schemas.ChangePerson
    died_on = day(_("Date of death"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = Sex.choices  # type: ignore[attr-defined]
        self.fields["birth_date"].help_text = ""
        self.fields["birth_date"].required = True
        self.fields["phone"].help_text = _("Leave empty to keep the number that is there.")


class AddDocumentForm(DocumentForm):
    """Another document, shown now."""

    schema = schemas.AddDocument
    expires_on = day(_("Document valid until"), required=False)


class MergeForm(ReasonForm):
    """Which record stays."""

    schema = schemas.MergePersons
    keep = choice(
        _("Which record stays?"),
        [("this", _("The left one")), ("other", _("The right one"))],
        widget=forms.RadioSelect,
    )
    field_order = ("keep", "reason")


class ContactForm(SchemaForm):
    """My own phone and e-mail."""

    schema = schemas.Contact
    phone = text(
        _("Phone number"),
        most=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
