"""What family members agree to, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from linli.engines.cases.values import AgreementState, AgreementWay
from linli.foundation.calls.schemas import Given, WordsOut
from linli.foundation.formspec.values import DocumentType

Place = Annotated[int, Field(ge=0, le=100)]
Phone = Annotated[str, StringConstraints(min_length=1, max_length=30)]
Answer = Literal["given", "refused", "revoked"]


class AgreementOut(Schema):
    """A family member who has to agree, by the place in the table."""

    place: int
    name: str
    phone: str = Field(description="Masked")
    state: AgreementState
    way: AgreementWay | None
    id: UUID | None = Field(validation_alias="public_id")
    answered_at: datetime | None
    is_child: bool
    is_ward: bool = Field(description="The applicant is guardian by a court's judgment, and agrees")


class AgreementsOut(Schema):
    """Everybody who has to agree, in the order of the table."""

    items: list[AgreementOut]


class AskedOut(Schema):
    """What a member is asked; no answer of the form."""

    id: UUID = Field(validation_alias="public_id")
    item_code: str
    item_name: WordsOut
    text: WordsOut
    asks: str = Field(description="Masked")
    member: str = Field(description="Masked")
    state: AgreementState
    way: AgreementWay | None
    answered_at: datetime | None
    case_number: str
    has_ended: bool


class AskedAtCounterOut(Schema):
    """What the person with a document is asked."""

    items: list[AskedOut]


class MemberAsked(Given):
    """To which telephone the code goes."""

    phone: Phone


class AgreementCode(Given):
    """The code of the message, and what the member says."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=12)]
    answer: Answer


class DocumentShown(Given):
    """The document of the person who is present."""

    document_type: DocumentType
    number: Annotated[str, StringConstraints(min_length=1, max_length=40)]


class CounterAnswer(DocumentShown):
    """What that person says."""

    answer: Answer
