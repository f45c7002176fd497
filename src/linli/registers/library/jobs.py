"""What time does: deleted papers go for good."""

from typing import Any

from linli.registers.library import services


def daily(**given: Any) -> None:
    """Let go of what was deleted seven days ago."""
    services.purge(now=given["now"])
