"""Registers the room with Django."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The catalogue room."""

    name = "linli.engines.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Say what of a pack is this room's, and what a mandate can be limited to."""
        from linli.engines.catalogue import queries, services
        from linli.engines.catalogue.schemas import (
            ItemFile,
            ParameterFile,
            SharedPiece,
            TopicFile,
        )
        from linli.foundation.packs.registry import Section, add_page, register
        from linli.registers.people import registry as people

        add_page("features", services.features_page)
        people.plug_items(queries.offered)
        people.plug_parameters(queries.parameters)
        register(
            Section(
                "parameters",
                "parameters.yaml",
                ParameterFile,
                load=services.load_parameters,
                order=50,
            )
        )
        register(Section("topics", "topics.yaml", TopicFile, load=services.load_topics, order=50))
        register(Section("shared", "shared/*.yaml", SharedPiece, order=50))
        register(
            Section(
                "items",
                "items/*.yaml",
                ItemFile,
                check=services.check,
                load=services.load_items,
                order=60,
            )
        )
