"""People from a table: what would become of a row, and a row that is registered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from linli.foundation.actors.values import Proof
from linli.foundation.errors.values import ConflictError, InvalidError, Problem
from linli.foundation.privacy.values import mask_name
from linli.foundation.sheets.values import Made, Verdict
from linli.registers.people.queries.tables import number_of, table_checked
from linli.registers.people.services.records import register
from linli.registers.people.services.steps import log

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from linli.foundation.actors.values import Actor
    from linli.foundation.sheets.values import Checked, Row


@transaction.atomic
def check_rows(actor: Actor, *, rows: Sequence[Row], now: datetime) -> list[Checked]:
    """Say what would become of rows; that the answer tells of somebody out of reach is logged."""
    answers = table_checked(actor, rows=rows, now=now)
    for row, answer in zip(rows, answers, strict=True):
        if answer.met is not None:
            data = {"type": number_of(row)[0]}
            log(actor, "people.document.met", answer.met, now=now, data=data)
    return [answer.checked for answer in answers]


@transaction.atomic
def load_row(actor: Actor, *, row: Row, now: datetime) -> Made:
    """Register one row; what it says was shown by nobody, so the record is not proven.

    Raises `InvalidError`, `IdentityError`, `AlreadyRegisteredError`, `ConflictError` where the row
    would not be new any more.
    """
    (checked,) = check_rows(actor, rows=[row], now=now)
    if checked.faults:
        raise InvalidError(
            problems=[Problem(one.column, "row", one.message) for one in checked.faults]
        )
    if checked.verdict != Verdict.NEW:
        raise ConflictError
    kind, number = number_of(row)
    born = row.text("birth_date")
    made = register(
        actor,
        name=row.text("name"),
        document_type=kind,
        number=number,
        birth_date=date.fromisoformat(born) if born else None,
        proof=Proof.NONE,
        sex=row.text("sex"),
        phone=row.text("phone"),
        living_code=row.text("living_code"),
        living_detail=row.text("living_detail"),
        hukou_code=row.text("hukou_code"),
        hukou_detail=row.text("hukou_detail"),
        now=now,
    )
    return Made(made.public_id, mask_name(row.text("name")))
