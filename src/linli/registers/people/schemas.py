"""Shapes that come in: from the forms today, from the API with the same checks."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import ninja
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from linli.foundation.actors.values import Proof
from linli.foundation.formspec.values import DocumentType
from linli.registers.people.values import GuardianBasis, Kinship, RelationKind, Sex

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


class Because(Schema):
    """A reason that is kept."""

    reason: Reason


class MergePersons(Because):
    """Which of two records stays."""

    keep: str = Field(pattern=r"^(this|other)$")


class AddMember(Document):
    """Somebody joins a household."""

    kinship: Kinship


class OpenHousehold(Schema):
    """A household where its head lives, or elsewhere."""

    detail: Detail = ""


class AddGuardian(Document):
    """Whose guardian, why, how long."""

    basis: GuardianBasis
    from_on: date
    to_on: date | None = None


class AddRelation(Document):
    """What the person is to the one with this document."""

    kind: RelationKind


class EndRelation(Because):
    """The last day, and why."""

    to_on: date


class GrantMandate(Schema):
    """For what and how long; the agent enters a code."""

    item_code: str = Field(default="", max_length=40)
    from_on: date
    to_on: date | None = None


class GrantMandateAtCounter(GrantMandate, Document):
    """The same with the agent present."""


class AcceptMandate(Schema):
    """The code that the principal gave."""

    code: str = Field(min_length=1, max_length=40)


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


class HouseholdGiven(Schema):
    """Where the household is; empty: where its head lives."""

    division_code: DivisionCode = ""
    detail: Detail = ""


class MemberGiven(Schema):
    """Who joins, and what they are to the head."""

    person: UUID
    kinship: Kinship


class LeftGiven(Schema):
    """The last day; today if none is given."""

    left_on: date | None = None


class HeadGiven(Schema):
    """What the former head is to the new one."""

    former_is: Kinship


class GuardianGiven(Schema):
    """Who is the guardian of the person in the address."""

    guardian: UUID
    basis: GuardianBasis = GuardianBasis.LAW
    from_on: date
    to_on: date | None = None


class RelationGiven(Schema):
    """The person in the address is the … of the other."""

    other: UUID
    kind: RelationKind


class MandateAtCounter(GrantMandate):
    """Both are present."""

    principal: UUID
    agent: UUID


class ApprovalGiven(Schema):
    """Until when the reading is allowed; at most seven days."""

    until: AwareDatetime | None = None


class MadeOut(ninja.Schema):
    """The id of what was made."""

    id: UUID


class NumberOut(ninja.Schema):
    """A number whole; that it was shown is logged."""

    number: str


class GrantedOut(ninja.Schema):
    """A mandate, and the code that the agent enters; shown once."""

    id: UUID = Field(validation_alias="public_id")
    code: str


class AddressOut(ninja.Schema):
    """A division and the words below it."""

    code: str
    detail: str
    division: str


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


class MemberOut(ninja.Schema):
    """A member of a household."""

    person: UUID = Field(validation_alias="public_id")
    name: str
    kinship: Kinship
    joined_on: date


class HouseholdOut(ninja.Schema):
    """A household and who lives in it."""

    id: UUID = Field(validation_alias="public_id")
    address: AddressOut
    members: list[MemberOut]


class RelationOut(ninja.Schema):
    """A relation, seen from one person; `is_mine`: this person is the … of the other."""

    id: UUID = Field(validation_alias="public_id")
    kind: RelationKind
    other: UUID = Field(validation_alias="other_public_id")
    other_name: str
    is_mine: bool
    from_on: date | None
    to_on: date | None
    basis: str


class MandateOut(ninja.Schema):
    """A mandate; an empty item code: for every service."""

    id: UUID = Field(validation_alias="public_id")
    principal: str
    agent: str
    item_code: str
    from_on: date
    to_on: date | None
    is_accepted: bool
    is_revoked: bool
    is_mine: bool


class FamilyOut(ninja.Schema):
    """Who I am, my household, relations, and mandates both ways."""

    person: PersonOut
    household: HouseholdOut | None
    relations: list[RelationOut]
    granted: list[MandateOut]
    received: list[MandateOut]


class RecordOut(ninja.Schema):
    """A person with everything the desk shows; `may`: permissions that one holds here."""

    person: PersonOut
    household: HouseholdOut | None
    relations: list[RelationOut]
    mandates: list[MandateOut]
    may: list[str]


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
