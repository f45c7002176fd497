"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from linli.foundation.formspec import registry as formspec
from linli.foundation.sheets import registry as sheets
from linli.foundation.ui.registry import navigation


class PeopleConfig(AppConfig):
    """The people room."""

    name = "linli.registers.people"
    label = "people"

    def ready(self) -> None:
        """Let forms check document numbers; put the pages into the navigation."""
        from linli.registers.people.rules import identity_problems
        from linli.registers.people.services import tables
        from linli.registers.people.values import PEOPLE, Permission

        sheets.register(
            sheets.Importer(
                sheet=PEOPLE,
                permission=Permission.REGISTER,
                check=tables.check_rows,
                load=tables.load_row,
                page="desk:people:person",
            )
        )
        formspec.plug_identity_check(identity_problems)
        desk, portal = navigation("desk"), navigation("portal")
        desk.add(_("People"), "desk:people:find", "users", permission=Permission.FIND, order=40)
        desk.add(
            _("Approvals for children"),
            "desk:people:approvals",
            "shield-check",
            permission=Permission.APPROVE_MINOR,
            order=45,
        )
        portal.add(_("My family"), "portal:people:family", "users", needs_sign_in=True, order=40)
