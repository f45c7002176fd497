"""Registers the room with Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from linli.foundation.packs.values import Change, Pack


class OrganisationsConfig(AppConfig):
    """The organisations room."""

    name = "linli.registers.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Bring the section of packs and the desk's page."""
        from linli.foundation.files import registry as files
        from linli.foundation.packs import registry as packs
        from linli.foundation.ui.registry import navigation
        from linli.registers.organisations import queries, schemas
        from linli.registers.organisations.values import SEAL_FILES, OrganisationPermission

        files.readable_by(SEAL_FILES, queries.may_read_seal)
        packs.register(
            packs.Section(
                schemas.SECTION,
                "organisations.yaml",
                schemas.Templates,
                check=schemas.check,
                load=_load,
                order=20,
            )
        )
        navigation("desk").add(
            _("Organisations"),
            "desk:organisations:list",
            "building-community",
            permission=OrganisationPermission.READ,
            order=710,
        )


def _load(pack: Pack, now: datetime) -> Iterable[Change]:
    from linli.foundation.actors.values import SYSTEM
    from linli.registers.organisations import schemas, services
    from linli.registers.places.schemas import division_file

    file = division_file(pack)
    found = schemas.templates(pack)
    if file is None or not found:
        return ()
    return services.load(SYSTEM, templates=found, valid_from=file.edition.state_on, now=now)
