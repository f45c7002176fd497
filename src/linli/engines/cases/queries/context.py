"""What the answers of a case are read against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from linli.engines.catalogue import queries as catalogue

if TYPE_CHECKING:
    from linli.engines.cases.models import Case
    from linli.foundation.formspec.values import Context


def context_of(case: Case) -> Context:
    """Return what the answers of a case are read against: day and place of the application."""
    return catalogue.context(
        today=timezone.localdate(case.submitted_at), division_code=case.division_code
    )
