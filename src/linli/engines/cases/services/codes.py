"""The one-time code by which a family member answers who has no account."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from linli.engines.cases.queries import authorisations as known
from linli.engines.cases.values import (
    CODE_MINUTES,
    CODE_TRIES,
    MESSAGES_A_MEMBER,
    AskedOftenError,
)
from linli.foundation.notices import services as notices
from linli.foundation.privacy import services as privacy
from linli.foundation.privacy.values import mask_name

if TYPE_CHECKING:
    from datetime import datetime

    from linli.engines.cases.models import Authorisation


def send(row: Authorisation, phone: str, *, chief: str, now: datetime) -> None:
    """Send a message with a link and a new code once the transaction holds; the caller saves.

    `chief` is whose application it is. Raises `AskedOftenError` beyond the messages of a member.
    """
    if row.messages >= MESSAGES_A_MEMBER:
        raise AskedOftenError
    code = f"{secrets.randbelow(10**6):06d}"
    row.code_index = _code_index(row, code)
    row.code_until = now + timedelta(minutes=CODE_MINUTES)
    row.tries, row.messages = 0, row.messages + 1
    with translation.override("zh-hans"):
        text = gettext(
            "%(name)s asks you to agree to “%(item)s”. Code %(code)s, valid 24 hours. %(url)s"
        ) % {
            "name": mask_name(chief),
            "item": known.item_of(row).name,
            "code": code,
            "url": settings.BASE_URL + reverse("portal:cases:agree", args=[row.public_id]),
        }
    key = f"agreement:{row.public_id}:{row.messages}"
    transaction.on_commit(lambda: notices.send_sms(phone, text, key=key))


def _code_index(row: Authorisation, code: str) -> bytes:
    return privacy.blind_index(f"{row.public_id}:{code}", purpose=known.CODE_PURPOSE)


def fits(row: Authorisation, code: str, *, now: datetime) -> bool:
    """Say whether a code is that of the last message, in time, and not tried too often."""
    if row.code_index is None or row.code_until is None or row.tries >= CODE_TRIES:
        return False
    digits = "".join(letter for letter in code if letter.isdecimal())
    is_right = secrets.compare_digest(bytes(row.code_index), _code_index(row, digits))
    return is_right and row.code_until > now
