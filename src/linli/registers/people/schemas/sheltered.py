"""Requests to read the data of under-14s."""

from datetime import datetime
from uuid import UUID

import ninja
from pydantic import AwareDatetime, Field

from linli.registers.people.schemas.parts import Schema


class ApprovalGiven(Schema):
    """Until when the reading is allowed; at most seven days."""

    until: AwareDatetime | None = None


class ApprovalOut(ninja.Schema):
    """A request to read the data of somebody under 14."""

    id: UUID = Field(validation_alias="public_id")
    kind: str = Field(description="What is to be read: person or case")
    subject: UUID = Field(description="The id of that person or case")
    label: str = Field(description="Whose data, or which case; names masked")
    reader: str
    reason: str
    requested_at: datetime
    is_granted: bool | None
    until: datetime | None
    is_mine: bool


class ApprovalsOut(ninja.Schema):
    """Requests that one may decide, and one's own."""

    items: list[ApprovalOut]
