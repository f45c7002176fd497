"""What may be done with accounts, posts and tokens; how they are shown; what can go wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import HANDLERS, LEADERS, Role
from linli.foundation.actors.values import Permission as Base
from linli.foundation.errors.values import ConflictError, ForbiddenError, InvalidError
from linli.foundation.notices.values import Contact as Reachable

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from linli.foundation.formspec.values import Localised

TOKEN_PREFIX = "linli_"  # noqa: S105 - makes a leaked token recognisable to scanners


class AccountPermission(Base):
    """Who may do what.

    No one alone can give a post to themselves: the operator makes the seats (posts, organisations)
    and cannot fill them; the security administrator fills and empties seats and cannot make them;
    the auditor sees both and does neither. Leaders see who holds the posts below them.
    """

    READ_STAFF = (
        "accounts:post:read",
        *LEADERS,
        Role.AUDITOR,
        Role.OPERATOR,
        Role.SECURITY_ADMINISTRATOR,
    )
    CREATE_POST = "accounts:post:create", Role.OPERATOR
    CLOSE_POST = "accounts:post:close", Role.OPERATOR
    APPOINT = "accounts:post:appoint", Role.SECURITY_ADMINISTRATOR
    END_TERM = "accounts:post:end_term", Role.SECURITY_ADMINISTRATOR
    OPEN_ACCOUNT = "accounts:account:open", Role.SECURITY_ADMINISTRATOR
    LINK_PERSON = "accounts:account:link_person", Role.CLERK, Role.COMMUNITY_WORKER
    USE_TOKENS = ("accounts:token:write",)
    USE_OWN = ("accounts:account:write_own",)
    BE_ABSENT = "accounts:absence:enter_own", *HANDLERS, *LEADERS, Role.AGENT
    LEAD_ABSENT = "accounts:absence:enter_line", *LEADERS


class AbsenceKind(TextChoices):
    """Why somebody is away; more than this is said in sealed words, or not at all."""

    LEAVE = "leave", _("Leave")
    TRAINING = "training", _("Training or a meeting")
    DUTY = "duty", _("Work outside the office")
    SICK = "sick", _("Sick")
    OTHER = "other", _("Something else")


class AbsenceSource(TextChoices):
    """Who entered it: the holder, who leads the line, or a roster."""

    HOLDER = "holder", _("by themselves")
    SUPERIOR = "superior", _("by the superior")
    SHIFT = "shift", _("from the roster")


LONGEST_ABSENCE = 366  # days
ABSENCE_NOTE = "accounts.absence.note"  # sealed: what B has to know
ABSENCE_WORDS = "accounts.absence.words"  # sealed: why, for the holder and the superior


class AbsentTwiceError(ConflictError):
    """The account is away on one of these days already."""

    code = "absent_twice"
    message = _("There is an absence on one of these days already. Cancel it first.")


class AbsenceDaysError(InvalidError):
    """The days run backwards, are over, or are too many."""

    code = "absence_days"
    message = _("The last day must not be before the first, nor over, nor more than a year away.")


class SeatTakenError(ConflictError):
    """Somebody holds this seat of the post already."""

    code = "seat_taken"
    message = _("Somebody holds this seat already. End that term first.")


class DutiesSeparatedError(ConflictError):
    """The account holds another of the three duties that must be kept apart."""

    code = "duties_separated"
    message = _("System, security and audit duties cannot be held by one account.")


class OwnAppointmentError(ForbiddenError):
    """Nobody appoints themselves or ends their own term."""

    code = "own_appointment"
    message = _("Nobody appoints themselves or ends their own term.")


class PostExistsError(ConflictError):
    """The same post is there already."""

    code = "post_exists"
    message = _(
        "This post exists already. Give another one a name of its own, such as a window number."
    )


class PostHeldError(ConflictError):
    """A post that somebody holds cannot be closed."""

    code = "post_held"
    message = _("Somebody still holds this post. End the term first.")


class PostBusyError(ConflictError):
    """A post at which something waits cannot be closed: it would wait for ever."""

    code = "post_busy"
    message = _(
        "Questions still wait at this post. Please let the office answer them or hand them over "
        "first."
    )


class AccountLinkedError(ConflictError):
    """The account or the person is linked already."""

    code = "account_linked"
    message = _("This account or this person is linked already.")


class TwoAccountsError(ConflictError):
    """Two records of a person are to become one, and each has an account."""

    code = "two_accounts"
    message = _("Both records have an account. Unlink the wrong one first, then merge.")


class AccountTakenError(ConflictError):
    """There is an account with this e-mail address."""

    code = "account_taken"
    message = _("There is an account with this e-mail address already.")


class PhoneTakenError(AccountTakenError):
    """Another account has confirmed this number."""

    code = "phone_taken"
    message = _("There is an account with this phone number already.")


class PhoneInvalidError(InvalidError):
    """No number that can receive a text message."""

    code = "phone_invalid"
    message = _("This is not a mobile number. A number from mainland China has 11 digits.")


class TokenScopeError(InvalidError):
    """A token can do no more than its owner."""

    code = "token_scope"
    message = _("A token can do no more than you can.")


class TokenTermError(InvalidError):
    """A token must end, within a year."""

    code = "token_term"
    message = _("A token ends in the future, within a year.")


class TermError(InvalidError):
    """A term ends before it begins."""

    code = "term"
    message = _("The last day of a term cannot be before its first.")


@dataclass(frozen=True)
class Contact(Reachable):
    """How to reach the owner of an account, and the name. Only confirmed addresses."""

    name: str = ""


@dataclass(frozen=True)
class AccountView:
    """An account as staff see it."""

    id: int
    name: str
    email: str
    has_person: bool


@dataclass(frozen=True)
class HoldingView:
    """Who holds a seat of a post, from when to when (last day included)."""

    id: int
    account_id: int
    name: str
    is_backup: bool
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class PostView:
    """A post and who holds it."""

    id: int
    role: Role
    title: str
    organisation_id: int
    organisation_name: str
    division_code: str
    division_name: str
    compartments: tuple[str, ...] = ()
    holdings: tuple[HoldingView, ...] = field(default_factory=tuple)
    closed_on: date | None = None

    @property
    def primary(self) -> HoldingView | None:
        """The A holder."""
        return next((held for held in self.holdings if not held.is_backup), None)

    @property
    def backup(self) -> HoldingView | None:
        """The B holder."""
        return next((held for held in self.holdings if held.is_backup), None)


@dataclass(frozen=True)
class PostLabel:
    """A post by name, for whoever has to find it: no word of who holds it."""

    id: int
    role: Role
    title: str
    organisation_id: int
    organisation: Localised
    division_code: str
    phone: str = ""
    compartments: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """Organisation, role and title in the language in force."""
        return " ".join(filter(None, (f"{self.organisation} · {self.role.label}", self.title)))

    def __str__(self) -> str:
        """Its words."""
        return self.words


@dataclass(frozen=True)
class AbsenceView:
    """An absence; words and note are empty for who may not read them."""

    public_id: UUID
    account_id: int
    name: str
    starts_on: date
    ends_on: date
    kind: AbsenceKind
    source: AbsenceSource
    is_cancelled: bool
    words: str = ""
    note: str = ""


@dataclass(frozen=True)
class AwayView:
    """Somebody of the line who is away now or soon, at one post, and who stands in there."""

    absence: AbsenceView
    post: PostLabel
    is_now: bool
    stands_in: str  # empty: nobody


@dataclass(frozen=True)
class TokenView:
    """A token as its owner sees it: never the secret."""

    id: int
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None
