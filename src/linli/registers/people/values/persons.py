"""One person: what a record and a document say, whole and in one line."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import Proof
from linli.foundation.formspec.values import DocumentType

ADULT_AGE = 18  # 民法典 17
OPENING_TIME = timedelta(hours=12)  # a person found by exact number stays open to the finder
FOUND_LIMIT = 30


class Sex(TextChoices):
    """As the document says it."""

    MALE = "male", _("Male")
    FEMALE = "female", _("Female")
    UNKNOWN = "unknown", _("Not stated")


@dataclass(frozen=True)
class IdentityFacts:
    """What a number itself says; the number is normalised (capitals, no spaces)."""

    number: str
    birth_date: date | None = None
    is_male: bool | None = None

    @property
    def sex(self) -> Sex:
        """Return the sex that the number says."""
        if self.is_male is None:
            return Sex.UNKNOWN
        return Sex.MALE if self.is_male else Sex.FEMALE


@dataclass(frozen=True)
class Address:
    """A division and the words below it (estate, building, door)."""

    code: str = ""
    detail: str = ""
    division: str = ""  # the names from the district down, in the reader's language

    @property
    def words(self) -> str:
        """Return the address in one line."""
        return f"{self.division} {self.detail}".strip()


@dataclass(frozen=True)
class Registered:
    """What a new record is called."""

    id: int
    public_id: UUID


@dataclass(frozen=True)
class ProvenIdentity:
    """A document that somebody proved, whole: for asking registers, never for a page."""

    person_id: int
    type: str
    number: str = field(repr=False)


@dataclass(frozen=True)
class KnownPerson:
    """Somebody found by number in one's divisions, for an act of another room."""

    id: int
    name: str
    living_code: str
    birth_date: date


@dataclass(frozen=True)
class DocumentView:
    """One identity document, its number masked."""

    id: int
    public_id: UUID
    type: DocumentType
    masked: str
    proof: Proof
    expires_on: date | None = None


@dataclass(frozen=True)
class PersonRow:
    """A line of a list: enough to recognise somebody one already knows."""

    id: int
    public_id: UUID
    name: str
    sex: Sex
    birth_year: int
    phone: str
    living: str
    document: str = ""
    is_sheltered: bool = False


@dataclass(frozen=True)
class PersonView:
    """A person as one who may read the record sees it: phone and numbers masked."""

    id: int
    public_id: UUID
    name: str
    name_en: str
    sex: Sex
    birth_date: date
    age: int
    phone: str
    email: str
    hukou: Address
    living: Address
    documents: tuple[DocumentView, ...]
    proof: Proof
    died_on: date | None = None
    is_sheltered: bool = False  # under 14
