"""What of an entry is chained, and which divisions an auditor's post covers: pure."""

from collections.abc import Mapping
from typing import Any

CHAINED = (
    *("id", "at", "account_id", "actor_name", "post_id", "division_code"),
    *("channel", "act", "kind", "subject", "reason", "data"),
)


def chained(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of an entry that its digest covers: everything but the seal."""
    return {name: entry[name] for name in CHAINED}


def prefix(division_code: str) -> str:
    """Return the digits under which all divisions of this one begin.

    120100000000 → 1201, but 12 for 120000000000.
    """
    code = division_code
    while len(code) > 6 and code.endswith("000"):
        code = code[:-3]
    while len(code) <= 6 and code.endswith("00"):
        code = code[:-2]
    return code


def is_whole_city(division_code: str) -> bool:
    """Return whether this is a city or province: its auditor also reads acts without a place."""
    return 0 < len(prefix(division_code)) <= 4
