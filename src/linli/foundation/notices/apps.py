"""Registers the room with Django."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """The notices room."""

    name = "linli.foundation.notices"
    label = "notices"

    def ready(self) -> None:
        """Deliver what the outbox promises; stand in the navigation."""
        from linli.foundation.jobs import registry as jobs
        from linli.foundation.notices import queries, services
        from linli.foundation.ui.registry import navigation

        navigation("portal").add(
            _("Notices"),
            "portal:notices:inbox",
            "bell",
            order=40,
            is_tab=True,
            needs_sign_in=True,
            count=queries.unread_count,
        )
        navigation("desk").add(_("Notice settings"), "desk:notices:settings", "bell", order=800)
        jobs.subscribe(services.TOPIC, services.plan_deliveries)
        jobs.tick("notices.deliver", timedelta(seconds=5), services.deliver)
