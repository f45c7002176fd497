"""What other shapes are made of."""

from typing import Annotated
from uuid import UUID

import ninja
from pydantic import BaseModel, ConfigDict, Field

from linli.foundation.formspec.values import DocumentType

Name = Annotated[str, Field(min_length=1, max_length=120)]
Detail = Annotated[str, Field(max_length=200)]
DivisionCode = Annotated[str, Field(pattern=r"^([0-9]{12}|[0-9]{15}|[0-9]{18})?$")]
Number = Annotated[str, Field(min_length=1, max_length=40)]
Reason = Annotated[str, Field(min_length=1, max_length=300)]


class Schema(BaseModel):
    """Spaces around texts do not count; unknown fields are refused."""

    model_config = ConfigDict(str_strip_whitespace=True, extra="forbid")


class Document(Schema):
    """A kind of document and its number."""

    document_type: DocumentType
    number: Number


class Contact(Schema):
    """How to reach somebody."""

    phone: str = Field(default="", max_length=30)
    email: str = Field(default="", max_length=254)


class Because(Schema):
    """A reason that is kept."""

    reason: Reason


class MadeOut(ninja.Schema):
    """The id of what was made."""

    id: UUID


class AddressOut(ninja.Schema):
    """A division and the words below it."""

    code: str
    detail: str
    division: str


class PhotographOut(ninja.Schema):
    """A photographed paper."""

    id: UUID = Field(validation_alias="public_id")
    name: str
