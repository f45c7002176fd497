"""What operators may look at: nothing is changed here, packs are loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from linli.engines.catalogue.models import Item, ItemVersion, Parameter

if TYPE_CHECKING:
    from django.http import HttpRequest

    Base = admin.ModelAdmin[Any]
else:
    Base = admin.ModelAdmin


class ReadOnly(Base):
    """Rows to look at."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Say no."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Say no."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Say no."""
        return False


@admin.register(Item)
class ItemAdmin(ReadOnly):
    """Items and what is offered today."""

    list_display = ("code", "current")
    list_select_related = ("current",)
    search_fields = ("code",)


@admin.register(ItemVersion)
class ItemVersionAdmin(ReadOnly):
    """Every version that was ever offered."""

    list_display = ("item", "number", "digest", "published_at")
    list_select_related = ("item",)
    search_fields = ("item__code", "digest")


@admin.register(Parameter)
class ParameterAdmin(ReadOnly):
    """Dated values."""

    list_display = ("name", "division_code", "valid_from", "valid_to", "value", "unit", "source")
    list_filter = ("name",)
