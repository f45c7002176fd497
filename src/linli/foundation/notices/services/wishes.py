"""What a reader wishes: how soon, on which way, and when not."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from linli.foundation.actors.values import Actor
from linli.foundation.errors.values import ForbiddenError
from linli.foundation.notices.models import Choice, Preference
from linli.foundation.notices.queries import unsubscription
from linli.foundation.notices.values import Group, Pace, Paces, Preferences, Via


@transaction.atomic
def save_preferences(actor: Actor, *, preferences: Preferences, now: datetime) -> None:
    """Keep what the actor wishes for the own account; it holds for what goes out from now on."""
    if actor.account_id is None:
        raise ForbiddenError
    row, _is_new = Preference.objects.update_or_create(
        account_id=actor.account_id,
        defaults={
            "quiet_from": preferences.quiet_from,
            "quiet_until": preferences.quiet_until,
            "digest_hour": preferences.digest_hour,
            "saved_at": now,
        },
    )
    _choose(row, {(group, via): preferences.pace(group, via) for group in Group for via in Via})


@transaction.atomic
def unsubscribe(token: str, *, now: datetime) -> None:
    """Stop the e-mail that a signed link names, without signing in; raises `NotFoundError`.

    What carries a duty or a deadline still finds the text message, or e-mail where that is the
    only way.
    """
    account_id, groups = unsubscription(token)
    wished = Preferences()
    row, _is_new = Preference.objects.get_or_create(
        account_id=account_id,
        defaults={
            "quiet_from": wished.quiet_from,
            "quiet_until": wished.quiet_until,
            "digest_hour": wished.digest_hour,
            "saved_at": now,
        },
    )
    _choose(row, {(group, Via.EMAIL): Pace.NEVER for group in groups})


def _choose(row: Preference, paces: Paces | Mapping[tuple[Group, Via], Pace]) -> None:
    Choice.objects.bulk_create(
        [
            Choice(preference=row, group=group, via=via, pace=pace)
            for (group, via), pace in paces.items()
        ],
        update_conflicts=True,
        unique_fields=["preference", "group", "via"],
        update_fields=["pace"],
    )
