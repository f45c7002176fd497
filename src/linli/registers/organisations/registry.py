"""Where rooms above hang buttons onto an organisation's page, from their `apps.ready`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linli.foundation.actors.values import Actor, Permission
    from linli.foundation.errors.values import Words


@dataclass(frozen=True)
class Act:
    """A button of the page: its address takes the public id of the organisation."""

    label: Words
    url_name: str
    permission: Permission


_acts: dict[str, Act] = {}


def register_act(act: Act) -> None:
    """Add a button; the same address again replaces it (tests reload apps)."""
    _acts[act.url_name] = act


def acts_for(actor: Actor) -> tuple[Act, ...]:
    """Return the buttons that this actor may press."""
    return tuple(act for act in _acts.values() if actor.may(act.permission))
