"""How somebody likes to read: size of type and colours, kept in two cookies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPE_COOKIE, THEME_COOKIE = "linli_type", "linli_theme"
TYPES = ("normal", "large")
THEMES = ("auto", "light", "dark")
KEPT_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True)
class Preferences:
    """Size of type (`normal`, `large`) and colours (`auto` follows the device, `light`, `dark`)."""

    type: str = "normal"
    theme: str = "auto"

    @property
    def is_large(self) -> bool:
        """Whether large type is on."""
        return self.type == "large"

    @property
    def is_dark(self) -> bool:
        """Whether dark was chosen by hand."""
        return self.theme == "dark"


def from_cookies(cookies: Mapping[str, str]) -> Preferences:
    """Return the preferences; anything unknown counts as the default."""
    size, theme = cookies.get(TYPE_COOKIE, ""), cookies.get(THEME_COOKIE, "")
    return Preferences(
        size if size in TYPES else "normal",
        theme if theme in THEMES else "auto",
    )
