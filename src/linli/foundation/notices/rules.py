"""When and on which ways a notice goes out, and its words in a text message: pure.

Moments are those of the site's clock, which has no summer time (GB/T 7408: one zone, UTC+8).
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from linli.foundation.notices.values import SMS_LENGTH, Kind, Pace, Preferences, Via

DAY = timedelta(days=1)


def sms_text(text: str, *, length: int = SMS_LENGTH) -> str:
    """Return the text on one line in one message; what is cut ends with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def is_quiet(preferences: Preferences, moment: datetime) -> bool:
    """Say whether a moment lies in the quiet hours; they may go over midnight."""
    begin, end, hour = preferences.quiet_from, preferences.quiet_until, moment.hour
    if begin <= end:
        return begin <= hour < end
    return hour >= begin or hour < end


def send_at(preferences: Preferences, now: datetime, *, is_urgent: bool = False) -> datetime:
    """Return when something that is ready now goes out: now, or when the quiet hours are over."""
    if is_urgent or not is_quiet(preferences, now):
        return now
    end = _at_hour(now, preferences.quiet_until)
    return end if end > now else end + DAY


def digest_at(preferences: Preferences, now: datetime) -> datetime:
    """Return when the next daily message goes out, after now and never in quiet hours."""
    today = _at_hour(now, preferences.digest_hour)
    moments = (send_at(preferences, today + number * DAY) for number in (-1, 0, 1))
    return next(moment for moment in moments if moment > now)


def paces(preferences: Preferences, kind: Kind, *, reached: Collection[Via]) -> Mapping[Via, Pace]:
    """Return how soon a notice goes out on each way on which its reader is reached.

    What carries a duty or a deadline keeps one way: who wants neither is told by text message, or
    by e-mail where no number is known (行政许可法 32, 38: told in writing, not only shown).
    """
    found = {via: preferences.pace(kind.group, via) for via in Via if via in reached}
    if kind.is_duty and found and set(found.values()) == {Pace.NEVER}:
        found[Via.SMS if Via.SMS in found else Via.EMAIL] = Pace.AT_ONCE
    return found


def _at_hour(moment: datetime, hour: int) -> datetime:
    return moment.replace(hour=hour, minute=0, second=0, microsecond=0)
