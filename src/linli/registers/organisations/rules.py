"""The unified social credit code (GB 32100-2015), and who leads in an organisation."""

import re

from linli.foundation.actors.values import Role
from linli.registers.organisations.values import Function
from linli.registers.places.values import Level

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# Place 1 is the registering authority: 1, 5, 9 … and also letters (N rural collectives, A, Y).
# Places 3 to 8 are the division of the authority.
_SHAPE = re.compile(f"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")


def normalised_uscc(text: str) -> str:
    """Return the code without spaces and hyphens, in capitals."""
    return re.sub(r"[\s-]", "", text).upper()


def check_character(body: str) -> str:
    """Return the eighteenth character for seventeen others (GB 32100: powers of three mod 31)."""
    total = sum(ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return ALPHABET[-total % 31]


def is_uscc(code: str) -> bool:
    """Return whether a normalised code has the shape and the check character of the standard."""
    return bool(_SHAPE.fullmatch(code)) and check_character(code[:17]) == code[17]


def leader_role(function: str, level: Level) -> Role:
    """Return the role of those who lead in an organisation: supervision reaches them."""
    if function == Function.GOVERNMENT:
        return Role.CITY_LEADER if level == Level.CITY else Role.DISTRICT_LEADER
    if function == Function.STREET_OFFICE:
        return Role.STREET_OFFICER
    return Role.COMMUNITY_WORKER if function == Function.COMMITTEE else Role.DEPARTMENT_OFFICER
