"""Registers the room with Django."""

from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """The audit room."""

    name = "linli.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        """Seal the log every ten minutes, watch its guards, stand in the navigation."""
        from linli.foundation.audit import registry, services
        from linli.foundation.audit.values import AuditPermission
        from linli.foundation.jobs import registry as jobs
        from linli.foundation.ui.registry import navigation

        def seal(**given: Any) -> None:
            services.seal(given["now"])

        navigation("desk").add(
            _("Log of acts"),
            "desk:audit:log",
            "list-search",
            permission=AuditPermission.READ,
            order=800,
        )
        registry.guard("audit_auditentry")
        registry.guard("audit_auditbatch")
        jobs.tick("audit.seal", timedelta(minutes=10), seal)
