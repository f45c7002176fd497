"""Papers of cases: those of one case, and all that somebody was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli.engines.cases.models import CaseDocument
from linli.engines.cases.queries import access
from linli.engines.cases.values import BY_EVENTS, OFFICE_PAPERS, CasePermission, DocumentKind
from linli.engines.catalogue import queries as catalogue
from linli.registers.people.values import Scope

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from linli.foundation.actors.values import Actor
    from linli.foundation.formspec.values import Localised


@dataclass(frozen=True)
class DocumentRow:
    """A paper of a case."""

    public_id: UUID
    kind: DocumentKind
    serial: str
    number: str
    issued_at: datetime
    item_name: Localised
    case_public_id: UUID
    case_number: str
    is_revoked: bool
    file_id: UUID
    organisation_id: int | None
    subject: str = ""
    is_replaced: bool = False

    @property
    def may_come_again(self) -> bool:
        """Whether it was revoked, nothing took its place, and the superior can issue it anew."""
        return self.is_revoked and not self.is_replaced and self.kind in BY_EVENTS

    @property
    def kind_words(self) -> str:
        """Which paper it is, in words."""
        return str(self.kind.label)

    @property
    def name(self) -> str:
        """What it is called: its number (文号), else its serial."""
        return self.number or self.serial


def documents_of(rows: QuerySet[CaseDocument], *, limit: int = 100) -> tuple[DocumentRow, ...]:
    """Return papers for a list; a receipt is no news and is not among them."""
    return tuple(
        DocumentRow(
            row.public_id,
            DocumentKind(row.kind),
            row.serial,
            row.number,
            row.issued_at,
            catalogue.version(row.case.version_id).name,
            row.case.public_id,
            row.case.number,
            row.revoked_at is not None,
            row.file_id,
            row.organisation_id,
            row.subject,
            row.replaced_by_id is not None,
        )
        for row in rows.exclude(kind=DocumentKind.RECEIPT).select_related("case")[:limit]
    )


def my_documents(actor: Actor, *, now: datetime) -> tuple[DocumentRow, ...]:
    """Return the documents of the actor's cases, newest first (at most 100)."""
    actor.require(CasePermission.READ_OWN)
    mine = access.own_cases(actor, now=now, scope=Scope.COLLECT)
    rows = CaseDocument.objects.filter(case__in=mine).order_by("-issued_at", "-pk")
    return documents_of(sent(rows))


def sent(rows: QuerySet[CaseDocument]) -> QuerySet[CaseDocument]:
    """Return those papers that the applicant has too."""
    return rows.exclude(kind__in=OFFICE_PAPERS)
