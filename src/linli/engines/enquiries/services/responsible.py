"""Who leads above a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.registers.accounts import queries as accounts
from linli.registers.organisations import queries as organisations
from linli.registers.organisations.values import Function

if TYPE_CHECKING:
    from datetime import date

    from linli.engines.enquiries.models import Enquiry
    from linli.registers.accounts.values import PostLabel

LED = frozenset({Function.GOVERNMENT, Function.STREET_OFFICE})


def superior_post(row: Enquiry, *, today: date) -> PostLabel | None:
    """Return the held post that leads above the one responsible; None at the top of the line.

    An office's own head, or the government above a department. One that may not know of a sealed
    matter is passed over.
    """
    here = row.post.organisation_id
    line = (here, *organisations.line_of(here))
    bodies = organisations.organisations(line)
    for body in (bodies[one] for one in line if bodies[one].function in LED):
        role = organisations.leader_role(body)
        found = accounts.post_at(body.id, role=role, compartment=row.compartment, today=today)
        if found is not None and found.id != row.post_id:
            return found
    return None
