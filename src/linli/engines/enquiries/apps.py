"""Registers the room: navigation, ticks, chains, merged persons."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnquiriesConfig(AppConfig):
    """The enquiries room."""

    name = "linli.engines.enquiries"
    label = "enquiries"

    def ready(self) -> None:
        """Plug into navigation, jobs, audit and people."""
        from linli.engines.enquiries import jobs
        from linli.engines.enquiries.queries import access, chains
        from linli.engines.enquiries.services import persons
        from linli.engines.enquiries.values import EnquiryPermission
        from linli.foundation.audit import registry as audit
        from linli.foundation.jobs import registry as outbox
        from linli.foundation.ui.registry import add_act, navigation
        from linli.registers.accounts import registry as accounts
        from linli.registers.people import registry as people

        navigation("portal").add(
            _("Ask a question"),
            "portal:enquiries:mine",
            "message-circle",
            order=50,
            needs_sign_in=True,
        )
        navigation("desk").add(
            _("Enquiries"),
            "desk:enquiries:list",
            "message-circle",
            permission=EnquiryPermission.HANDLE,
            order=25,
        )
        add_act(
            "person",
            _("Record a question"),
            "desk:enquiries:record_for",
            permission=EnquiryPermission.RECORD,
            order=20,
        )
        outbox.tick("enquiries.daily", timedelta(minutes=10), jobs.daily)
        audit.chain(chains.HISTORIES.name, chains.verify, chains.head)
        audit.guard("enquiries_enquiryevent")
        people.on_merge(persons.move_enquiries)
        accounts.keeps_open(access.waits_at)
