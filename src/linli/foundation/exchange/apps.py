"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """The exchange room."""

    name = "linli.foundation.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Say which file of a pack is ours, guard the log, know the kinds of providers."""
        from linli.foundation.audit import registry as audit
        from linli.foundation.exchange import queries, registry, services
        from linli.foundation.exchange.providers import http, simulator
        from linli.foundation.exchange.schemas import RegisterFile
        from linli.foundation.exchange.values import ExchangePermission
        from linli.foundation.packs.registry import Section, register
        from linli.foundation.ui.registry import navigation

        register(Section("registers", queries.FILE, RegisterFile, check=services.check, order=40))
        audit.guard("exchange_lookup")
        registry.kind("file", lambda name, given: simulator.make(queries.registers()[name], given))
        registry.kind("http", lambda name, given: http.make(queries.registers()[name], given))
        navigation("desk").add(
            _("Questions to registers"),
            "desk:exchange:log",
            "building-bank",
            permission=ExchangePermission.READ,
            order=810,
        )
