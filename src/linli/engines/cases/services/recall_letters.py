"""What the resident gets in writing about a recall: before, and when it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from linli.engines.cases.queries.remedies import remedies_against
from linli.engines.cases.services.history import on_day
from linli.engines.cases.services.letters import letter
from linli.engines.cases.services.results import day_words
from linli.engines.cases.values import RecallGround

if TYPE_CHECKING:
    from datetime import datetime

    from linli.engines.cases.models import Case, Recall
    from linli.engines.cases.services.documents import Paper
    from linli.foundation.actors.values import Holding


def proposal(case: Case, row: Recall, *, reason: str, holding: Holding, now: datetime) -> Paper:
    """Return the letter that tells of a recall before it is decided."""
    lines = [
        _("We consider recalling our decision on your application."),
        _ground(row),
        _("Reason: %(reason)s") % {"reason": reason},
    ]
    if row.hear_until:
        said = _(
            "You can answer until %(day)s, in your account or at the counter. What you say is "
            "looked at before it is decided. Until then the decision stands."
        )
        lines.append(said % {"day": day_words(row.hear_until)})
    else:
        lines.append(_("You need not do anything. We write to you when it is decided."))
    title = _("Notice before a decision is recalled")
    return letter(case, title=title, text="\n\n".join(lines), holding=holding, now=now)


def decision(case: Case, row: Recall, *, reason: str, holding: Holding, now: datetime) -> Paper:
    """Return the letter that recalls a decision: from when, why, and what can be done against it.

    What can be done is said where something granted is taken back.
    """
    lines = [
        _("The decision on your application is recalled from today on."),
        _("It was document %(number)s, which is no longer valid.") % {"number": _paper(row)}
        if row.paper
        else "",
        _ground(row),
        _("Reason: %(reason)s") % {"reason": reason},
        _("Your application is decided anew. You need not apply again; we write to you."),
    ]
    if row.hear_until:
        against = remedies_against(case, told_on=on_day(now))
        lines += [_("If you do not agree") + "："] if against else []
        lines += ["\n".join(one.lines) for one in against]
    title = _("Recall of a decision")
    text = "\n\n".join(line for line in lines if line)
    return letter(case, title=title, text=text, holding=holding, now=now)


def _ground(row: Recall) -> str:
    return _("Ground: %(ground)s") % {"ground": RecallGround(row.ground).label}


def _paper(row: Recall) -> str:
    return (row.paper.number or row.paper.serial) if row.paper else ""
