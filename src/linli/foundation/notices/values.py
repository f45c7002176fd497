"""Where somebody is reached, through what, and a notice as its reader sees it."""

from dataclasses import dataclass
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


class SmsUnavailableError(UnavailableError):
    """The text message could not be handed to the carrier."""

    code = "sms_unavailable"
    message = _("The text message could not be sent just now. Please try again in a minute.")
