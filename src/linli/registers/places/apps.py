"""Registers the room with Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from linli.foundation.packs.values import Change, Pack


class PlacesConfig(AppConfig):
    """The places room."""

    name = "linli.registers.places"
    label = "places"

    def ready(self) -> None:
        """Bring the sections of packs, and the choices of division fields."""
        from linli.foundation.formspec import registry as formspec
        from linli.foundation.packs import registry as packs
        from linli.foundation.ui.registry import navigation
        from linli.registers.places import queries, schemas
        from linli.registers.places.values import Permission

        formspec.plug_divisions(queries.choices)
        formspec.plug_place_names(queries.names)
        packs.register(
            packs.Section(
                schemas.EDITION_SECTION, "divisions/edition.yaml", schemas.Edition, order=9
            )
        )
        packs.register(
            packs.Section(
                schemas.SECTION, "divisions/*.csv", check=schemas.check, load=_load, order=10
            )
        )
        navigation("desk").add(
            _("Places"), "desk:places:places", "map-pin", permission=Permission.READ, order=720
        )


def _load(pack: Pack, now: datetime) -> Iterable[Change]:
    from linli.foundation.actors.values import SYSTEM
    from linli.registers.places import schemas, services

    file = schemas.division_file(pack)
    return services.load(SYSTEM, file=file, now=now) if file else ()
