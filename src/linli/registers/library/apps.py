"""Registers the room with Django."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from linli.foundation.actors.values import Actor


class LibraryConfig(AppConfig):
    """The library room."""

    name = "linli.registers.library"
    label = "library"

    def ready(self) -> None:
        """Say who reads files of papers, what follows a merge; read the pack's list."""
        from linli.foundation.calendar import clock
        from linli.foundation.files import registry as files
        from linli.foundation.jobs import registry as jobs
        from linli.foundation.packs.registry import Section, register
        from linli.foundation.ui.registry import add_act, navigation
        from linli.registers.library import jobs as own_jobs
        from linli.registers.library import queries
        from linli.registers.library.schemas import PaperFile
        from linli.registers.library.services import following
        from linli.registers.library.values import FILES, LibraryPermission
        from linli.registers.people import registry as people

        def may_read(actor: "Actor", owner_id: str) -> bool:
            return queries.may_read_files(actor, owner_id, now=clock.now())

        register(Section("papers", queries.FILE, PaperFile, order=45))
        files.readable_by(FILES, may_read)
        people.on_merge(following.follow_merge)
        jobs.tick("library.daily", timedelta(days=1), own_jobs.daily)
        add_act(
            "person",
            _("Papers that are kept"),
            "desk:library:papers",
            permission=LibraryPermission.READ,
            order=60,
        )
        navigation("portal").add(
            _("My papers"), "portal:library:papers", "files", needs_sign_in=True, order=45
        )
