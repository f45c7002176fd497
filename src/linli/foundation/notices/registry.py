"""Where rooms say, from `apps.ready`, how an account is reached and what their notices are.

`registry.provide_contacts(lookup)` with `lookup(account_id) -> Contact`; others ask `contact_of`.
`registry.register_kinds({"supplement.requested": Kind(Group.TO_DO, is_duty=True)})`; a kind that
nobody registered is something that happened.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from linli.foundation.notices.values import Contact, Kind


class Lookup(Protocol):
    """Finds where an account is reached."""

    def __call__(self, account_id: int) -> Contact:
        """Return its contact, empty if it has none or is closed."""


def _nobody(account_id: int) -> Contact:
    del account_id
    return Contact()


_lookup: list[Lookup] = [_nobody]
_kinds: dict[str, Kind] = {}


def provide_contacts(lookup: Lookup) -> None:
    """Use this lookup from now on."""
    _lookup[0] = lookup


def contact_of(account_id: int) -> Contact:
    """Return where an account is reached."""
    return _lookup[0](account_id)


def register_kinds(kinds: Mapping[Any, Kind]) -> None:
    """Say what kinds of notices, by their names, are about; the same kind again replaces."""
    _kinds.update({str(name): kind for name, kind in kinds.items()})


def kind_of(name: str) -> Kind:
    """Return what was said of a kind."""
    return _kinds.get(name, Kind())
