"""The frozen actor, roles, proof levels and permissions."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from django.db.models import IntegerChoices, TextChoices
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.foundation.errors.values import ForbiddenError


class Role(TextChoices):
    """What a post is for. A post is a role in an organisation for a division."""

    CLERK = "clerk", _("Counter clerk")
    COMMUNITY_WORKER = "community_worker", _("Community worker")
    AGENT = "agent", pgettext_lazy("role", "Agent")
    DEPARTMENT_OFFICER = "department_officer", _("Department officer")
    STREET_OFFICER = "street_officer", _("Street or township officer")
    DISTRICT_LEADER = "district_leader", _("District leader")
    CITY_LEADER = "city_leader", _("City leader")
    AUDITOR = "auditor", _("Auditor")
    SECURITY_ADMINISTRATOR = "security_administrator", _("Security administrator")
    OPERATOR = "operator", _("Operator")


LEADERS = frozenset({Role.STREET_OFFICER, Role.DISTRICT_LEADER, Role.CITY_LEADER})
HANDLERS = frozenset(
    {Role.CLERK, Role.COMMUNITY_WORKER, Role.DEPARTMENT_OFFICER, Role.STREET_OFFICER}
)
# System, security and audit duties are never held by one account (GB/T 22239-2019, 8.1.5).
SEPARATED_DUTIES = frozenset({Role.OPERATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR})


class Proof(IntegerChoices):
    """How sure we are who somebody is.

    Below COUNTER nothing is linked, pre-filled or confirmed to exist.
    """

    NONE = 0, _("Not proven")
    PHONE = 1, _("Phone number confirmed")
    COUNTER = 2, _("Shown at the counter")
    PROVIDER = 3, _("Outside identity provider")
    CARD = 4, _("Identity card read")


class Channel(TextChoices):
    """Through which face something was done."""

    PORTAL = "portal", _("Online")
    DESK = "desk", _("At the counter")
    API = "api", _("By another system")
    SYSTEM = "system", _("By the system itself")


class Permission(Enum):
    """Base of each room's permissions: `DECIDE = "cases:case:decide", Role.CLERK, ...`.

    A permission names the roles that hold it; no roles means every signed-in resident.
    """

    def __init__(self, code: str, *roles: Role) -> None:
        self.code = code
        self.roles = frozenset(roles)


@dataclass(frozen=True)
class Holding:
    """A post that the actor holds today, as A (`is_backup` false) or as B."""

    post_id: int
    role: Role
    organisation_id: int
    organisation_name: str
    division_code: str  # 12 digits
    is_backup: bool = False
    compartments: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Actor:
    """Who acts: first argument of every service and query, built once a request by accounts."""

    account_id: int | None = None
    person_id: int | None = None
    proof: Proof = Proof.NONE
    name: str = ""
    holdings: tuple[Holding, ...] = ()
    channel: Channel = Channel.PORTAL
    scopes: frozenset[str] | None = None  # of an API token; None: no narrowing
    is_system: bool = False

    @property
    def is_signed_in(self) -> bool:
        """Whether somebody is behind this actor."""
        return self.account_id is not None

    @property
    def is_staff(self) -> bool:
        """Whether the actor holds a post today."""
        return bool(self.holdings)

    @property
    def is_proven(self) -> bool:
        """Whether the actor's own record may be linked, shown and used to fill forms."""
        return self.proof >= Proof.COUNTER and self.person_id is not None

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of all posts held."""
        return frozenset(holding.role for holding in self.holdings)

    @property
    def organisation_ids(self) -> frozenset[int]:
        """The organisations of all posts held."""
        return frozenset(holding.organisation_id for holding in self.holdings)

    def may(self, permission: Permission) -> bool:
        """Return whether the actor holds the permission: by a post, or by being signed in."""
        if self.is_system:
            return True
        if self.scopes is not None and permission.code not in self.scopes:
            return False
        if not permission.roles:
            return self.is_signed_in
        return not permission.roles.isdisjoint(self.roles)

    def require(self, permission: Permission) -> None:
        """Raise `ForbiddenError` unless the actor holds the permission."""
        if not self.may(permission):
            raise ForbiddenError

    def require_any(self, *permissions: Permission) -> None:
        """Raise `ForbiddenError` unless the actor holds one of the permissions."""
        if not any(map(self.may, permissions)):
            raise ForbiddenError

    def holdings_for(self, permission: Permission) -> tuple[Holding, ...]:
        """Return the posts through which the actor holds the permission."""
        return tuple(held for held in self.holdings if held.role in permission.roles)


ANONYMOUS = Actor()
SYSTEM = Actor(name="system", channel=Channel.SYSTEM, is_system=True)


class ActorRequest(HttpRequest):
    """A request as views see it: with the actor that the accounts room has put there."""

    actor: Actor
