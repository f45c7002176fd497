"""Days, times and amounts as people say them, in the language in force."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone, translation

WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _is_chinese() -> bool:
    return (translation.get_language() or "").startswith("zh")


def _as_day(moment: date | datetime) -> date:
    if isinstance(moment, datetime):
        return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
    return moment


def day_words(moment: date | datetime, *, today: date) -> str:
    """Return 11月20日（周五） or Friday 20 November; the year is said when it is not this one."""
    day = _as_day(moment)
    if _is_chinese():
        year = "" if day.year == today.year else f"{day.year}年"
        return f"{year}{day.month}月{day.day}日（周{WEEKDAYS_ZH[day.weekday()]}）"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS_EN[day.weekday()]} {day.day} {MONTHS_EN[day.month - 1]}{year}"


def date_words(moment: date | datetime) -> str:
    """Return 1958年11月28日 or 28 November 1958: a day of a life or a paper, with its year."""
    day = _as_day(moment)
    if _is_chinese():
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def month_words(day: date) -> str:
    """Return the month of a day: 2026年11月 or November 2026."""
    if _is_chinese():
        return f"{day.year}年{day.month}月"
    return f"{MONTHS_EN[day.month - 1]} {day.year}"


def time_words(moment: datetime, *, today: date) -> str:
    """Return the day and the time of day, in the site's time zone."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    gap = " " if _is_chinese() else ", "
    return f"{day_words(moment, today=today)}{gap}{local:%H:%M}"


def yuan_words(fen: int) -> str:
    """Return an amount given in fen: 1,860元 or ¥1,860; fen are said only when there are some."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    amount = f"{whole:,}" + (f".{rest:02d}" if rest else "")
    return f"{sign}{amount}元" if _is_chinese() else f"{sign}¥{amount}"
