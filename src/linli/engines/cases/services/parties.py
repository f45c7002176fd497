"""When two records of a person become one, what belonged to either belongs to the kept one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.cases.models import CaseParty, Draft

if TYPE_CHECKING:
    from datetime import datetime


def move_parties(*, kept_id: int, dropped_id: int, now: datetime) -> None:  # noqa: ARG001
    """Point cases and drafts to the kept record; a draft that it has already stays as it is."""
    CaseParty.objects.filter(person_id=dropped_id).update(person_id=kept_id)
    begun = Draft.objects.filter(person_id=kept_id)
    for draft in Draft.objects.filter(person_id=dropped_id):
        if not begun.filter(owner_id=draft.owner_id, item_code=draft.item_code).exists():
            Draft.objects.filter(pk=draft.pk).update(person_id=kept_id)
