"""The unified social credit code (GB 32100-2015), who leads, and the word of document numbers."""

import re
from collections.abc import Sequence

from linli.foundation.actors.values import Role
from linli.registers.organisations.values import WORDS, Function
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


_KIND_OF_PLACE = re.compile(
    r"(?<=..)(市|区|县|街道|镇|乡|民族乡|社区居民委员会|居民委员会|社区居委会|居委会|社区|村民委员会|村委会|村)$"
)


def document_word(function: str, places: Sequence[str]) -> str:
    """Return the word (机关代字) of an organisation whose register says none.

    Places are the names of its division and of those above it, largest first: the city is left
    out below city level, kinds of places are left out, so `和平` + `民`.
    """
    names = list(places[1:] or places)
    short = [_KIND_OF_PLACE.sub("", name) or name for name in names]
    return "".join(short) + WORDS.get(function, "")
