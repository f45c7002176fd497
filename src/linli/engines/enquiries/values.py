"""States, events, permissions and errors of enquiries."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import HANDLERS, LEADERS, Permission
from linli.foundation.errors.values import ConflictError

ENQUIRY_DAYS = "enquiry_days"  # the pack's parameter: working days for an answer
ENQUIRY_WORKING_DAYS = 1  # where the pack says nothing
PREFIX = "Q"  # behind the prefix of the city: no receipt number is taken for an enquiry's
MOST_REOPENINGS = 2


class EnquiryPermission(Permission):
    """What can be done with enquiries; without roles: everybody signed in, with their own."""

    ASK = ("enquiries:enquiry:ask",)
    READ_OWN = ("enquiries:enquiry:read_own",)
    RECORD = "enquiries:enquiry:record", *HANDLERS, *LEADERS
    HANDLE = "enquiries:enquiry:handle", *HANDLERS, *LEADERS


class EnquiryChannel(TextChoices):
    """How somebody asked."""

    PORTAL = "portal", _("On the site")
    DESK = "desk", _("At a counter")
    PHONE = "phone", _("On the telephone")
    API = "api", _("Through a program")


class EnquiryState(TextChoices):
    """Where an enquiry stands."""

    ASKED = "asked", _("Waiting for an answer")
    OFFERED = "offered", _("Handed over, not accepted yet")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Finished")


WAITING = frozenset({EnquiryState.ASKED, EnquiryState.OFFERED})
ENDED = frozenset({EnquiryState.ANSWERED, EnquiryState.CLOSED})


class EnquiryEventKind(TextChoices):
    """What happened. Rows of history are never edited."""

    ASKED = "enquiry.asked", _("Question recorded")
    ANSWERED = "enquiry.answered", _("Answered")
    OFFERED = "enquiry.offered", _("Handed over")
    ACCEPTED = "enquiry.accepted", _("Hand-over accepted")
    SENT_BACK = "enquiry.sent_back", _("Hand-over not accepted")
    TAKEN_IN = "enquiry.taken_in", _("Taken in as an application")
    REOPENED = "enquiry.reopened", _("The answer did not help")
    CLOSED = "enquiry.closed", _("Finished")
    OVERDUE = "enquiry.overdue", _("Over the last day, reported to the superior")


class EnquiryMovedError(ConflictError):
    """The enquiry is not in a state in which this can be done."""

    code = "enquiry_moved"
    message = _("Somebody was faster, or it has ended. Please look at it again.")


class NobodyToAskError(ConflictError):
    """No post of the office is held, or none may know of the matter."""

    code = "nobody_to_ask"
    message = _(
        "Nobody at this office answers questions here yet. "
        "Please call it, or 12345. What you wrote is kept."
    )
