"""What the answers of a case are read against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from linli.engines.cases.queries.known import proven
from linli.engines.catalogue import queries as catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linli.engines.cases.models import Case
    from linli.foundation.formspec.values import Context


def context_of(case: Case, document: Mapping[str, Any]) -> Context:
    """Return what the answers of a case are read against.

    Day and place of the application, and what registers said of it then.
    """
    item, today = catalogue.version(case.version_id), timezone.localdate(case.submitted_at)
    return catalogue.context(
        today=today,
        division_code=case.division_code,
        facts=proven(item, document, today=today),
    )
