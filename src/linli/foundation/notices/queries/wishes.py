"""What an account wishes, and the signed links that stop e-mail."""

from django.core import signing

from linli.foundation.actors.values import Actor
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.notices import registry
from linli.foundation.notices.models import Preference
from linli.foundation.notices.values import Contact, Group, Pace, Preferences, Via

SALT = "linli.notices.unsubscribe"


def preferences(actor: Actor) -> Preferences:
    """Return what the actor wishes; raises `ForbiddenError` for a visitor."""
    if actor.account_id is None:
        raise ForbiddenError
    return preferences_of(actor.account_id)


def preferences_of(account_id: int) -> Preferences:
    """Return what an account wishes; one statement where it never said, else two."""
    row = Preference.objects.filter(account_id=account_id).first()
    if row is None:
        return Preferences()
    return Preferences(
        paces={
            (Group(one.group), Via(one.via)): Pace(one.pace) for one in row.choices.order_by("pk")
        },
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        digest_hour=row.digest_hour,
    )


def ways_of(actor: Actor) -> Contact:
    """Return where the actor is reached."""
    return registry.contact_of(actor.account_id or 0)


def unsubscribe_token(account_id: int, group: Group | None) -> str:
    """Return the signed word of a link that stops the e-mail of a group; None: of all groups."""
    return signing.dumps([account_id, group or ""], salt=SALT)


def unsubscription(token: str) -> tuple[int, tuple[Group, ...]]:
    """Return whose e-mail of which groups a link stops; raises `NotFoundError`."""
    try:
        account_id, group = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise NotFoundError from error
    return account_id, (Group(group),) if group else tuple(Group)
