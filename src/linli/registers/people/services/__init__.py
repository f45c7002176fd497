"""The writes: one function for each thing that can be done, one transaction, one audit event."""

from linli.registers.people.services.households import (
    add_member,
    change_head,
    leave_household,
    open_household,
)
from linli.registers.people.services.judging import add_court_guardianship
from linli.registers.people.services.mandates import (
    accept_mandate,
    add_mandate_paper,
    grant_mandate,
    revoke_mandate,
)
from linli.registers.people.services.merging import merge
from linli.registers.people.services.minors import (
    approve_minor_reading,
    decline_minor_reading,
    request_minor_reading,
    request_sheltered_reading,
)
from linli.registers.people.services.papers import (
    add_document,
    confirm_identity,
    retire_document,
    unmask,
    unmask_phone,
)
from linli.registers.people.services.records import change, change_contact, register
from linli.registers.people.services.relations import add_guardianship, add_relation, end_relation
from linli.registers.people.services.renewing import renew_mandate

__all__ = [
    "accept_mandate",
    "add_court_guardianship",
    "add_document",
    "add_guardianship",
    "add_mandate_paper",
    "add_member",
    "add_relation",
    "approve_minor_reading",
    "change",
    "change_contact",
    "change_head",
    "confirm_identity",
    "decline_minor_reading",
    "end_relation",
    "grant_mandate",
    "leave_household",
    "merge",
    "open_household",
    "register",
    "renew_mandate",
    "request_minor_reading",
    "request_sheltered_reading",
    "retire_document",
    "revoke_mandate",
    "unmask",
    "unmask_phone",
]
