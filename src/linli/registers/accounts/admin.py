"""The admin shows and does not write: every change goes through services, so it has its event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from linli.registers.accounts.adapter import is_operator
from linli.registers.accounts.models import Account, ApiToken, Post, PostHolding

if TYPE_CHECKING:
    from django.http import HttpRequest

    _Admin = admin.ModelAdmin[Any]
else:
    _Admin = admin.ModelAdmin


class ReadOnlyAdmin(_Admin):
    """Shows rows to operators; adding, changing and deleting are refused."""

    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the actor is an operator."""
        return is_operator(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Return whether the actor is an operator."""
        return is_operator(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Nobody adds here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Nobody changes here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Nobody deletes here."""
        return False


@admin.register(Account)
class AccountAdmin(ReadOnlyAdmin):
    """Accounts without their secrets."""

    list_display = ("id", "name", "is_active", "proof", "date_joined", "last_login")
    search_fields = ("name",)
    fields = ("name", "language", "is_active", "proof", "proven_at", "date_joined", "last_login")


@admin.register(Post)
class PostAdmin(ReadOnlyAdmin):
    """Posts."""

    list_display = ("id", "role", "organisation", "division", "title", "closed_on")
    list_select_related = ("organisation", "division")


@admin.register(PostHolding)
class PostHoldingAdmin(ReadOnlyAdmin):
    """Terms."""

    list_display = ("id", "post", "account", "is_backup", "starts_on", "ends_on", "ended_at")
    list_select_related = ("post", "account")


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    """Tokens without their digests."""

    list_display = ("id", "account", "name", "created_at", "expires_at", "revoked_at")
    fields = ("account", "name", "scopes", "created_at", "expires_at", "revoked_at", "last_used_at")
