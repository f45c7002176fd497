"""Telling somebody something: the notice, its ways out, and what its reader wishes."""

from linli.foundation.notices.services.delivering import TOPIC, deliver, plan_deliveries
from linli.foundation.notices.services.telling import mark_all_read, notify, open_notice
from linli.foundation.notices.services.ways import send_sms
from linli.foundation.notices.services.wishes import save_preferences, unsubscribe

__all__ = [
    "TOPIC",
    "deliver",
    "mark_all_read",
    "notify",
    "open_notice",
    "plan_deliveries",
    "save_preferences",
    "send_sms",
    "unsubscribe",
]
