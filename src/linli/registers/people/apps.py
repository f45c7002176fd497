"""Registers the room with Django."""

from datetime import timedelta

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
        """Let forms check numbers; say who reads papers, what time does, where pages are."""
        from linli.foundation.files import registry as files
        from linli.foundation.jobs import registry as outbox
        from linli.foundation.notices import registry as notices
        from linli.registers.people import jobs
        from linli.registers.people.queries import judgments, mandates
        from linli.registers.people.rules import identity_problems
        from linli.registers.people.services import tables, telling
        from linli.registers.people.values import (
            JUDGMENT_FILES,
            MANDATE_FILES,
            PEOPLE,
            Permission,
        )

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
        files.readable_by(MANDATE_FILES, mandates.may_read_paper)
        files.readable_by(JUDGMENT_FILES, judgments.may_read_paper)
        notices.register_kinds(telling.KINDS)
        outbox.tick("people.daily", timedelta(hours=1), jobs.daily)
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
