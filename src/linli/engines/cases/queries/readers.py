"""Which answers of a case an office may read: what its questions promised the resident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.cases.values import CasePermission, TaskKind
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import NOES, OutcomeKind
from linli.foundation.formspec.values import Readers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linli.engines.cases.models import Case, Task
    from linli.foundation.actors.values import Actor

DECIDES = NOES | {OutcomeKind.GRANT}


def readers(actor: Actor, case: Case, tasks: Iterable[Task]) -> frozenset[str]:
    """Return which fields the actor may read; `tasks` are those of the case.

    Who does not handle reads what anybody may. Who decides is an office that has or had a stage
    which can say yes or no: not the visitor, nor who posts the notice. What is sealed is for those
    at work with the key of the compartment, which the case itself needs too.
    """
    if not actor.may(CasePermission.HANDLE):
        return frozenset({Readers.EVERYONE})
    found = {Readers.EVERYONE, Readers.HANDLERS}
    if _decides(actor, case, tasks):
        found.add(Readers.DECIDERS)
    if any(case.compartment in held.compartments for held in actor.holdings):
        found.add(Readers.SEALED)
    return frozenset(found)


def _decides(actor: Actor, case: Case, tasks: Iterable[Task]) -> bool:
    flow = catalogue.version(case.version_id).flow
    deciding = {
        stage.id for stage in flow.stages if any(one.kind in DECIDES for one in stage.outcomes)
    }
    posts = {(held.organisation_id, held.role) for held in actor.holdings}
    return any(
        task.kind == TaskKind.STAGE
        and task.stage in deciding
        and (task.organisation_id, task.role) in posts
        for task in tasks
    )
