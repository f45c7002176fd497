"""Households, guardians and relatives."""

from datetime import date
from typing import Annotated
from uuid import UUID

import ninja
from pydantic import Field

from linli.registers.people.schemas.parts import (
    AddressOut,
    Because,
    Detail,
    DivisionCode,
    Document,
    PhotographOut,
    Schema,
)
from linli.registers.people.values import Capacity, GuardianBasis, Kinship, RelationKind


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


class JudgmentGiven(Schema):
    """The judgment by which an adult has a guardian."""

    court: Annotated[str, Field(min_length=1, max_length=120)]
    judgment_number: Annotated[str, Field(min_length=1, max_length=80)]
    judged_on: date
    capacity: Capacity


class AddCourtGuardian(JudgmentGiven, Document):
    """The same with the guardian's document."""


class CourtGuardianGiven(JudgmentGiven):
    """The same with the guardian's record; the photograph beside it."""

    guardian: UUID


class JudgmentOut(ninja.Schema):
    """A judgment, and the guardianship it makes."""

    court: str = Field(validation_alias="judgment.court")
    judgment_number: str = Field(validation_alias="judgment.number")
    judged_on: date = Field(validation_alias="judgment.judged_on")
    capacity: Capacity = Field(validation_alias="judgment.capacity")
    ward: str
    guardian: str
    from_on: date | None
    to_on: date | None
    papers: list[PhotographOut]


class AddRelation(Document):
    """What the person is to the one with this document."""

    kind: RelationKind


class EndRelation(Because):
    """The last day, and why."""

    to_on: date


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
    ends_by_age: bool = Field(description="The ward turns 18 on the day after the last")
