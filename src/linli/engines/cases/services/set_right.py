"""What residents and offices are told when a decision is set right: (title, text) by event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from linli.engines.cases.values import EventKind

if TYPE_CHECKING:
    from collections.abc import Callable

TOLD: dict[EventKind, tuple[Callable[[], str], Callable[[], str]]] = {
    EventKind.RECALL_PROPOSED: (
        lambda: _("We may recall a decision: %(item)s"),
        lambda: _(
            "Number %(number)s. Why, and until when you can answer, stands in your account. The "
            "decision stands until somebody else has looked at it."
        ),
    ),
    EventKind.RECALLED: (
        lambda: _("A decision was recalled: %(item)s"),
        lambda: _(
            "Number %(number)s is decided anew; you need not apply again. Please do not use the "
            "old result any more. Why, and what you can do, stands in your account."
        ),
    ),
    EventKind.CORRECTED: (
        lambda: _("A typing error was corrected: %(item)s"),
        lambda: _(
            "Number %(number)s. What was corrected stands in your account. If you have a result "
            "document, please use the new one."
        ),
    ),
    EventKind.RECALL_DECLINED: (
        lambda: _("The decision stands: %(item)s"),
        lambda: _("Number %(number)s. We looked at it again; nothing changes for you."),
    ),
}
TOLD_OFFICE: dict[EventKind, Callable[[], str]] = {
    EventKind.RECALL_PROPOSED: lambda: _("Please decide about a recall: %(number)s"),
    EventKind.RECALL_HEARD: lambda: _("The resident answered about a recall: %(number)s"),
    EventKind.RECALLED: lambda: _("Recalled, please decide anew: %(number)s"),
}
