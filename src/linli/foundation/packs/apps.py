"""Registers the room with Django."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    """The packs room."""

    name = "linli.foundation.packs"
    label = "packs"

    def ready(self) -> None:
        """Say which file of a pack is this room's."""
        from linli.foundation.packs.registry import Section, register
        from linli.foundation.packs.schemas import PackFile

        register(Section("pack", "pack.yaml", PackFile, order=0))
