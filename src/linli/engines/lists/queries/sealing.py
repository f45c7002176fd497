"""What a line keeps to itself: the number outside, or why it was left out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from linli.foundation.privacy import services as privacy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linli.engines.lists.models import ListLine

PURPOSE = "lists.line.words"


def sealed(row: ListLine, words: Mapping[str, str]) -> bytes:
    """Seal the words of a line."""
    return privacy.encrypt(json.dumps(words), purpose=PURPOSE, bound_to=str(row.public_id))


def opened(row: ListLine) -> dict[str, str]:
    """Return the words of a line."""
    if not row.sealed:
        return {}
    text = privacy.decrypt(row.sealed, purpose=PURPOSE, bound_to=str(row.public_id))
    words: dict[str, str] = json.loads(text)
    return words
