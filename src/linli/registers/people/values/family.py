"""Who lives together and what people are to each other, with the pages that show it."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.files.values import FileView
from linli.registers.people.values.mandates import MandateView
from linli.registers.people.values.persons import Address, PersonView


class Kinship(TextChoices):
    """What a member of a household is to its head."""

    HEAD = "head", _("Head of the household")
    SPOUSE = "spouse", _("Spouse")
    CHILD = "child", _("Son or daughter")
    PARENT = "parent", _("Parent")
    GRANDCHILD = "grandchild", _("Grandchild")
    GRANDPARENT = "grandparent", _("Grandparent")
    SIBLING = "sibling", _("Brother or sister")
    OTHER = "other", _("Other")


class RelationKind(TextChoices):
    """What one person is to another: read `person` is the … of `other`."""

    GUARDIAN = "guardian", _("Guardian")
    SPOUSE = "spouse", _("Spouse")
    PARENT = "parent", _("Parent")
    SIBLING = "sibling", _("Brother or sister")
    GRANDPARENT = "grandparent", _("Grandparent")


class GuardianBasis(TextChoices):
    """Why somebody is a guardian (民法典 27–33)."""

    LAW = "law", _("By law (parent, spouse, near relative)")
    WILL = "will", _("By a parent's will")
    AGREEMENT = "agreement", _("By agreement")
    APPOINTMENT = "appointment", _("Appointed by committee, civil affairs or court")
    COURT = "court", _("For an adult whom a court found unable to act alone")


# Who is guardian on these grounds is so until the ward is 18 (民法典 27, 17).
OF_MINORS = frozenset(GuardianBasis) - {GuardianBasis.COURT}


class Capacity(TextChoices):
    """What a court said an adult can do alone (民法典 21, 22, 24)."""

    NONE = "none", _("No capacity to act")
    LIMITED = "limited", _("Limited capacity to act")


JUDGMENT_FILES = "people.judgment"  # photographed judgments, of the guardianship they are for


@dataclass(frozen=True)
class Judgment:
    """The judgment by which an adult has a guardian; sealed where it is kept."""

    court: str
    number: str
    judged_on: date
    capacity: Capacity


@dataclass(frozen=True)
class JudgmentPage:
    """A judgment with its photograph, whom it is about, and the guardian."""

    judgment: Judgment
    ward: str
    guardian: str
    from_on: date | None
    to_on: date | None
    papers: tuple[FileView, ...] = ()


@dataclass(frozen=True)
class MemberView:
    """One member of a household."""

    id: int
    person_id: int
    public_id: UUID
    name: str
    kinship: Kinship
    joined_on: date


@dataclass(frozen=True)
class HouseholdView:
    """A household and who lives in it today."""

    id: int
    public_id: UUID
    address: Address
    members: tuple[MemberView, ...]


@dataclass(frozen=True)
class RelationView:
    """What another is to the person whose page this is; with `is_mine` the other way round."""

    id: int
    public_id: UUID
    kind: RelationKind
    other_id: int
    other_public_id: UUID
    other_name: str
    is_mine: bool  # true: this person is the … of the other
    from_on: date | None = None
    to_on: date | None = None
    basis: str = ""
    ends_by_age: bool = False  # the last day is the one before the ward turns 18

    @property
    def is_by_court(self) -> bool:
        """Whether a judgment is kept with it."""
        return self.basis == GuardianBasis.COURT

    @property
    def may_be_ended(self) -> bool:
        """Whether nobody has set its last day: what ends with childhood can end before."""
        return self.to_on is None or self.ends_by_age


@dataclass(frozen=True)
class FamilyView:
    """My household, whom I am guardian of, who is mine, and mandates both ways."""

    person: PersonView
    household: HouseholdView | None
    relations: tuple[RelationView, ...] = ()
    granted: tuple[MandateView, ...] = ()
    received: tuple[MandateView, ...] = ()

    @property
    def wards(self) -> tuple[RelationView, ...]:
        """Whom I am guardian of."""
        return tuple(r for r in self.relations if r.kind == RelationKind.GUARDIAN and r.is_mine)

    @property
    def guardians(self) -> tuple[RelationView, ...]:
        """Who is my guardian."""
        return tuple(r for r in self.relations if r.kind == RelationKind.GUARDIAN and not r.is_mine)


@dataclass(frozen=True)
class FilePage:
    """What the desk shows on a person's page."""

    person: PersonView
    household: HouseholdView | None
    relations: tuple[RelationView, ...]
    mandates: tuple[MandateView, ...]
    may: frozenset[str] = field(default_factory=frozenset)  # codes of permissions the reader holds
