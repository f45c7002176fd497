"""Lists from the pack: checked against the items they name, then kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from linli.engines.cases.values import OUTSIDE_NAMES
from linli.engines.catalogue.services import pack_items
from linli.engines.lists.models import OutsideList
from linli.foundation.formspec.expressions import parse
from linli.foundation.packs.values import Act, Change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from linli.engines.catalogue.values import ItemView
    from linli.foundation.packs.values import Document, Fault, Pack


def check(pack: Pack) -> Iterator[Fault]:
    """Give every fault of the lists: codes, items, stages, and names in columns."""
    items = pack_items(pack)
    seen: dict[str, str] = {}
    for document in pack.of("lists"):
        code = document.value.list
        if code in seen:
            message = _("“%(code)s” is already the code of %(file)s")
            named = message % {"code": code, "file": seen[code]}
            yield document.fault(("list",), named, _("give each list its own code"))
        seen.setdefault(code, document.path)
        yield from _of_items(document, items)


@transaction.atomic
def load(pack: Pack, now: datetime) -> tuple[Change, ...]:  # noqa: ARG001
    """Keep the lists of the pack; one that is gone opens no more lines and keeps those it has."""
    wanted = {document.value.list: document.data for document in pack.of("lists")}
    held = {row.code: row for row in OutsideList.objects.order_by("pk")}
    changes = []
    for code, definition in wanted.items():
        row = held.get(code)
        if row is None:
            OutsideList.objects.create(code=code, definition=definition)
            changes.append(Change("lists", code, Act.ADDED))
        elif row.definition != definition or not row.is_offered:
            OutsideList.objects.filter(pk=row.pk).update(definition=definition, is_offered=True)
            changes.append(Change("lists", code, Act.CHANGED))
    for code, row in held.items():
        if code not in wanted and row.is_offered:
            OutsideList.objects.filter(pk=row.pk).update(is_offered=False)
            changes.append(Change("lists", code, Act.REMOVED))
    return tuple(changes)


def _of_items(document: Document, items: dict[str, ItemView]) -> Iterator[Fault]:
    shape = document.value
    for place, code in enumerate(shape.items):
        item = items.get(code)
        if item is None:
            yield document.fault(
                ("items", place),
                _("there is no item “%(code)s”") % {"code": code},
                _("name items of this pack"),
            )
            continue
        stages = {stage.id for stage in item.flow.stages}
        if not isinstance(shape.when, str) and shape.when.stage not in stages:
            yield document.fault(
                ("when", "stage"),
                _("“%(code)s” has no stage “%(stage)s”")
                % {"code": code, "stage": shape.when.stage},
                _("name a stage of every item of the list"),
            )
        for at, column in enumerate(shape.columns):
            for name in sorted(parse(column.value).names):
                if not _is_known(name, item):
                    yield document.fault(
                        ("columns", at, "value"),
                        _("“%(code)s” has no “%(name)s”") % {"code": code, "name": name},
                        _("name a field of the form, or a fact of the case"),
                    )


def _is_known(name: str, item: ItemView) -> bool:
    if name.startswith("case."):
        return name.removeprefix("case.") in OUTSIDE_NAMES
    return ".".join(name.split(".")[:2]) in item.form.fields_by_path
