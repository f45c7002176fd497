"""What the API answers about the log of acts."""

from datetime import datetime
from typing import Any

from ninja import Schema


class AuditEntryOut(Schema):
    """One act."""

    id: int
    at: datetime
    account_id: int | None
    actor_name: str
    post_id: int | None
    division_code: str
    channel: str
    act: str
    kind: str
    subject: str
    reason: str
    data: dict[str, Any]
    is_sealed: bool


class EntryPageOut(Schema):
    """A page of acts, newest first."""

    items: list[AuditEntryOut]
    next: str
