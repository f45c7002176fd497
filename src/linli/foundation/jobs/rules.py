"""When to try again, and when to give up."""

from datetime import timedelta

MOST_ATTEMPTS = 12  # about a day of trying
LEASE = timedelta(minutes=5)  # a worker that was killed has lost its claim after this time
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=6)


def pause_after(attempt: int) -> timedelta:
    """Return how long to wait after the n-th failure: 10 s, doubled each time, 6 hours at most."""
    doublings = min(attempt - 1, 20)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def is_hopeless(attempt: int) -> bool:
    """Return whether somebody must look at it instead of trying again."""
    return attempt >= MOST_ATTEMPTS


def name_of(error: BaseException) -> str:
    """Return kind, code and place of an error, never its text: that may hold personal data."""
    parts = [type(error).__qualname__]
    if code := getattr(error, "code", None):
        parts.append(str(code))
    if place := _place(error):
        parts.append(place)
    return " ".join(parts)[:200]


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    place = ""
    while trace:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.startswith("linli."):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
