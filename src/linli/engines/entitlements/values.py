"""States, events, permissions and errors of what was granted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import LEADERS, Permission, Role
from linli.foundation.errors.values import ConflictError, InvalidError

if TYPE_CHECKING:
    from datetime import date

OFFICERS = (Role.CLERK, Role.DEPARTMENT_OFFICER, Role.STREET_OFFICER)


class EntitlementPermission(Permission):
    """What can be done with what was granted; without roles: every signed-in resident."""

    READ_OWN = ("entitlements:entitlement:read_own",)
    REPORT = ("entitlements:report:write",)
    READ = "entitlements:entitlement:read", *OFFICERS, Role.COMMUNITY_WORKER, *LEADERS
    FIND = "entitlements:entitlement:find", *OFFICERS, Role.COMMUNITY_WORKER
    HANDLE = "entitlements:entitlement:handle", *OFFICERS
    LIST = "entitlements:list:build", *OFFICERS
    CLOSE = "entitlements:list:close", *OFFICERS
    EXPORT = "entitlements:list:export", *OFFICERS
    WAIVE = "entitlements:claim:waive", *LEADERS
    TOTALS = "entitlements:totals:read", *LEADERS


class EntitlementState(TextChoices):
    """Where it stands."""

    RUNNING = "running", _("Being paid")
    SUSPENDED = "suspended", _("Suspended")
    STOPPED = "stopped", _("Stopped")
    ENDED = "ended", _("Over")


LIVE = frozenset({EntitlementState.RUNNING, EntitlementState.SUSPENDED})


class EventKind(TextChoices):
    """What happened to it. Rows of history are never edited."""

    GRANTED = "granted", _("It was granted")
    HELD = "held", _("Held back: somebody in it is already counted in another one")
    AMOUNT = "amount", _("The amount changed")
    CORRECTED = "corrected", _("The amount was corrected")
    SUSPENDED = "suspended", _("Suspended")
    RESUMED = "resumed", _("Paid again")
    STOPPED = "stopped", _("Stopped")
    PROLONGED = "prolonged", _("Checked again and goes on")
    ENDED = "ended", _("Over")
    ACCOUNT = "account", _("The account it is paid to changed")
    MOVED = "moved", _("Another office pays it now")
    REPORTED = "reported", _("A change in the household was reported")
    ANSWERED = "answered", _("The report was answered")
    RECHECK_OPENED = "recheck_opened", _("The regular check began")
    EXPIRING = "expiring", _("A reminder was sent: it ends soon")
    REASON = "reason", _("The registers were asked; the office looks whether it goes on")
    KEPT = "kept", _("The office looked: it goes on")
    CLAIMED = "claimed", _("An overpaid sum was claimed back")
    REPAID = "repaid", _("A repaid sum came in")
    WAIVED = "waived", _("An overpaid sum was waived")


# From their month on they say what is paid.
STARTING = frozenset({EventKind.GRANTED, EventKind.RESUMED})
HALTING = frozenset({EventKind.SUSPENDED, EventKind.HELD, EventKind.STOPPED})
PRICING = frozenset({EventKind.GRANTED, EventKind.AMOUNT, EventKind.CORRECTED})
BOUNDING = frozenset({EventKind.GRANTED, EventKind.PROLONGED})
SETTLING = frozenset({EventKind.REPAID, EventKind.WAIVED})
MOVING_MONEY = STARTING | HALTING | PRICING | BOUNDING | SETTLING


class Why(TextChoices):
    """Where a change comes from."""

    DECISION = "decision", _("the decision")
    PARAMETER = "parameter", _("a new amount set by the city")
    RECHECK = "recheck", _("the regular check")
    REPORT = "report", _("a change you reported")
    OFFICE = "office", _("the office looked at it")
    REGISTER = "register", _("what a register says")
    RECALL = "recall", _("the decision was recalled")


class CheckOutcome(TextChoices):
    """What came of asking the registers whether something still holds."""

    CLEAR = "clear", _("Nothing ends it")
    REASON = "reason", _("There may be a reason to stop it")
    STALE = "stale", _("The answer was not fresh enough to count; it is asked for again tomorrow")
    NOT_FOUND = "not_found", _("The register has no entry, so nothing follows")
    UNAVAILABLE = "unavailable", _("It could not be asked, so nothing follows; again tomorrow")
    NOBODY = "nobody", _("No document was proven, so no register was asked")
    UNREACHED = "unreached", _("The register that would know it is not reached here")


AGAIN = frozenset({CheckOutcome.STALE, CheckOutcome.UNAVAILABLE})


class CheckAnswer(TextChoices):
    """What a person made of a reason that registers gave."""

    STOPPED = "stopped", _("Stopped")
    KEPT = "kept", _("It goes on")


class ListState(TextChoices):
    """Where a payment list stands."""

    BUILDING = "building", _("Being made")
    DRAFT = "draft", _("To be checked")
    CLOSED = "closed", _("Checked and closed")


class ChangeKind(TextChoices):
    """What changed at home (社会救助暂行办法 13)."""

    INCOME = "income", _("Income or property")
    MEMBERS = "members", _("Who lives in the household")
    WORK = "work", _("Work begun or lost")
    ADDRESS = "address", _("Address, still in the city")
    MOVED = "moved", _("Moved away from the city")
    DEATH = "death", _("Somebody died")
    OTHER = "other", _("Something else")


class ReportOutcome(TextChoices):
    """What a report led to."""

    NO_EFFECT = "no_effect", _("Nothing changes")
    RECHECK = "recheck", _("It is checked again")
    SUSPENDED = "suspended", _("Suspended until it is clear")
    STOPPED = "stopped", _("Stopped")
    CORRECTED = "corrected", _("The amount was corrected")


@dataclass(frozen=True)
class Fact:
    """One event that says what is due: it holds from its month on."""

    kind: EventKind
    month: date  # the first day of the month
    amount_fen: int | None = None
    until: date | None = None  # last month, if the event bounds it


@dataclass(frozen=True)
class Due:
    """What is due for one month, and the event that says so."""

    month: date
    amount_fen: int
    kind: EventKind


@dataclass(frozen=True)
class Split:
    """One line of a list: for the month, for earlier months, set off; and what stays open.

    `left_fen` is positive for arrears (never, after a line) and negative for what is overpaid.
    """

    month_fen: int
    arrears_fen: int
    setoff_fen: int
    left_fen: int

    @property
    def amount_fen(self) -> int:
        """What is to be paid."""
        return self.month_fen + self.arrears_fen - self.setoff_fen


class NotRunningError(ConflictError):
    """It is not in a state in which this can be done."""

    code = "entitlement_state"
    message = _("This cannot be done in its present state. Please look at it again.")


class CountedTwiceError(ConflictError):
    """Somebody in it is counted in another one of the same kind."""

    code = "counted_twice"
    message = _(
        "Somebody in this household already receives the same from another one. "
        "Please settle that one first."
    )


class ListStateError(ConflictError):
    """A list is not in a state in which this can be done."""

    code = "list_state"
    message = _("This list cannot be changed now. Please look at it again.")


class StaleListError(ConflictError):
    """Something changed since the list was made."""

    code = "stale_list"
    message = _("Something changed since this list was made. Please make it anew, then close it.")


class SecondPersonError(ConflictError):
    """Whoever made a list does not close it."""

    code = "second_person"
    message = _("You made this list. A second person has to check and close it.")


class MonthError(InvalidError):
    """The month cannot be listed yet."""

    code = "month"
    message = _("A list can be made for this month or for one that is over.")
