"""Registers the room: outbox, ticks, chains, files."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """The case engine."""

    name = "linli.engines.cases"
    label = "cases"

    def ready(self) -> None:
        """Plug into jobs, audit and files."""
        from linli.engines.cases import jobs
        from linli.engines.cases.queries import access, agents, chains, sheltering, statistics
        from linli.engines.cases.queries.authorisations import may_read_signed
        from linli.engines.cases.schemas import letters
        from linli.engines.cases.schemas.tables import RUNNING
        from linli.engines.cases.services import followup, parties, tables
        from linli.engines.cases.services.history import TOPIC
        from linli.engines.cases.values import DRAFT_FILES, FILES, SIGNED_FILES, CasePermission
        from linli.engines.catalogue import registry as catalogue
        from linli.foundation.audit import registry as audit
        from linli.foundation.files import registry as files
        from linli.foundation.jobs import registry as outbox
        from linli.foundation.notices import registry as notices
        from linli.foundation.packs import registry as packs
        from linli.foundation.sheets import registry as sheets
        from linli.foundation.ui.registry import add_act, navigation
        from linli.registers.people import registry as people

        sheets.register(
            sheets.Importer(
                sheet=RUNNING,
                permission=CasePermission.TAKE_OVER,
                check=tables.check_rows,
                load=tables.load_row,
                page="desk:cases:case",
            )
        )
        packs.register(
            packs.Section(
                letters.SECTION,
                letters.FILE,
                letters.LetterFile,
                check=letters.check,
                order=70,
            )
        )
        add_act(
            "person",
            _("Take in a case"),
            "desk:cases:intake",
            permission=CasePermission.INTAKE,
            order=10,
        )
        mine = _("My cases")
        navigation("portal").add(
            mine, "portal:cases:mine", "files", order=30, is_tab=True, needs_sign_in=True
        )
        navigation("portal").add(
            _("My documents"), "portal:cases:documents", "file-text", order=40, needs_sign_in=True
        )
        footer = navigation("footer")
        footer.add(_("Public notices"), "portal:cases:announced", "eye", order=15)
        footer.add(
            _("Check whether a document is genuine"),
            "portal:cases:verify",
            "file-certificate",
            order=16,
        )
        desk = navigation("desk")
        handle, supervise = CasePermission.HANDLE, CasePermission.SUPERVISE
        desk.add(_("My queue"), "desk:cases:queue", "inbox", permission=handle, order=10)
        desk.add(
            _("Take an application"),
            "desk:cases:mine",
            "user-plus",
            permission=CasePermission.INTAKE,
            order=20,
        )
        desk.add(
            _("Family consent"),
            "desk:cases:counter",
            "user-check",
            permission=CasePermission.INTAKE,
            order=25,
        )
        desk.add(_("Supervision"), "desk:cases:line", "eye", permission=supervise, order=30)
        desk.add(
            _("All cases"), "desk:cases:all", "files", permission=CasePermission.READ, order=40
        )
        desk.add(
            _("Archive"), "desk:cases:archive", "folder", permission=CasePermission.KEEP, order=45
        )
        desk.add(_("Ratings"), "desk:cases:ratings", "star", permission=supervise, order=35)
        notices.register_kinds(followup.KINDS)
        catalogue.add_note("cases.ratings", statistics.guide_note)
        outbox.subscribe(TOPIC, followup.follow_up)
        outbox.tick("cases.daily", timedelta(minutes=10), jobs.daily)
        outbox.tick("cases.successors", timedelta(hours=1), jobs.hourly)
        audit.chain(chains.HISTORIES.name, chains.verify, chains.head)
        audit.guard("cases_caseevent")
        people.on_merge(parties.move_parties)
        people.plug_acts(agents.acts_of_agent)
        people.plug_sheltered(sheltering.CASE, "desk:cases:case")
        files.readable_by(FILES, access.may_read_files, file=access.may_fetch_file)
        files.readable_by(DRAFT_FILES, access.may_read_draft_files)
        files.readable_by(SIGNED_FILES, may_read_signed)
