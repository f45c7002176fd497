"""Which characters a text may hold. Names of people decide: rare characters stay as they are typed.

Refused: halves of characters (lone surrogates), control characters with NUL, marks that turn the
direction of writing. Stripped: blanks around the text and byte-order marks. Kept: the rest, 𠮷,
emoji with joiners and private-use characters among them; no Unicode form is forced on a text.
Only number-like fields are brought to plain digits and letters (NFKC).
"""

from __future__ import annotations

import unicodedata

# Bidirectional embeddings, overrides and isolates: LRE RLE PDF LRO RLO, LRI RLI FSI PDI.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
BLANKS = " \t\r\n\u00a0\u3000\ufeff"
LINE_BREAKS = frozenset("\n\x0b\x0c\x85\u2028\u2029")


def clean(text: str) -> str:
    """Return the text with one kind of line break and nothing blank around it."""
    joined = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    return joined.strip(BLANKS)


def fault(text: str, *, may_break: bool) -> str:
    """Return the code of what is wrong with the characters of a cleaned text, or nothing."""
    for character in text:
        if code := _fault(character, may_break=may_break):
            return code
    return ""


def _fault(character: str, *, may_break: bool) -> str:
    if " " <= character <= "~":
        return ""
    if "\ud800" <= character <= "\udfff":
        return "surrogate"
    if character in TURNING:
        return "bidi"
    if character in "\n\t" and may_break:
        return ""
    if character in LINE_BREAKS:
        return "line_break" if not may_break else "control_character"
    return "control_character" if unicodedata.category(character) == "Cc" else ""


def plain(text: str) -> str:
    """Return number-like text with plain digits, letters and signs: １２３ → 123, Ｘ → X."""
    return clean(unicodedata.normalize("NFKC", text.translate({0x3002: ".", 0x2212: "-"})))


def shown(text: str) -> str:
    """Return a key of unknown origin as it may stand in a path."""
    return text[:40].encode("ascii", "backslashreplace").decode()[:80]
