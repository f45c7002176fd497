"""Papers in a situation, kept through the services as people keep them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from linli.engines.cases.tests.api.applications import PDF
from linli.registers.library import services

if TYPE_CHECKING:
    from uuid import UUID

    from linli.foundation.actors.values import Actor

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def upload(name: str = "card.pdf") -> SimpleUploadedFile:
    """Return a file that is taken."""
    return SimpleUploadedFile(name, PDF, "application/pdf")


def kept(actor: Actor, kind: str = "disability_card", *, now: datetime = NOW, **more: Any) -> UUID:
    """Return a paper that may be used again."""
    given: dict[str, Any] = {"may_reuse": True} | more
    return services.keep(actor, kind=kind, upload=upload(), now=now, **given)
