"""When two records of a person become one, the enquiries of either belong to the kept one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.enquiries.models import Enquiry

if TYPE_CHECKING:
    from datetime import datetime


def move_enquiries(*, kept_id: int, dropped_id: int, now: datetime) -> None:  # noqa: ARG001
    """Point enquiries to the kept record."""
    Enquiry.objects.filter(person_id=dropped_id).update(person_id=kept_id)
