"""Persons and their documents: found, registered, changed, merged, shown."""

from datetime import date
from uuid import UUID

import ninja
from pydantic import Field

from linli.foundation.actors.values import Proof
from linli.foundation.formspec.values import DocumentType
from linli.registers.people.schemas.parts import (
    AddressOut,
    Because,
    Contact,
    Detail,
    DivisionCode,
    Document,
    Name,
    Schema,
)
from linli.registers.people.values import Sex


class Particulars(Contact):
    """What a record says of a person."""

    name: Name
    name_en: str = Field(default="", max_length=120)
    sex: Sex | None = None
    birth_date: date | None = None
    living_code: DivisionCode = ""
    living_detail: Detail = ""
    hukou_code: DivisionCode = ""
    hukou_detail: Detail = ""


class RegisterPerson(Particulars, Document):
    """A person who is present with a document."""

    expires_on: date | None = None


class ChangePerson(Particulars):
    """A record with changes."""

    died_on: date | None = None


class AddDocument(Document):
    """Another document of a person."""

    expires_on: date | None = None


class MergePersons(Because):
    """Which of two records stays."""

    keep: str = Field(pattern=r"^(this|other)$")


# ── the API: people by their public id ─────────────────────────────────────
class Searched(Schema):
    """Beginning of a name or its pinyin, or a whole phone number."""

    text: str = Field(min_length=1, max_length=60)
    cursor: str = Field(default="", max_length=200)


class ChangeGiven(Schema):
    """Only the fields that change, and why."""

    name: Name | None = None
    name_en: str | None = Field(default=None, max_length=120)
    sex: Sex | None = None
    birth_date: date | None = None
    died_on: date | None = None
    phone: str | None = Field(default=None, max_length=30)
    email: str | None = Field(default=None, max_length=254)
    living_code: DivisionCode | None = None
    living_detail: Detail | None = None
    hukou_code: DivisionCode | None = None
    hukou_detail: Detail | None = None
    reason: str = Field(default="", max_length=300)


class MergeGiven(Because):
    """The record that is dropped; the one in the address stays."""

    dropped: UUID


class NumberOut(ninja.Schema):
    """A number whole; that it was shown is logged."""

    number: str


class PersonRowOut(ninja.Schema):
    """A line of a list; phone and number masked, under 14 everything."""

    id: UUID = Field(validation_alias="public_id")
    name: str
    sex: Sex
    birth_year: int
    phone: str
    living: str
    document: str
    is_sheltered: bool


class PeopleOut(ninja.Schema):
    """People found."""

    items: list[PersonRowOut]
    next: str


class IdentityDocumentOut(ninja.Schema):
    """An identity document, its number masked."""

    id: UUID = Field(validation_alias="public_id")
    type: DocumentType
    masked: str
    proof: Proof
    expires_on: date | None


class PersonOut(ninja.Schema):
    """A person; phone and numbers masked."""

    id: UUID = Field(validation_alias="public_id")
    name: str
    name_en: str
    sex: Sex
    birth_date: date
    age: int
    phone: str
    email: str
    hukou: AddressOut
    living: AddressOut
    documents: list[IdentityDocumentOut]
    proof: Proof
    died_on: date | None
    is_sheltered: bool
