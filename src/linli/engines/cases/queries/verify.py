"""Is this paper real: what anybody may learn from a serial or a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli.engines.cases.models import CaseDocument
from linli.engines.catalogue import queries as catalogue
from linli.foundation.formspec.values import Localised

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Verified:
    """The facts behind a serial: what, for whom (masked), when, and whether it still stands."""

    serial: str
    item_name: Localised
    holder_masked: str
    result: str
    issued_at: datetime
    is_revoked: bool
    is_file_genuine: bool | None  # None: no file was shown


def verified(*, serial: str = "", sha256: str = "") -> Verified | None:
    """Return the facts of a result document by its serial, its file, or both; None if unknown.

    Of a sealed case it is only said that the paper is ours: not which service, nor for whom.
    """
    rows = CaseDocument.objects.select_related("case")
    if serial:
        row = rows.filter(serial=serial).first()
    else:
        row = rows.filter(sha256=sha256).first() if sha256 else None
    if row is None:
        return None
    is_sealed = bool(row.case.compartment)
    return Verified(
        serial=row.serial,
        item_name=Localised("") if is_sealed else catalogue.version(row.case.version_id).name,
        holder_masked="" if is_sealed else row.case.applicant_masked,
        result=row.case.result,
        issued_at=row.issued_at,
        is_revoked=row.revoked_at is not None,
        is_file_genuine=(row.sha256 == sha256) if sha256 else None,
    )
