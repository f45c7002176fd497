"""Registers the room with Django."""

from datetime import timedelta

from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The accounts room."""

    name = "linli.registers.accounts"
    label = "accounts"
    default = True

    def ready(self) -> None:
        """Say how an account is reached, follow merged persons, place the room's pages."""
        from linli.foundation.jobs import registry as outbox
        from linli.foundation.notices import registry as notices
        from linli.foundation.sheets import registry as sheets
        from linli.foundation.ui.registry import add_act, navigation
        from linli.registers.accounts import jobs, queries
        from linli.registers.accounts.queries import tables
        from linli.registers.accounts.services import persons
        from linli.registers.accounts.services import tables as writing
        from linli.registers.accounts.values import AccountPermission
        from linli.registers.accounts.values.tables import HOLDERS, POSTS
        from linli.registers.people import registry as people

        for sheet, permission, check, load in (
            (POSTS, AccountPermission.CREATE_POST, tables.posts_checked, writing.load_post),
            (HOLDERS, AccountPermission.APPOINT, tables.holders_checked, writing.load_holder),
        ):
            page = "desk:accounts:post"
            sheets.register(sheets.Importer(sheet, permission, check, load, page))
        notices.provide_contacts(queries.contact)
        sheets.plug_actors(queries.actor_for_account)
        people.on_merge(persons.move_account)
        people.plug_accounts(queries.account_of_person)
        add_act(
            "organisation",
            _("New post"),
            "desk:accounts:create_post",
            permission=AccountPermission.CREATE_POST,
        )
        add_act(
            "person",
            _("Link an account"),
            "desk:accounts:link",
            permission=AccountPermission.LINK_PERSON,
        )
        navigation("account").add(
            _("My account"), "portal:accounts:home", "user", order=10, needs_sign_in=True
        )
        navigation("account").add(
            _("Sign out"), "account_logout", "logout", order=900, needs_sign_in=True
        )
        outbox.tick("accounts.daily", timedelta(hours=1), jobs.daily)
        navigation("desk").add(
            _("Absences"),
            "desk:accounts:absences",
            "calendar-event",
            permission=AccountPermission.BE_ABSENT,
            order=650,
        )
        navigation("desk").add(
            _("Staff"),
            "desk:accounts:staff",
            "users",
            permission=AccountPermission.READ_STAFF,
            order=700,
        )


class OperatorsAdminConfig(SimpleAdminConfig):
    """The admin, for operators only: it shows, it does not write."""

    default = False
    default_site = "linli.registers.accounts.adapter.OperatorsSite"

    def ready(self) -> None:
        """Find the admin files of all rooms."""
        super().ready()
        self.module.autodiscover()  # type: ignore[union-attr]
