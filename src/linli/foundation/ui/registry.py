"""Navigation that rooms and faces fill from `apps.ready`; the layouts know none of them.

`navigation("desk").add(_("Cases"), "desk:cases:queue", "inbox", permission=…, order=10)`.
Places: `portal` (those marked `is_tab` are the bar at the foot of phones), `desk`, `account`,
`footer`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from linli.foundation.actors.values import Actor, Permission
from linli.foundation.ui.values import LinkView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linli.foundation.errors.values import Words

Count = Callable[[Actor], int]


@dataclass(frozen=True)
class Entry:
    """One promise of a link: who sees it, where it leads, and how many things wait there."""

    label: Words
    url_name: str
    icon: str = ""
    permission: Permission | None = None
    order: int = 100
    is_tab: bool = False
    needs_sign_in: bool = False
    count: Count | None = None

    def is_for(self, actor: Actor) -> bool:
        """Return whether this actor is shown the entry."""
        if self.needs_sign_in and not actor.is_signed_in:
            return False
        return self.permission is None or actor.may(self.permission)


class Navigation:
    """The entries of one place, in order."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.home = ""

    def add(
        self,
        label: Words,
        url_name: str,
        icon: str = "",
        *,
        permission: Permission | None = None,
        order: int = 100,
        is_tab: bool = False,
        needs_sign_in: bool = False,
        count: Count | None = None,
    ) -> None:
        """Add an entry; the same url name again replaces the one before (tests reload apps)."""
        kept = [entry for entry in self.entries if entry.url_name != url_name]
        added = Entry(label, url_name, icon, permission, order, is_tab, needs_sign_in, count)
        self.entries = sorted([*kept, added], key=lambda entry: entry.order)

    def links(self, actor: Actor, *, path: str) -> tuple[LinkView, ...]:
        """Return what this actor is shown; the longest address that begins the path is current."""
        found: list[LinkView] = []
        for entry in self.entries:
            if not entry.is_for(actor):
                continue
            try:
                url = reverse(entry.url_name)
            except NoReverseMatch:  # the room is not mounted at this site
                continue
            waiting = entry.count(actor) if entry.count else None
            found.append(
                LinkView(str(entry.label), url, entry.icon, count=waiting, is_tab=entry.is_tab)
            )
        return self._marked(found, path)

    def tabs(self, links: Iterable[LinkView], *, path: str) -> tuple[LinkView, ...]:
        """Return the tabs among links, nothing counted again; one of them is current if it can."""
        return self._marked([link for link in links if link.is_tab], path)

    def _marked(self, links: list[LinkView], path: str) -> tuple[LinkView, ...]:
        covering = (link.url for link in links if self._covers(link.url, path))
        current = max(covering, key=len, default="")
        return tuple(replace(link, is_current=link.url == current) for link in links)

    def _covers(self, url: str, path: str) -> bool:
        is_home = bool(self.home) and url == reverse(self.home)
        return path == url or (not is_home and path.startswith(url))


_places: dict[str, Navigation] = {}


def navigation(place: str) -> Navigation:
    """Return the navigation of a place, empty at first."""
    return _places.setdefault(place, Navigation())


@dataclass(frozen=True)
class City:
    """Whose site this is, as pages say it; the layouts leave out what is empty."""

    name: object = ""
    hotline: str = ""


_cities: list[Callable[[], City]] = []


def provide_city(ask: Callable[[], City]) -> None:
    """Let a face say whose site this is: ui may not know packs, which know forms, which know ui."""
    _cities[:] = [ask]


def city() -> City:
    """Return whose site this is."""
    return _cities[0]() if _cities else City()


@dataclass(frozen=True)
class Act:
    """A button that a room above hangs onto a page; its address takes the thing's public id."""

    label: Words
    url_name: str
    permission: Permission
    order: int = 100


_acts: dict[str, dict[str, Act]] = {}


def add_act(
    thing: str, label: Words, url_name: str, *, permission: Permission, order: int = 100
) -> None:
    """Hang a button onto the page of a thing (`person`, `organisation`), from `apps.ready`."""
    _acts.setdefault(thing, {})[url_name] = Act(label, url_name, permission, order)


def acts_on(thing: str, actor: Actor) -> tuple[Act, ...]:
    """Return the buttons on a thing's page that this actor may press."""
    acts = (act for act in _acts.get(thing, {}).values() if actor.may(act.permission))
    return tuple(sorted(acts, key=lambda act: act.order))
