"""What can be done to the register, and by which posts."""

from linli.foundation.actors.values import HANDLERS, LEADERS, Role
from linli.foundation.actors.values import Permission as Base

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
