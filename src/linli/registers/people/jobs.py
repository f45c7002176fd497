"""What time does: reminders before mandates and childhoods end, and word of the end."""

from typing import Any

from linli.registers.people.services import reminding


def daily(**given: Any) -> None:
    """Tell both sides of what ends soon and of what has ended."""
    reminding.remind(now=given["now"])
