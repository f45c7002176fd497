"""Kinds of documents and relations, permissions, errors, and what others see of a person."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import HANDLERS, LEADERS, Proof, Role
from linli.foundation.actors.values import Permission as Base
from linli.foundation.errors.values import ConflictError, ForbiddenError, InvalidError, Words
from linli.foundation.formspec.values import DocumentType

ADULT_AGE = 18  # 民法典 17
SHELTERED_AGE = 14  # 个人信息保护法 28, 31
APPROVAL_TIME = timedelta(days=7)  # how long an approved reading of a minor's data stays open
OPENING_TIME = timedelta(
    hours=12
)  # how long a person found by exact number stays open to the finder
CODE_TIME = timedelta(days=7)  # how long the one-time code of a mandate can be entered
FOUND_LIMIT = 30


class Sex(TextChoices):
    """As the document says it."""

    MALE = "male", _("Male")
    FEMALE = "female", _("Female")
    UNKNOWN = "unknown", _("Not stated")


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


_COUNTER = (Role.CLERK, Role.COMMUNITY_WORKER)


class Permission(Base):
    """What can be done to the register. No role: any signed-in resident, for themselves."""

    FIND = "people:person:find", *_COUNTER, Role.DEPARTMENT_OFFICER, Role.STREET_OFFICER
    FIND_EXACT = "people:person:find_exact", *_COUNTER, Role.STREET_OFFICER
    READ = "people:person:read", *_COUNTER, Role.DEPARTMENT_OFFICER, Role.STREET_OFFICER
    PREFILL = "people:person:prefill", *_COUNTER, Role.AGENT
    REGISTER = "people:person:register", *_COUNTER
    CHANGE = "people:person:change", *_COUNTER
    MERGE = "people:person:merge", Role.CLERK, Role.STREET_OFFICER
    CONFIRM_IDENTITY = "people:document:confirm", *_COUNTER
    UNMASK = "people:document:unmask", *_COUNTER, Role.DEPARTMENT_OFFICER, Role.STREET_OFFICER
    KEEP_HOUSEHOLD = "people:household:keep", *_COUNTER
    KEEP_RELATION = "people:relation:keep", *_COUNTER
    KEEP_MANDATE = "people:mandate:keep", *_COUNTER
    REQUEST_MINOR = (
        "people:minor:request",
        *HANDLERS,
        *LEADERS,
        Role.AUDITOR,
        Role.AGENT,
    )
    APPROVE_MINOR = "people:minor:approve", *LEADERS
    FAMILY = ("people:family:read",)
    GRANT_MANDATE = ("people:mandate:grant",)
    ACCEPT_MANDATE = ("people:mandate:accept",)
    REVOKE_MANDATE = ("people:mandate:revoke",)


class NotProvenError(ForbiddenError):
    """The actor's identity is not proven, so nothing of the register is theirs yet."""

    code = "not_proven"
    message = _(
        "First show who you are: bring your identity card to any service counter, once. "
        "Until then nothing here is linked to your account."
    )


class ApprovalNeededError(ForbiddenError):
    """The person is under 14: staff read with approval only (未成年人网络保护条例 36)."""

    code = "approval_needed"
    message = _(
        "This person is under 14. Please ask your supervisor for approval to read the data."
    )


class ReasonMissingError(InvalidError):
    """An act that is logged needs its reason."""

    code = "reason_missing"
    message = _("Please write why you need this. The reason is kept with your name.")


class IdentityError(InvalidError):
    """The number cannot be a number of this kind of document; `code` says why."""

    code = "identity_invalid"
    message = _("This number does not look right. Please compare it with the document.")


class AlreadyRegisteredError(ConflictError):
    """The document belongs to a record that is there already."""

    code = "already_registered"
    message = _(
        "Somebody is registered with this document already. Please find them by its number."
    )


class SelfRelationError(InvalidError):
    """Both sides of a relation or mandate are the same person."""

    code = "same_person"
    message = _("Both are the same person. Nobody can be their own guardian, relative or agent.")


class UnderageGuardianError(InvalidError):
    """A guardian is under 18."""

    code = "guardian_underage"
    message = _("A guardian must be 18 or older. This person is not 18 yet on the first day.")


class ImpossibleDateError(InvalidError):
    """A date that cannot be.

    Before birth, after death, in the future, or an end before its start.
    """

    code = "date_impossible"
    message = _("This date cannot be right.")


class HouseholdError(ConflictError):
    """A household has one head, a person one household."""

    code = "household_conflict"
    message = _("This person is a member of a household already, or the household has a head.")


class CapacityError(InvalidError):
    """A mandate needs two adults: for a child the guardian acts."""

    code = "mandate_underage"
    message = _(
        "Both must be 18 or older. For somebody younger the guardian acts, without a mandate."
    )


class CodeError(InvalidError):
    """The one-time code of a mandate is unknown, used, too old, or one's own."""

    code = "mandate_code_unknown"
    message = _("This code is not known or no longer valid. Please ask for a new one.")


class DecidedError(ConflictError):
    """The request was decided by somebody else."""

    code = "already_decided"
    message = _("This request has been decided already.")


@dataclass(frozen=True)
class IdentityFacts:
    """What a number itself says; the number is normalised (capitals, no spaces)."""

    number: str
    birth_date: date | None = None
    is_male: bool | None = None
    region: str = ""

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
    """What the other person is to the one whose page this is (or the other way round.

    `is_mine`).
    """

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


@dataclass(frozen=True)
class MandateView:
    """A mandate; names as both sides know each other."""

    id: int
    public_id: UUID
    principal: str
    agent: str  # empty until somebody accepts
    item_code: str  # empty: every item
    from_on: date
    to_on: date | None
    is_accepted: bool
    is_revoked: bool
    is_mine: bool = False  # granted by the reader


@dataclass(frozen=True)
class GrantedMandate:
    """A new mandate, and the code that the agent enters: shown once, kept nowhere in plain."""

    public_id: UUID
    code: str


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


@dataclass(frozen=True)
class ApprovalView:
    """A request to read the data of somebody under 14."""

    id: int
    public_id: UUID
    kind: str
    subject: UUID
    label: str  # names masked
    url: str  # what an approval opens
    reader: str
    reason: str
    requested_at: datetime
    is_granted: bool | None
    until: datetime | None
    is_mine: bool = False


# What is wrong with one field, by code.
FIELD_WORDS: dict[str, Words] = {
    "required": _("Please fill this in."),
    "birth_date_differs": _(
        "The number says another birth date. Please compare both with the document."
    ),
    "sex_differs": _("The number says another sex. Please compare both with the document."),
    "phone_invalid": _("This is not a phone number. A mobile number has 11 digits."),
    "division_unknown": _("This division code is not in force."),
    "field_unknown": _("There is no such field."),
    "look_again": _("Please look at this field again."),
}

# Why a number was refused. Kept apart from the rules, which know codes only.
IDENTITY_WORDS: dict[str, Words] = {
    "identity_empty": _("Please type the number of the document."),
    "identity_type_unknown": _("Please choose the kind of document."),
    "identity_length": _(
        "A number of this kind has another length. Please compare it with the card."
    ),
    "identity_characters": _("There is a character that such a number cannot have."),
    "identity_check_digit": _(
        "One digit is wrong or two are swapped. Please compare it with the card."
    ),
    "identity_birth_date": _("The birth date inside this number cannot be right."),
    "identity_region": _("The first digits of this number are not a region."),
    "identity_other_type_hmt": _(
        "Numbers that begin with 81, 82 or 83 are residence permits for Hong Kong, Macau and "
        "Taiwan residents. Please choose that kind of document."
    ),
    "identity_other_type_foreign": _(
        "Numbers that begin with 9 are permanent residence cards of foreigners. Please choose that "
        "kind of document."
    ),
    "identity_pattern": _(
        "A number of this kind looks different. Please compare it with the document."
    ),
}

# At which field of a form a refusal is shown.
FIELD_OF_CODE = {
    **dict.fromkeys(IDENTITY_WORDS, "number"),
    "identity_type_unknown": "document_type",
    "identity_other_type_hmt": "document_type",
    "identity_other_type_foreign": "document_type",
    "already_registered": "number",
    "same_person": "number",
    "household_conflict": "number",
    "guardian_underage": "number",
    "mandate_underage": "number",
    "reason_missing": "reason",
    "mandate_code_unknown": "code",
}
