"""What concerns under-14s: the age, and requests to read their data."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

SHELTERED_AGE = 14  # 个人信息保护法 28, 31
APPROVAL_TIME = timedelta(days=7)  # how long an approved reading of a minor's data stays open


@dataclass(frozen=True)
class ApprovalView:
    """A request to read the data of somebody under 14."""

    id: int
    public_id: UUID
    kind: str
    subject: UUID
    label: str  # names masked
    url: str  # what an approval opens
    reader: str
    reason: str
    requested_at: datetime
    is_granted: bool | None
    until: datetime | None
    is_mine: bool = False
