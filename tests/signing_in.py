"""Sessions of the demonstration's accounts, by role: no password is typed and none is known."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from linli.foundation.actors.values import Proof, Role
from linli.registers.accounts.models import Account, PostHolding

# The cast of conftest.py in the demonstration: role of the post, and what its organisation is for.
POSTS = {
    "clerk": Role.CLERK,
    "community_worker": Role.COMMUNITY_WORKER,
    "street_officer": Role.STREET_OFFICER,
    "department_officer": Role.DEPARTMENT_OFFICER,
    "civil_affairs_officer": Role.DEPARTMENT_OFFICER,
    "federation_officer": Role.DEPARTMENT_OFFICER,
    "justice_officer": Role.DEPARTMENT_OFFICER,
    "district_leader": Role.DISTRICT_LEADER,
    "auditor": Role.AUDITOR,
    "operator": Role.OPERATOR,
    "security_administrator": Role.SECURITY_ADMINISTRATOR,
}
FUNCTIONS = {
    "civil_affairs_officer": "civil_affairs",
    "federation_officer": "disabled_federation",
    "justice_officer": "justice",
}


def account_of(role: str) -> int | None:
    """Return an account of the demonstration that has a role, or None."""
    if role in POSTS:
        return _holder(role)
    residents = Account.objects.filter(holdings=None, is_active=True).order_by("pk")
    if role == "proven_resident":
        residents = residents.filter(person__isnull=False, proof__gte=Proof.COUNTER)
    elif role == "resident":
        residents = residents.filter(proof__lt=Proof.COUNTER)
    return residents.values_list("pk", flat=True).first()


def _holder(role: str) -> int | None:
    holdings = PostHolding.objects.filter(post__role=POSTS[role], ended_at=None)
    if role in FUNCTIONS:
        holdings = holdings.filter(post__organisation__function=FUNCTIONS[role])
    return holdings.order_by("is_backup", "pk").values_list("account_id", flat=True).first()


def session_of(account_id: int) -> str:
    """Return the key of a new session in which the account is signed in."""
    account = Account.objects.get(pk=account_id)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return str(session.session_key)
