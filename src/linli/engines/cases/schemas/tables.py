"""The table of running cases, begun on paper; and what its rows can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from linli.foundation.sheets.values import Column, ColumnType, Sheet
from linli.registers.people.values import DOCUMENT_TYPE

if TYPE_CHECKING:
    from linli.foundation.errors.values import Words

RUNNING = Sheet(
    kind="cases",
    title=_("Running cases"),
    intro=_(
        "Applications begun on paper, one a row. They go on here at their stage, with the time"
        " limit counted from the true dates. Answers stand in columns headed as in the form's"
        " dictionary, such as account.bank; what nobody knows stays empty."
    ),
    key=("item", "old_number"),
    takes_more=True,
    columns=(
        Column(
            "item",
            _("Item code"),
            is_required=True,
            help=_("As in the list of services."),
            example="B3.21-22",
            also=("事项编码",),
            most=20,
        ),
        DOCUMENT_TYPE,
        Column(
            "number",
            _("Document number of the applicant"),
            ColumnType.IDENTITY,
            is_required=True,
            help=_("Who is not registered yet is taken in with the table of people first."),
            example="110101199003070012",
            also=("证件号码", "身份证号", "身份证号码"),
        ),
        Column(
            "handed_in_on",
            _("Handed in on"),
            ColumnType.DATE,
            is_required=True,
            example="2026-11-02",
        ),
        Column(
            "accepted_on",
            _("Accepted on"),
            ColumnType.DATE,
            help=_(
                "Needed where the case has gone past the intake: the time limit runs from here."
            ),
            example="2026-11-03",
        ),
        Column(
            "stage",
            _("Stage"),
            is_required=True,
            help=_("Name or id of the stage; several at work side by side with a slash between."),
            example="federation",
        ),
        Column(
            "since",
            _("At this stage since"),
            ColumnType.DATE,
            help=_("Empty: since it was accepted, or handed in."),
            example="2026-11-03",
        ),
        Column(
            "old_number",
            _("Old receipt number"),
            help=_("Can be searched for. The same number of an item comes in once."),
            example="2026-0001",
            most=40,
        ),
        Column(
            "division_code",
            _("Division code"),
            ColumnType.DIVISION,
            help=_("Decides which offices handle it. Empty: where the applicant lives."),
            example="120101001001",
        ),
    ),
)
TABLE_WORDS: dict[str, Words] = {
    "item": _("This service is not offered here for applications. Please look at its code."),
    "person": _("Nobody with this number is registered in your divisions."),
    "stage": _("“%(typed)s” is no stage of this service. Its stages: %(stages)s."),
    "accepted": _("A case past the intake needs the day on which it was accepted."),
    "not_accepted": _("A case at the intake is not accepted yet. Please empty one of the two."),
    "future": _("This date is in the future."),
    "order": _("This is before the day on which it was handed in."),
    "place": _("Neither here nor with the applicant stands a division. Please give its code."),
    "outside": _("This division is not among those of your post."),
    "compartment": _("This service is sealed, and your post has no key to it."),
    "field": _("The form has no field “%(path)s”."),
    "not_here": _("Answers of this kind cannot stand in a table; leave the column out."),
    "known": _("Taken over already, under %(number)s."),
    "new": _("Would go on at: %(stages)s. Last day: %(due)s."),
}
