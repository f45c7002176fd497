"""Receipt numbers and serials: readable aloud, hard to mistype, impossible to guess, no counter.

A number is prefix + yymmdd + random part + check character. The check is ISO 7064 MOD 37-2, a
pure system: it finds every single wrong character and every swap of neighbours (the hybrid MOD
37,36 only nearly every swap). The letters I and O never occur and are read as 1 and 0; a random
part whose check would be I, O or * is drawn again. 34^8 random parts a day leave nothing to
contend for; the unique constraint and a retry of the caller do the rest.
"""

import re
import secrets
import unicodedata
from datetime import date

VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"  # the character's place is its value
ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O
RECEIPT_TOKEN_LENGTH = 8
SERIAL_TOKEN_LENGTH = 10
_READ_AS = str.maketrans({"I": "1", "O": "0"})
_NOISE = re.compile(r"[\s\-‐‑–—－_.·:]+")
_PREFIX = re.compile(rf"[{ALPHABET[10:]}]{{1,6}}")
_SHAPE = re.compile(rf"(?P<prefix>[{ALPHABET[10:]}]{{1,6}})(?P<on>\d{{6}})(?P<token>[{ALPHABET}]+)")


class UnusableTokenError(ValueError):
    """The check character of this token would be a look-alike: draw another."""


def receipt_number(*, prefix: str, on: date, token: str) -> str:
    """Return the number made of these parts.

    Raises `UnusableTokenError` for one token in twelve.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError("a prefix is one to six capital letters without I and O")
    body = f"{prefix}{on:%y%m%d}{token}"
    check = check_character(body)
    if check not in ALPHABET:
        raise UnusableTokenError(token)
    return body + check


def new_receipt_number(prefix: str, on: date) -> str:
    """Return a new number for a receipt of this day, 17 characters with a prefix of two."""
    return _draw(prefix, on, RECEIPT_TOKEN_LENGTH)


def new_serial(prefix: str, on: date) -> str:
    """Return a new serial for a document of this day; longer, so that none passes for a receipt."""
    return _draw(prefix, on, SERIAL_TOKEN_LENGTH)


def is_receipt_number(text: str) -> bool:
    """Return whether the text, however typed, is a well-formed receipt number."""
    return _is_number(normalise(text), RECEIPT_TOKEN_LENGTH)


def is_serial(text: str) -> bool:
    """Return whether the text, however typed, is a well-formed serial of a document."""
    return _is_number(normalise(text), SERIAL_TOKEN_LENGTH)


def normalise(text: str) -> str:
    """Return the number as stored.

    Half-width capitals, no spaces or hyphens, I and O read as 1 and 0.
    """
    folded = unicodedata.normalize("NFKC", text).upper()
    return _NOISE.sub("", folded).translate(_READ_AS)


def grouped(number: str) -> str:
    """Return the number as printed and read aloud: `TJ 261123 7K3Q XW9C A`."""
    match = re.fullmatch(r"([A-Z]{1,6})(\d{6})(.+)", number)
    if not match:
        return number
    prefix, day, rest = match.groups()
    return " ".join([prefix, day, *(rest[n : n + 4] for n in range(0, len(rest), 4))])


def check_character(body: str) -> str:
    """Return the check character of ISO 7064 MOD 37-2.

    Raises ValueError for a foreign character.
    """
    total = 0
    for character in body:
        total = (total + VALUES.index(character)) * 2 % 37
    return VALUES[(38 - total) % 37]


def _draw(prefix: str, on: date, length: int) -> str:
    while True:
        token = "".join(secrets.choice(ALPHABET) for _ in range(length))
        try:
            return receipt_number(prefix=prefix, on=on, token=token)
        except UnusableTokenError:
            continue


def _is_number(number: str, token_length: int) -> bool:
    match = _SHAPE.fullmatch(number)
    return (
        match is not None
        and len(match["token"]) == token_length + 1
        and _is_day(match["on"])
        and check_character(number[:-1]) == number[-1]
    )


def _is_day(yymmdd: str) -> bool:
    try:
        date(2000 + int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:]))
    except ValueError:
        return False
    return True


def document_number(*, word: str, year: int, ordinal: int) -> str:
    """Return a document number as printed: `天津和平民字〔2026〕12号`.

    Source: GB/T 9704-2012, 7.2.5: the word of the body, the year with four digits in 〔〕, the
    ordinal without 第 and without leading zeros.
    """
    return f"{word}字〔{year}〕{ordinal}号"
