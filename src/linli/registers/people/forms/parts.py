"""What the forms of the room are made of: fields, and forms that their schema checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from linli.foundation.formspec.values import DocumentType
from linli.registers.people import schemas
from linli.registers.people.values import FIELD_OF_CODE, FIELD_WORDS

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


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """Return a field for a day, typed as three numbers."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=["%Y-%m-%d"],
        widget=DayInput,
        error_messages={"invalid": _("Please type a date, for example 1990 3 7.")},
    )


def text(label: Any, *, most: int, required: bool = False, **more: Any) -> forms.CharField:
    """Return a line of text."""
    return forms.CharField(label=label, max_length=most, required=required, **more)


def unremembered(**attributes: str) -> forms.TextInput:
    """Return a line of text that browsers do not remember: it is about somebody else."""
    return forms.TextInput(attrs={"autocomplete": "off", **attributes})


def choice(label: Any, choices: Iterable[tuple[Any, Any]], **more: Any) -> forms.ChoiceField:
    """Return a list that opens: clerks choose by its first letters, and the page stays short."""
    more.setdefault("widget", forms.Select(attrs={"data-kind": "select"}))
    return forms.ChoiceField(label=label, choices=list(choices), **more)


def photograph(label: Any) -> forms.FileField:
    """Return a field for the photograph or scan of a paper that may be added later too."""
    return forms.FileField(
        label=label,
        required=False,
        help_text=_("JPEG, PNG, HEIC or PDF, 10 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf"}),
    )


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
    document_type = choice(
        _("Kind of document"), DocumentType.choices, initial=DocumentType.RESIDENT_ID
    )
    number = text(_("Number of the document"), most=40, required=True, widget=unremembered())


class ReasonForm(SchemaForm):
    """Why."""

    schema: ClassVar[type[schemas.Schema]] = schemas.Because
    reason = text(
        _("Reason"),
        most=300,
        required=True,
        help_text=_("It is kept with your name and the time."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
