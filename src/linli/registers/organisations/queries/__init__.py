"""Reads of organisations and of their seals."""

from linli.registers.organisations.queries.register import (
    Rows,
    by_public_id,
    document_word,
    found,
    in_division,
    leader_role,
    line_of,
    named,
    organisation,
    organisations,
    public_office,
    responsible,
    superior,
)
from linli.registers.organisations.queries.seals import (
    is_of_office,
    may_read_seal,
    seal_of,
    seal_picture,
    seals,
    sees_seals,
)

__all__ = [
    "Rows",
    "by_public_id",
    "document_word",
    "found",
    "in_division",
    "is_of_office",
    "leader_role",
    "line_of",
    "may_read_seal",
    "named",
    "organisation",
    "organisations",
    "public_office",
    "responsible",
    "seal_of",
    "seal_picture",
    "seals",
    "sees_seals",
    "superior",
]
