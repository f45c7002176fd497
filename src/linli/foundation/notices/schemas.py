"""What the API answers about notices."""

from datetime import datetime

from ninja import Schema


class NoticeOut(Schema):
    """A notice in the language asked for."""

    id: int
    kind: str
    title: str
    body: str
    url: str
    at: datetime
    is_read: bool


class InboxOut(Schema):
    """What is unread, and a page of what was read."""

    unread: list[NoticeOut]
    read: list[NoticeOut]
    next: str


class CountOut(Schema):
    """How many."""

    count: int
