"""Where somebody is reached, through what, what they wish, and a notice as its reader sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.errors.values import UnavailableError

SMS_LENGTH = (
    70  # characters of one message in UCS-2; beyond it costs twice and splits on old phones
)


class Via(TextChoices):
    """How a notice reaches somebody, beside the account, where it always stands."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")


ACCOUNT_ONLY: frozenset[Via] = frozenset()
ALL = frozenset(Via)


class Group(TextChoices):
    """What notices are about, as a reader chooses among them."""

    TO_DO = "to_do", _("What you must do")
    HAPPENED = "happened", _("How your matters go on")
    REMINDERS = "reminders", _("Reminders")
    NEWS = "news", _("News of the neighbourhood")


class Pace(TextChoices):
    """How soon a group of notices goes out on one way."""

    AT_ONCE = "at_once", _("At once")
    DIGEST = "digest", _("Once a day, together")
    NEVER = "never", _("Never")


class Part(TextChoices):
    """In which part somebody was told; others read this word and never a name."""

    APPLICANT = "applicant", _("The applicant")
    AGENT = "agent", _("The agent")
    OFFICE = "office", _("The office")


class Why(TextChoices):
    """Why something did not go out at once."""

    QUIET = "quiet", _("Held until the quiet hours are over")
    DIGEST = "digest", _("Waits for the daily message")
    NEVER = "never", _("The reader wants none on this way")
    GONE = "gone", _("The reader is no longer reached on this way")


@dataclass(frozen=True)
class Kind:
    """What a room says of a kind of notice.

    `is_duty`: a legal duty or a deadline hangs on it, so one way outside the account stays open.
    `is_urgent`: it goes out in quiet hours too.
    """

    group: Group = Group.HAPPENED
    is_duty: bool = False
    is_urgent: bool = False


Paces = Mapping[tuple[Group, Via], Pace]


@dataclass(frozen=True)
class Preferences:
    """What somebody wishes: how soon, and when not; full hours of the site's clock.

    Quiet hours that begin and end at the same hour are none.
    """

    paces: Paces = field(default_factory=dict)
    quiet_from: int = 22
    quiet_until: int = 7
    digest_hour: int = 8

    @property
    def has_quiet_hours(self) -> bool:
        """Whether there is a time in which nothing goes out."""
        return self.quiet_from != self.quiet_until

    def pace(self, group: Group, via: Via) -> Pace:
        """Return how soon a group goes out on a way: at once where nobody chose."""
        return self.paces.get((group, via), Pace.AT_ONCE)


@dataclass(frozen=True)
class Contact:
    """Where an account is reached; empty means not at all."""

    email: str = ""
    phone: str = ""
    language: str = "zh-hans"


@dataclass(frozen=True)
class NoticeView:
    """A notice in the reader's language."""

    id: int
    kind: str
    title: str
    body: str
    url: str
    at: datetime
    is_read: bool


@dataclass(frozen=True)
class Inbox:
    """Unread notices first, then a page of those read, newest first."""

    unread: tuple[NoticeView, ...]
    read: tuple[NoticeView, ...]
    next_before: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all."""
        return not self.unread and not self.read


@dataclass(frozen=True)
class Way:
    """How one notice went on one way."""

    via: Via
    state: str  # waiting, held, digest, retry, sent, failed, not_sent
    at: datetime | None
    words: str


@dataclass(frozen=True)
class ToldView:
    """One notice about a subject: to whom in which part, when, on which ways, read when."""

    kind: str
    title: str
    at: datetime
    part: str
    is_mine: bool
    ways: tuple[Way, ...]
    read_at: datetime | None


class SmsUnavailableError(UnavailableError):
    """The text message could not be handed to the carrier."""

    code = "sms_unavailable"
    message = _("The text message could not be sent just now. Please try again in a minute.")
