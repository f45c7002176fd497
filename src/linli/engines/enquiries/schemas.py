"""What comes in and goes out of the API of enquiries."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from linli.engines.enquiries.values import EnquiryChannel, EnquiryState
from linli.foundation.calls.schemas import Given, Reason

Short = Annotated[str, StringConstraints(max_length=120)]
Code = Annotated[str, StringConstraints(max_length=20)]

Key = Annotated[
    str,
    StringConstraints(max_length=80),
    Field(description="A word of your own: sent again under it, nothing is made a second time"),
]


class EnquiryMade(Schema):
    """The id of what was made."""

    id: UUID


class Asked(Given):
    """A question to an office; the service is optional."""

    organisation: UUID
    question: Reason
    item: Code = ""
    key: Key = ""


class Recorded(Given):
    """What somebody asked at a counter or on the telephone."""

    channel: Literal[EnquiryChannel.DESK, EnquiryChannel.PHONE]
    question: Reason
    item: Code = ""
    person: UUID | None = None
    key: Key = ""
    name: Short = ""
    contact: Short = ""
    answer: Reason = ""


class Answered(Given):
    """The answer."""

    answer: Reason


class HandedOver(Given):
    """To which post, and why."""

    post_id: int
    reason: Reason


class Reopened(Given):
    """What is still open."""

    why: Reason


class OfficeShown(Schema):
    """An office that can be asked."""

    id: UUID = Field(validation_alias="public_id")
    name: str
    name_en: str
    phone: str


class OfficesOut(Schema):
    """Offices that can be asked."""

    items: list[OfficeShown]


class PostShown(Schema):
    """A post by name."""

    id: int
    words: str
    phone: str


class PostsShown(Schema):
    """Posts by name."""

    items: list[PostShown]


class EnquiryOut(Schema):
    """An enquiry in a list."""

    id: UUID = Field(validation_alias="public_id")
    number: str
    state: EnquiryState
    channel: EnquiryChannel
    item_code: str
    item_name: str
    begins: str = Field(description="The first words of the question")
    asked_at: datetime
    due_on: date
    days_left: int
    post: PostShown
    asked_post: PostShown
    offered_to: PostShown | None


class EnquiriesOut(Schema):
    """A page of enquiries."""

    items: list[EnquiryOut]
    next: str
    counts: dict[str, int] = {}


class StoryOut(Schema):
    """One sentence of the story, in the language asked for."""

    kind: str
    title: str
    at: datetime
    text: str
    by: str


class OwnEnquiryOut(Schema):
    """An enquiry as the asker sees it."""

    enquiry: EnquiryOut = Field(validation_alias="row")
    history: list[StoryOut] = Field(validation_alias="entries")
    answer: str
    may_reopen: bool
    may_close: bool


class OfficeEnquiryOut(Schema):
    """An enquiry as the offices concerned see it."""

    enquiry: EnquiryOut = Field(validation_alias="row")
    history: list[StoryOut] = Field(validation_alias="entries")
    name: str
    contact: str
    person: UUID | None = Field(validation_alias="person_id")
    is_helpful: bool | None
    reopened: int
    may_answer: bool
    may_hand_over: bool
    may_accept: bool
    may_take_in: bool
