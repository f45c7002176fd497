"""What the API takes and answers about notices."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

from linli.foundation.calls.schemas import Given
from linli.foundation.notices.values import Group, Pace, Via

Hour = Annotated[int, Field(ge=0, le=23)]


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


class ChoiceMade(Given):
    """How soon a group of notices goes out on a way."""

    group: Group
    via: Via
    pace: Pace


class PreferencesGiven(Given):
    """What a reader wishes; quiet hours that begin and end at the same hour are none."""

    choices: list[ChoiceMade] = Field(default=[], max_length=len(Group) * len(Via))
    quiet_from: Hour = 22
    quiet_until: Hour = 7
    digest_hour: Hour = 8


class PreferencesOut(PreferencesGiven):
    """What a reader wishes, each group and way."""


class Stopped(Given):
    """The signed word of the link in an e-mail."""

    token: Annotated[str, StringConstraints(max_length=300)]


class WayOut(Schema):
    """How a notice went on one way: sent, held, digest, retry, waiting, failed, not_sent."""

    via: Via
    state: str
    at: datetime | None
    words: str


class ToldOut(Schema):
    """One notice about a subject: in which part somebody was told, never a name or number."""

    kind: str
    title: str
    at: datetime
    part: str
    is_mine: bool
    ways: list[WayOut]
    read_at: datetime | None


class ToldList(Schema):
    """Who was told what, the newest first."""

    items: list[ToldOut]
