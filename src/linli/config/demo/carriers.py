"""While the past is made nobody is written to: notices count as sent and go nowhere."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

SILENT = {
    "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
    "LINLI_SMS_BACKEND": "linli.config.demo.carriers.Nobody",
}


class Nobody:
    """Takes text messages and hands them to nobody."""

    def send(self, *, phone: str, text: str, key: str) -> None:
        """Do nothing: addresses and numbers of the demonstration are nobody's."""


@contextmanager
def silent() -> Iterator[None]:
    """Send nothing by e-mail or text message inside the block."""
    kept = {name: getattr(settings, name) for name in SILENT}
    try:
        for name, backend in SILENT.items():
            setattr(settings, name, backend)
        yield
    finally:
        for name, backend in kept.items():
            setattr(settings, name, backend)
