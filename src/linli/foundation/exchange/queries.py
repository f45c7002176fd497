"""The registers that the pack declares, and the purpose log: for auditors, and about oneself."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q

from linli.foundation.audit import queries as audit
from linli.foundation.exchange import registry, rules
from linli.foundation.exchange.models import Lookup
from linli.foundation.exchange.schemas import RegisterFile
from linli.foundation.exchange.values import (
    EntryFilter,
    EntryPage,
    EntryView,
    ExchangePermission,
    FactKind,
    Ground,
    Outcome,
    Register,
    undeclared,
)
from linli.foundation.formspec.values import Localised
from linli.foundation.packs import queries as packs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from linli.foundation.actors.values import Actor
    from linli.foundation.packs.values import Pack

PAGE = 50
FILE = "registers.yaml"


def registers() -> Mapping[str, Register]:
    """Return the registers of the site's pack by id; none where it declares none."""
    return _registers(settings.PACK)


@lru_cache(maxsize=8)
def _registers(root: Path) -> Mapping[str, Register]:
    return declared(packs.value(root, FILE, RegisterFile))


def declared_in(pack: Pack) -> Mapping[str, Register]:
    """Return the registers that a pack under check declares."""
    files = [document.value for document in pack.of("registers")]
    return {name: one for file in files for name, one in declared(file).items()}


def declared(file: RegisterFile | None) -> dict[str, Register]:
    """Return what a file says, frozen."""
    return {
        name: _register(name, shape) for name, shape in (file.registers if file else {}).items()
    }


def _register(name: str, shape: Any) -> Register:
    facts = {
        fact: FactKind(fact, one.type, one.name, one.options) for fact, one in shape.facts.items()
    }
    return Register(name, shape.name, shape.keeper, shape.basis, shape.fresh_for, facts)


def that_give(wanted: Collection[str]) -> dict[str, frozenset[str]]:
    """Return which registers are reached here and give what is wanted, and which of it."""
    reached = (one for one in registers().values() if registry.provider(one.id) is not None)
    return rules.that_give(reached, wanted)


def entries(
    actor: Actor, *, asked: EntryFilter | None = None, before: int | None = None, limit: int = PAGE
) -> EntryPage:
    """Return questions in the auditor's scope, newest first; one statement.

    Raises `ForbiddenError`.
    """
    actor.require(ExchangePermission.READ)
    rows = Lookup.objects.filter(audit.scope(actor, ExchangePermission.READ)).filter(
        _asked(asked or EntryFilter())
    )
    return _page(rows, before, limit)


def about(*, person_ids: Iterable[int], before: int | None = None, limit: int = PAGE) -> EntryPage:
    """Return what was asked about a person, newest first, for a room that knows whose page it is.

    One statement.
    """
    return _page(Lookup.objects.filter(about_id__in=list(person_ids)), before, limit)


def _page(rows: Any, before: int | None, limit: int) -> EntryPage:
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: limit + 1])
    more = found[limit - 1].pk if len(found) > limit else None
    return EntryPage(tuple(_view(row) for row in found[:limit]), more)


def _asked(asked: EntryFilter) -> Q:
    exact: dict[str, Any] = {
        "register": asked.register,
        "outcome": asked.outcome,
        "purpose_code": asked.purpose,
        "subject": asked.subject,
        "at__gte": asked.since,
        "at__lt": asked.until,
    }
    return Q(**{name: value for name, value in exact.items() if value not in {None, ""}})


def _view(row: Lookup) -> EntryView:
    known = registers().get(row.register)
    kinds = known.facts if known else {}
    return EntryView(
        id=row.pk,
        at=row.at,
        account_id=row.account_id,
        actor_name=row.actor_name,
        office=row.office,
        channel=row.channel,
        purpose_code=row.purpose_code,
        purpose=Localised(row.purpose_zh, row.purpose_en),
        ground=Ground(row.ground),
        kind=row.kind,
        subject=row.subject,
        register=row.register,
        register_name=known.name if known else undeclared(row.register),
        facts=tuple(kinds[one].label if one in kinds else undeclared(one) for one in row.facts),
        fact_names=tuple(row.facts),
        outcome=Outcome(row.outcome),
        reason=row.reason,
        milliseconds=row.milliseconds,
    )
