"""Pure rules: credit codes, who leads, the word of document numbers, which seal holds."""

from linli.registers.organisations.rules.register import (
    ALPHABET,
    check_character,
    document_word,
    is_uscc,
    leader_role,
    normalised_uscc,
)
from linli.registers.organisations.rules.seals import seal_on, seal_state

__all__ = [
    "ALPHABET",
    "check_character",
    "document_word",
    "is_uscc",
    "leader_role",
    "normalised_uscc",
    "seal_on",
    "seal_state",
]
