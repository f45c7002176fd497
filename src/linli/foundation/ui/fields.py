"""Makes a `FieldView` of a field of a Django form, so that one set of templates draws both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from linli.foundation.ui.values import FieldView, OptionView

if TYPE_CHECKING:
    from django.forms.boundfield import BoundField

SELECT_FROM = 8  # more than seven choices become a list that opens
NEVER_SENT_BACK = frozenset({"password", "file"})
CONTROL_ATTRIBUTES = frozenset(
    {"autocomplete", "inputmode", "maxlength", "accept", "class", "id", "required", "placeholder"}
)
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (forms.PasswordInput, "password"),
    (forms.EmailInput, "email"),
    (forms.SelectDateWidget, "date"),
    (forms.DateInput, "day"),
    (forms.FileInput, "file"),
    (forms.Textarea, "long_text"),
    (forms.CheckboxInput, "consent"),
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.SelectMultiple, "choices"),
    (forms.RadioSelect, "choice"),
    (forms.Select, "choice"),
    (forms.NumberInput, "number"),
)


def from_bound(bound: BoundField) -> FieldView:
    """Return the view of a bound field: label, value as given, first error, kind by its widget."""
    field, widget = bound.field, bound.field.widget
    attributes = {str(key): value for key, value in widget.attrs.items()}
    kind = _kind(bound, attributes)
    value = "" if bound.value() is None else bound.value()
    return FieldView(
        kind=kind,
        name=bound.html_name,
        label=str(bound.label),
        value="" if kind in NEVER_SENT_BACK else value,
        hint=str(bound.help_text),
        error=" ".join(str(error) for error in bound.errors),
        options=_options(widget, value),
        parts=_date_parts(bound, value) if kind == "date" else (),
        is_required=field.required,
        is_readonly=field.disabled,
        autocomplete=str(attributes.get("autocomplete", "")),
        inputmode=str(attributes.get("inputmode", "")),
        accept=str(attributes.get("accept", "")),
        maxlength=getattr(field, "max_length", None),
        attributes=_rest(attributes),
    )


def _kind(bound: BoundField, attributes: dict[str, Any]) -> str:
    named = attributes.get("data-kind")  # a form may name one of ours
    if named:
        return str(named)
    widget = bound.field.widget
    kind = next((kind for known, kind in KINDS if isinstance(widget, known)), "text")
    if kind == "text" and attributes.get("type") == "tel":
        return "phone"
    return kind


def _rest(attributes: dict[str, Any]) -> dict[str, str]:
    return {
        key: "" if value is True else str(value)
        for key, value in attributes.items()
        if key not in CONTROL_ATTRIBUTES and key != "data-kind" and value is not False
    }


def _options(widget: forms.Widget, value: Any) -> tuple[OptionView, ...]:
    if not isinstance(widget, forms.Select | forms.CheckboxSelectMultiple | forms.RadioSelect):
        return ()
    if isinstance(widget, forms.SelectDateWidget):
        return ()
    chosen = {str(one) for one in value} if isinstance(value, list | tuple) else {str(value)}
    return tuple(
        OptionView(value=str(key), label=str(label), is_chosen=str(key) in chosen)
        for key, label in _flat(widget.choices)
    )


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    flat: list[tuple[Any, Any]] = []
    for key, label in choices:
        if isinstance(label, list | tuple):
            flat.extend(label)
        else:
            flat.append(("" if key is None else key, label))
    return flat


def date_parts(name: str, value: Any, *, join: str = ".") -> tuple[FieldView, ...]:
    """Return year, month and day of a date, of an ISO text, or of nothing, as three numbers."""
    year, month, day = _split_date(value)
    named = (
        ("year", _("Year"), year, 4),
        ("month", _("Month"), month, 2),
        ("day", _("Day"), day, 2),
    )
    return tuple(
        FieldView(
            kind="number",
            name=f"{name}{join}{part}",
            label=label,
            value=part_value,
            inputmode="numeric",
            maxlength=size,
        )
        for part, label, part_value, size in named
    )


def _date_parts(bound: BoundField, value: Any) -> tuple[FieldView, ...]:
    widget: Any = bound.field.widget
    read = widget.format_value(value) if isinstance(widget, forms.SelectDateWidget) else value
    return date_parts(bound.html_name, read, join="_")


def _split_date(value: Any) -> tuple[str, str, str]:
    if isinstance(value, dict):
        return (
            str(value.get("year") or ""),
            str(value.get("month") or ""),
            str(value.get("day") or ""),
        )
    if hasattr(value, "year"):
        return str(value.year), str(value.month), str(value.day)
    pieces = str(value or "").split("-")
    if len(pieces) != 3:
        return "", "", ""
    return pieces[0], pieces[1].lstrip("0"), pieces[2].lstrip("0")
