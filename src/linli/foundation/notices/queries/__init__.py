"""What waits in an account, what its owner wishes, and who was told what."""

from linli.foundation.notices.queries.inbox import MOST_UNREAD, PAGE, inbox, unread_count, view
from linli.foundation.notices.queries.told import told
from linli.foundation.notices.queries.wishes import (
    preferences,
    preferences_of,
    unsubscribe_token,
    unsubscription,
    ways_of,
)

__all__ = [
    "MOST_UNREAD",
    "PAGE",
    "inbox",
    "preferences",
    "preferences_of",
    "told",
    "unread_count",
    "unsubscribe_token",
    "unsubscription",
    "view",
    "ways_of",
]
