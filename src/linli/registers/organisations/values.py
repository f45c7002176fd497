"""What organisations are for, what they are in law, and what may be done to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import HANDLERS, LEADERS, Role
from linli.foundation.actors.values import Permission as Base
from linli.foundation.errors.values import ConflictError, ForbiddenError, InvalidError

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from linli.registers.places.values import Level


class Function(TextChoices):
    """What an organisation does. Flows name organisations by function and level, never by name."""

    GOVERNMENT = "government", _("People's government")
    CIVIL_AFFAIRS = "civil_affairs", _("Civil affairs")
    DISABLED_FEDERATION = "disabled_federation", _("Disabled persons' federation")
    JUSTICE = "justice", _("Justice")
    LEGAL_AID = "legal_aid", _("Legal aid")
    HEALTH = "health", _("Health commission")
    HEALTH_CENTRE = "health_centre", _("Community health centre")
    HEALTH_STATION = "health_station", _("Community health station")
    HUMAN_RESOURCES = "human_resources", _("Human resources and social security")
    HOUSING = "housing", _("Housing and construction")
    EDUCATION = "education", _("Education")
    VETERANS = "veterans", _("Veterans' affairs")
    MEDICAL_INSURANCE = "medical_insurance", _("Medical insurance")
    AGRICULTURE = "agriculture", _("Agriculture and rural affairs")
    POLICE = "police", _("Public security")
    STREET_OFFICE = "street_office", _("Street office or township government")
    COMMITTEE = "committee", _("Residents' or villagers' committee")
    SERVICE_CENTRE = "service_centre", _("Street service centre")
    SERVICE_STATION = "service_station", _("Community service station")
    SOCIAL_ORGANISATION = "social_organisation", _("Social organisation")
    ENTERPRISE = "enterprise", _("Enterprise")
    PROVIDER = "provider", _("Provider of services")
    OTHER = "other", _("Other")


# At most one in force for each division: these are who is responsible.
SINGLE_FUNCTIONS = frozenset(
    {
        Function.GOVERNMENT,
        Function.CIVIL_AFFAIRS,
        Function.DISABLED_FEDERATION,
        Function.JUSTICE,
        Function.LEGAL_AID,
        Function.HEALTH,
        Function.HUMAN_RESOURCES,
        Function.HOUSING,
        Function.EDUCATION,
        Function.VETERANS,
        Function.MEDICAL_INSURANCE,
        Function.AGRICULTURE,
        Function.POLICE,
        Function.STREET_OFFICE,
        Function.COMMITTEE,
    }
)


# Who does the work where a body of its own has not been set up.
STANDS_IN: dict[str, str] = {
    Function.SERVICE_CENTRE: Function.STREET_OFFICE,
    Function.SERVICE_STATION: Function.COMMITTEE,
    Function.LEGAL_AID: Function.JUSTICE,
    Function.HEALTH_STATION: Function.HEALTH_CENTRE,
}


class Kind(TextChoices):
    """What an organisation is in law."""

    STATE_ORGAN = "state_organ", _("State organ")
    PUBLIC_INSTITUTION = "public_institution", _("Public institution")
    MASS_ORGANISATION = "mass_organisation", _("Mass organisation")
    SELF_GOVERNING = "self_governing", _("Self-governing committee")
    ASSOCIATION = "association", _("Association")
    SERVICE_BODY = "service_body", _("Private non-enterprise unit")
    FOUNDATION = "foundation", _("Foundation")
    COMPANY = "company", _("Company")
    COLLECTIVE = "collective", _("Rural collective")
    UNREGISTERED = "unregistered", _("Filed with the street only")


class OrganisationPermission(Base):
    """Operators keep the register of organisations; everybody with a post can look at it."""

    READ = (
        "organisations:organisation:read",
        *HANDLERS,
        *LEADERS,
        Role.AGENT,
        Role.AUDITOR,
        Role.OPERATOR,
        Role.SECURITY_ADMINISTRATOR,
    )
    ADD = "organisations:organisation:add", Role.OPERATOR
    CHANGE = "organisations:organisation:change", Role.OPERATOR
    CLOSE = "organisations:organisation:close", Role.OPERATOR
    OFFER_SEAL = "organisations:seal:offer", *HANDLERS
    CONFIRM_SEAL = "organisations:seal:confirm", *LEADERS, Role.OPERATOR


SEAL_FILES = "organisation_seal"
EARLIER_DAY = _("This day is over. Please choose today or a later day.")


class OwnSealError(ForbiddenError):
    """Who handed a seal in does not let it in."""

    code = "own_seal"
    message = _("You handed this seal in yourself. Somebody else has to confirm it.")


class SealWaitsError(ConflictError):
    """Another seal waits, begins on the same day, or this one was settled by somebody else."""

    code = "seal_settled"
    message = _(
        "Another seal of this office waits or begins on the same day, or a colleague was faster. "
        "Please look at the list."
    )


class SealState(TextChoices):
    """Where a seal stands on a day."""

    WAITING = "waiting", _("Waits to be confirmed")
    REFUSED = "refused", _("Not confirmed")
    COMING = "coming", _("Holds later")
    HOLDING = "holding", _("In use")
    REPLACED = "replaced", _("Replaced by a later one")
    WITHDRAWN = "withdrawn", _("Seal withdrawn")


@dataclass(frozen=True)
class SealView:
    """A seal of an organisation, as its office and its superiors see it."""

    public_id: UUID
    file_id: UUID
    sha256: str
    from_on: date
    offered_at: datetime
    is_confirmed: bool | None
    decided_at: datetime | None
    withdrawn_on: date | None
    state: SealState = SealState.WAITING
    may_decide: bool = False
    may_withdraw: bool = False

    @property
    def state_words(self) -> str:
        """Where it stands, in words."""
        return str(self.state.label)

    @property
    def tone(self) -> str:
        """How its state is coloured."""
        tones = {SealState.HOLDING: "good", SealState.WAITING: "warn", SealState.COMING: "warn"}
        return tones.get(self.state, "quiet")


class AlreadyResponsibleError(ConflictError):
    """Another organisation in force already has this function for this division."""

    code = "already_responsible"
    message = _("Another organisation already does this for this division. Close it first.")


class CodeTakenError(ConflictError):
    """The unified social credit code belongs to another organisation."""

    code = "uscc_taken"
    message = _("Another organisation is registered with this unified social credit code.")


class UsccError(InvalidError):
    """The code has not the shape or the check character of GB 32100."""

    code = "uscc_invalid"
    message = _(
        "This is no unified social credit code. "
        "It has 18 characters; compare it with the certificate."
    )


class OwnLineError(InvalidError):
    """Following the superiors upwards would lead back to the organisation."""

    code = "own_line"
    message = _("An organisation cannot stand above itself.")


# What stands for a function in the number of a document (文号), as offices are used to.
WORDS: dict[str, str] = {
    Function.GOVERNMENT: "政",
    Function.CIVIL_AFFAIRS: "民",
    Function.DISABLED_FEDERATION: "残联",
    Function.JUSTICE: "司",
    Function.LEGAL_AID: "法援",
    Function.HEALTH: "卫健",
    Function.HEALTH_CENTRE: "社卫",
    Function.HEALTH_STATION: "卫站",
    Function.HUMAN_RESOURCES: "人社",
    Function.HOUSING: "住建",
    Function.EDUCATION: "教",
    Function.VETERANS: "退役",
    Function.MEDICAL_INSURANCE: "医保",
    Function.POLICE: "公",
    Function.STREET_OFFICE: "办",
    Function.COMMITTEE: "居",
    Function.SERVICE_CENTRE: "服",
    Function.SERVICE_STATION: "站",
}


@dataclass(frozen=True)
class OrganisationView:
    """One organisation as others see it."""

    id: int
    public_id: UUID
    name: str
    name_en: str
    function: str
    kind: str
    level: Level
    division_code: str
    phone: str = ""
    uscc: str = ""
    parent_id: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    document_word: str = ""

    @property
    def words(self) -> str:
        """Return its name in the language in force; without an English one, the Chinese."""
        is_english = (get_language() or "zh").startswith("en")
        return self.name_en if is_english and self.name_en else self.name

    @property
    def function_words(self) -> str:
        """Return what it does, in the language in force."""
        return str(Function(self.function).label)

    @property
    def is_in_force(self) -> bool:
        """Whether it has not been closed."""
        return self.valid_to is None

    def __str__(self) -> str:
        """Its name in the language in force."""
        return self.words
