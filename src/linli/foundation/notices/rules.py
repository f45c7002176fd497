"""Words of a text message: pure."""

from linli.foundation.notices.values import SMS_LENGTH


def sms_text(text: str, *, length: int = SMS_LENGTH) -> str:
    """Return the text on one line in one message; what is cut ends with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
