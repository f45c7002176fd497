"""Registers the room: outbox, ticks, chain, navigation."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntitlementsConfig(AppConfig):
    """What was granted."""

    name = "linli.engines.entitlements"
    label = "entitlements"

    def ready(self) -> None:
        """Plug into cases' outbox, jobs, audit, people and the layouts."""
        from linli.engines.cases.values import HAPPENED
        from linli.engines.entitlements import jobs
        from linli.engines.entitlements.queries import chains
        from linli.engines.entitlements.services import granting, lists
        from linli.engines.entitlements.values import EntitlementPermission as May
        from linli.foundation.audit import registry as audit
        from linli.foundation.jobs import registry as outbox
        from linli.foundation.ui.registry import add_act, navigation
        from linli.registers.people import registry as people

        outbox.subscribe(HAPPENED, granting.follow_up)
        outbox.subscribe(lists.TOPIC, lists.fill)
        outbox.tick("entitlements.daily", timedelta(hours=1), jobs.daily)
        outbox.tick("entitlements.registers", timedelta(minutes=15), jobs.monthly)
        audit.chain(chains.HISTORIES.name, chains.verify, chains.head)
        for table in ("entitlementevent", "paymentline", "closedlist", "receipt"):
            audit.guard(f"entitlements_{table}")
        people.on_merge(granting.move_person)
        add_act(
            "person",
            _("What has been granted"),
            "desk:entitlements:person",
            permission=May.FIND,
            order=20,
        )
        navigation("portal").add(
            _("What I receive"), "portal:entitlements:mine", "wallet", order=35, needs_sign_in=True
        )
        desk = navigation("desk")
        desk.add(
            _("Benefits we pay"),
            "desk:entitlements:office",
            "wallet",
            permission=May.HANDLE,
            order=50,
        )
        desk.add(
            _("Benefit figures"),
            "desk:entitlements:totals",
            "chart-bar",
            permission=May.TOTALS,
            order=55,
        )
