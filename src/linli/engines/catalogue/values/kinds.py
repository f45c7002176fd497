"""The kinds of items, and the ways to ask for one and to get its result."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ItemKind(TextChoices):
    """What somebody does when they ask for the item."""

    APPLICATION = "application", _("Application")
    REGISTRATION = "registration", _("Registration")
    FILING = "filing", _("Filing")
    CERTIFICATE = "certificate", _("Certificate")
    CONSULTATION = "consultation", _("Consultation")
    REPORT = "report", _("Report")
    SIGN_UP = "sign_up", _("Sign-up")
    SUBSCRIPTION = "subscription", _("Subscription")


class ItemType(TextChoices):
    """What the item is in administrative law (事项类型)."""

    LICENCE = "licence", _("Licence")
    BENEFIT = "benefit", _("Benefit")
    CONFIRMATION = "confirmation", _("Confirmation")
    REWARD = "reward", _("Reward")
    ADJUDICATION = "adjudication", _("Adjudication")
    PUBLIC_SERVICE = "public_service", _("Public service")


class Audience(TextChoices):
    """For whom the item is."""

    PERSON = "person", _("Individuals")
    ORGANISATION = "organisation", _("Organisations")


class Handling(TextChoices):
    """Done while you wait, or promised within a time."""

    INSTANT = "instant", _("Done while you wait")
    PROMISED = "promised", _("Done within the time promised")


class Way(TextChoices):
    """Ways to ask for the item."""

    PORTAL = "portal", _("Online")
    KIOSK = "kiosk", _("At a self-service machine")
    DESK = "desk", _("At the counter")
    AGENT = "agent", _("Through somebody who acts for you")
    POST = "post", _("By post")
    PHONE = "phone", _("By telephone")


class Delivery(TextChoices):
    """Ways in which a result reaches people."""

    ONLINE = "online", _("Online")
    COUNTER = "counter", _("Collected at the counter")
    POST = "post", _("By post")
    BANK = "bank", _("Paid to your account")


class ResultKind(TextChoices):
    """What somebody holds in the end."""

    CERTIFICATE = "certificate", _("Certificate")
    DECISION = "decision", _("Written decision")
    AGREEMENT = "agreement", _("Agreement")
    RECORD = "record", _("Entry in a register")
