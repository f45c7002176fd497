"""How a draft is kept: its document sealed with its own key, a revision more at each change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.foundation.privacy import services as privacy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from linli.engines.cases.models import Draft


def seal_draft(draft: Draft, document: Mapping[str, Any]) -> None:
    """Seal a document into a draft that is saved by the caller."""
    draft.sealed = privacy.seal(
        bytes(draft.key), dict(document), bound_to=f"draft:{draft.public_id}"
    )


def store_draft(draft: Draft, document: Mapping[str, Any], *, now: datetime) -> None:
    """Keep a draft as it is now."""
    draft.saved_at = now
    draft.revision += 1
    seal_draft(draft, document)
    draft.save(update_fields=["sealed", "saved_at", "revision", "version_id"])
