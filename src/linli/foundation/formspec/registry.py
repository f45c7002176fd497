"""Where the registers plug in: people check document numbers, places give the lists of an address.

Called once from `apps.ready` of those rooms; the form then needs no import of them.
"""

from linli.foundation.formspec.values import PLUGGED, Divisions, IdentityCheck, PlaceNames


def plug_identity_check(check: IdentityCheck) -> None:
    """Let `check(type, number, today)` judge numbers: problems with path `type` or `number`."""
    PLUGGED.identity_check = check


def plug_divisions(divisions: Divisions) -> None:
    """Let `divisions(parent_code, level)` list `(code, Localised)`; `""` begins at districts."""
    PLUGGED.divisions = divisions


def plug_place_names(names: PlaceNames) -> None:
    """Let `names(codes, in_force_only)` give the names of places by code, all in one statement."""
    PLUGGED.place_names = names
