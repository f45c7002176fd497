"""Telling the person, and the office, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone, translation

from linli.foundation.actors.values import Role
from linli.foundation.formspec.values import Localised
from linli.foundation.notices import services as notices
from linli.foundation.notices.values import ACCOUNT_ONLY
from linli.registers.accounts import queries as accounts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from linli.engines.entitlements.models import Entitlement


def tell_person(
    row: Entitlement,
    *,
    title: Callable[[], str],
    body: Callable[[], str],
    about: str,
    now: datetime,
    facts: Callable[[], dict[str, str]] = dict,
) -> None:
    """Tell whoever receives it, once for each `about`; who has no account is told by the office."""
    account = row.account_id
    if account is None and row.person_id is not None:
        account = accounts.account_of_person(row.person_id)
    if account is None:
        return
    notices.notify(
        account_id=account,
        kind="entitlements.changed",
        title=both(row, title, facts),
        body=both(row, body, facts),
        url=reverse("portal:entitlements:one", args=[row.public_id]),
        dedupe=f"ent:{row.public_id}:{about}",
        now=now,
    )


def tell_office(
    row: Entitlement,
    *,
    readers: Iterable[int],
    title: Callable[[], str],
    body: Callable[[], str],
    about: str,
    now: datetime,
) -> None:
    """Tell colleagues, in their account only."""
    for account in sorted(set(readers)):
        notices.notify(
            account_id=account,
            kind="entitlements.office",
            title=both(row, title, dict),
            body=both(row, body, dict),
            url=reverse("desk:entitlements:one", args=[row.public_id]),
            dedupe=f"ent:{row.public_id}:{about}:{account}",
            now=now,
            channels=ACCOUNT_ONLY,
        )


def handlers(row: Entitlement, *, now: datetime) -> tuple[int, ...]:
    """Return who handles it in the office that pays: officers; where there are none, clerks.

    Of a sealed one only those whose post opens its compartment.
    """

    def held(*roles: Role) -> tuple[int, ...]:
        today, sealed = timezone.localdate(now), row.compartment
        found = (
            accounts.holders_of(row.organisation_id, role, today, compartment=sealed)
            for role in roles
        )
        return tuple(account for some in found for account in some)

    return held(Role.DEPARTMENT_OFFICER, Role.STREET_OFFICER) or held(Role.CLERK)


def both(
    row: Entitlement, words: Callable[[], str], facts: Callable[[], dict[str, str]]
) -> Localised:
    """Return a sentence in both languages, with what it is about in each."""
    spoken = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            name = row.name_en if language == "en" and row.name_en else row.name_zh
            spoken.append(words() % {"name": name, **facts()})
    return Localised(spoken[0], spoken[1])
