"""Tags that every template has without loading."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import segno
from django import template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from linli.foundation.actors.values import ANONYMOUS, Holding, Role
from linli.foundation.ui import messages as ui_messages
from linli.foundation.ui import words
from linli.foundation.ui.fields import SELECT_FROM, date_parts, from_bound
from linli.foundation.ui.registry import navigation as place_navigation
from linli.foundation.ui.summary import faults

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.core.paginator import Page
    from django.template import Context

    from linli.foundation.ui.values import FieldView, LinkView, RowView, TimelineView

register = template.Library()

TONES = {
    "good": "circle-check",
    "warn": "alert-triangle",
    "bad": "alert-circle",
    "info": "info-circle",
    "quiet": "circle-dashed",
}


# ── pictures ───────────────────────────────────────────────────────────────
@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite; without a label it is decoration."""
    if not name:
        return mark_safe("")
    href = f"{_sprite()}#{name}"
    if label:
        return format_html(
            '<svg class="ll-icon" role="img" aria-label="{}"><use href="{}"></use></svg>',
            label,
            href,
        )
    return format_html(
        '<svg class="ll-icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>',
        href,
    )


@cache
def _sprite() -> str:
    """Return the address of all icons: asked of the storage once a process, not once an icon."""
    return static("vendor/tabler/icons.svg")


@register.simple_tag
def qr(text: str, label: str = "") -> SafeString:
    """Draw a QR code that says `text`, named for those who do not see it."""
    picture = segno.make(text, error="m").svg_inline(scale=4, border=3, omitsize=True)
    return format_html(
        '<div class="ll-qr" role="img" aria-label="{}">{}</div>',
        label or _("QR code"),
        mark_safe(picture),  # noqa: S308 - made by segno out of modules, holds no text
    )


# ── words ──────────────────────────────────────────────────────────────────
@register.filter
def day_words(moment: date | datetime | None) -> str:
    """Return 11月20日（周五） / Friday 20 November."""
    return words.day_words(moment, today=timezone.localdate()) if moment else ""


@register.filter
def date_words(moment: date | datetime | None) -> str:
    """Return 1958年11月28日 / 28 November 1958."""
    return words.date_words(moment) if moment else ""


@register.filter
def month_words(day: date | None) -> str:
    """Return 2026年11月 / November 2026."""
    return words.month_words(day) if day else ""


@register.simple_tag
def localtime_words(moment: datetime | None) -> SafeString | str:
    """Return day and time as people say it, in a `<time>`."""
    if not moment:
        return ""
    said = words.time_words(moment, today=timezone.localdate())
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), said)


@register.filter
def yuan(fen: int | None) -> str:
    """Return an amount in fen as 1,860元 / ¥1,860."""
    return words.yuan_words(int(fen)) if isinstance(fen, int) else ""


# ── small parts ────────────────────────────────────────────────────────────
@register.simple_tag
def status(tone: str, text: str) -> SafeString:
    """Draw a status: words, an icon, and only then a colour."""
    return format_html(
        '<strong class="govuk-tag ll-status ll-status--{}">{}<span>{}</span></strong>',
        tone if tone in TONES else "quiet",
        icon(TONES.get(tone, TONES["quiet"])),
        text,
    )


@register.inclusion_tag("ui/tags/button.html")
def button(
    label: str,
    kind: str = "",
    *,
    url: str = "",
    icon: str = "",
    name: str = "",
    value: str = "",
    form: str = "",
    formaction: str = "",
    is_start: bool = False,
) -> dict[str, Any]:
    """Draw a button, or with `url` a link like one; kinds: secondary, warning, quiet."""
    return {
        "label": label,
        "kind": kind,
        "url": url,
        "icon": icon,
        "name": name,
        "value": value,
        "form": form,
        "formaction": formaction,
        "is_start": is_start,
    }


@register.inclusion_tag("ui/tags/back_link.html")
def back_link(url: str, label: str = "") -> dict[str, Any]:
    """Draw the way back, above the heading."""
    return {"url": url, "label": label}


@register.inclusion_tag("ui/tags/empty.html")
def empty(
    title: str, text: str = "", url: str = "", label: str = "", icon: str = "mood-smile"
) -> dict[str, Any]:
    """Draw an empty list: why it is empty and what to do."""
    return {"title": title, "text": text, "url": url, "label": label, "icon": icon}


@register.inclusion_tag("ui/tags/timeline.html")
def timeline(entries: Iterable[TimelineView]) -> dict[str, Any]:
    """Draw what happened, in sentences."""
    return {"entries": entries}


@register.inclusion_tag("ui/tags/summary_list.html")
def summary_list(rows: Iterable[RowView], title: str = "") -> dict[str, Any]:
    """Draw labels and values, each with the link that changes it; with a title, as a card."""
    rows = tuple(rows)
    return {"rows": rows, "title": title, "has_links": any(row.change_url for row in rows)}


@register.inclusion_tag("ui/tags/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], label: str = "") -> dict[str, Any]:
    """Draw the pages of a list; the filters in the address stay."""
    request = context.get("request")
    query = request.GET.copy() if request else None

    def address(number: int) -> str:
        if query is None:
            return f"?page={number}"
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    numbers = [(number, address(number) if isinstance(number, int) else "") for number in shown]
    return {
        "page": page,
        "label": label,
        "numbers": numbers,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


# ── forms ──────────────────────────────────────────────────────────────────
@register.simple_tag
def field(view: FieldView | BoundField, **changes: Any) -> SafeString:
    """Draw one field: label, hint, example, error and control, tied together for screen readers.

    Changes: `is_bare` (label only for screen readers, as in a table cell), `is_heading` (the label
    is the page's h1), `rows` of a long text, `size` (2, 3, 4, 5, 10, 20 characters).
    """
    drawn = from_bound(view) if isinstance(view, BoundField) else view
    ids = [
        f"{drawn.id}-{part}"
        for part, text in (("hint", drawn.hint or drawn.example), ("error", drawn.error))
        if text
    ]
    return render_to_string(
        f"ui/fields/{drawn.kind}.html",
        {
            "field": drawn,
            "describedby": " ".join(ids),
            "parts": drawn.parts or _default_parts(drawn),
            "is_select": drawn.kind == "select" or len(drawn.options) >= SELECT_FROM,
            **changes,
        },
    )


def _default_parts(view: FieldView) -> tuple[FieldView, ...]:
    return date_parts(view.name, view.value) if view.kind == "date" else ()


@register.simple_tag
def attributes(view: FieldView) -> SafeString:
    """Write the attributes of a control that come from its view."""
    pairs: list[tuple[str, Any]] = [
        (key, value)
        for key, value in (
            ("autocomplete", view.autocomplete),
            ("inputmode", view.inputmode),
            ("maxlength", view.maxlength),
        )
        if value
    ]
    if view.is_readonly:
        pairs.append(("readonly", "readonly"))
    pairs.extend(view.attributes.items())
    return format_html_join("", ' {}="{}"', pairs)


@register.inclusion_tag("ui/tags/error_summary.html")
def error_summary(source: Any, prefix: str = "") -> dict[str, Any]:
    """Draw what is wrong, above the form, each line a link to its field."""
    return {"faults": faults(source, prefix=prefix)}


# ── layout ─────────────────────────────────────────────────────────────────
@register.simple_tag(takes_context=True)
def navigation(context: Context, place: str) -> tuple[LinkView, ...]:
    """Return the links of a place that this actor is shown."""
    actor = getattr(context.get("request"), "actor", None) or ANONYMOUS
    return place_navigation(place).links(actor, path=_path(context))


@register.simple_tag(takes_context=True)
def tabs(context: Context, place: str, links: Iterable[LinkView]) -> tuple[LinkView, ...]:
    """Return those of a place's links that stand in the bar at the foot of phones."""
    return place_navigation(place).tabs(links, path=_path(context))


def _path(context: Context) -> str:
    return getattr(context.get("request"), "path", "")


@register.simple_tag
def post_words(holding: Holding) -> str:
    """Say a post: what for, and in which organisation."""
    return f"{holding.organisation_name} · {Role(holding.role).label}"


@register.simple_tag
def home(place: str) -> str:
    """Return the address of a face's home."""
    try:
        return reverse(place_navigation(place).home)
    except NoReverseMatch:
        return "/"


@register.simple_tag(takes_context=True)
def toasts(context: Context) -> tuple[ui_messages.Toast, ...]:
    """Return what was just done, for the layout to say once."""
    return ui_messages.toasts(context.get("messages") or ())


@register.simple_tag
def site_languages() -> tuple[tuple[str, str], ...]:
    """Return code and own name of each language."""
    own = {"zh-hans": "中文", "en": "English"}
    return tuple((code, own.get(code, code)) for code, _name in settings.LANGUAGES)
