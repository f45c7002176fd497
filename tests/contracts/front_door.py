"""The import contract of the house: a room enters another room only by its front door."""

from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

Edge = tuple[str, str]


class FrontDoor(Contract):
    """Whoever imports from another room takes its services, queries, values, schemas – or nothing.

    `apps` may also reach a `registry`; a face may mount the face modules of rooms. Rooms of the
    foundation are libraries: all of theirs may be imported, except `models`. Tests are free.
    """

    domain = fields.SetField(subfield=fields.StringField())
    doors = fields.SetField(subfield=fields.StringField())
    faces = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001
        """Look at every import between two rooms."""
        wrong = sorted(
            (importer, imported)
            for importer in graph.modules
            if importer.startswith("linli.") and ".tests" not in importer
            for imported in graph.find_modules_directly_imported_by(importer)
            if not self._may(importer, imported)
        )
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name importer and imported."""
        for importer, imported in cast("list[Edge]", check.metadata["wrong"]):
            output.print_error(f"{importer} may not import {imported}", bold=False)

    def _may(self, importer: str, imported: str) -> bool:
        here, there = importer.split("."), imported.split(".")
        if there[0] != "linli" or len(there) < 3 or there[:3] == here[:3] or here[1] == "conftest":
            return True
        door = there[3] if len(there) > 3 else ""
        if there[1] not in cast("set[str]", self.domain):
            return there[1] != "foundation" or door != "models"
        return door in self._open_to(here)

    def _open_to(self, here: list[str]) -> set[str]:
        doors = set(cast("set[str]", self.doors))
        if here[-1] == "apps":
            doors.add("registry")
        if here[1] in {"faces", "config"}:
            doors |= cast("set[str]", self.faces)
        return doors
