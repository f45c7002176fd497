"""What each role gets from a page or an operation; a policy is one line of the matrix.

The holder is whom `tests/pages.py` or `operations.py` names. The other three stand outside:

- resident: proven, a party to nothing of the holder's, in another district
- street: the clerk of another street
- department: an officer of the health centre in the holder's own street
"""

from __future__ import annotations

from dataclasses import dataclass

SIGN_IN, OK, FORBIDDEN, HIDDEN = "sign in", "ok", "403", "404"


@dataclass(frozen=True)
class Policy:
    """What the roles get: `sign in`, `ok`, 403 (not allowed), 404 (not visible)."""

    resident: str
    street: str
    department: str
    anonymous: str = SIGN_IN
    holder: str = OK


PUBLIC = Policy(OK, OK, OK, anonymous=OK)
ABSENT = Policy(HIDDEN, HIDDEN, HIDDEN, anonymous=HIDDEN, holder=HIDDEN)  # not on a live site
EVERYBODY = Policy(OK, OK, OK)  # everybody their own
OWN = Policy(HIDDEN, HIDDEN, HIDDEN)  # somebody's own: nobody else learns that it exists
PROVEN = Policy(OK, FORBIDDEN, FORBIDDEN)  # one's own record; the staff here have proven none
STAFF = Policy(FORBIDDEN, OK, OK)  # whoever handles cases, each within their own scope
CLERKS = Policy(FORBIDDEN, OK, FORBIDDEN)  # every counter, each for its own
OF_OFFICE = Policy(FORBIDDEN, HIDDEN, HIDDEN)  # a case of the office, a draft of the clerk
OF_COUNTER = Policy(FORBIDDEN, HIDDEN, FORBIDDEN)  # a person of the street, kept at its counter
ARCHIVE = Policy(FORBIDDEN, FORBIDDEN, OK)  # whoever keeps the archive, each within their scope
OF_ARCHIVE = Policy(FORBIDDEN, FORBIDDEN, HIDDEN)  # a closed case in it
OF_STREET = Policy(FORBIDDEN, HIDDEN, OK)  # a person of the street, read by whoever works there
POST = Policy(FORBIDDEN, FORBIDDEN, FORBIDDEN)  # another post altogether
