"""How a division is called in English."""

import re

from pypinyin import lazy_pinyin

from linli.registers.places.values import CommitteeKind, Level, committee_kind, level_of

# The longest endings first; each with the English word for the kind.
_ENDINGS = {
    Level.CITY: (("市", ""),),
    Level.DISTRICT: (("新区", "New Area"), ("区", "District"), ("县", "County")),
    Level.STREET: (
        ("街道", "Street"),
        ("镇", "Town"),
        ("乡", "Township"),
    ),
}
_COMMUNITY_END = re.compile(
    r"(?:虚拟)?(?:社区|村)?(?:居民委员会|村民委员会|居委会|村委会|委员会|社区|生活区)$"
)


def english_name(name: str, code: str) -> str:
    """Return the English name: pinyin of the proper part, then the word for the kind."""
    level = level_of(code)
    if level is Level.COMMUNITY:
        proper = _COMMUNITY_END.sub("", name) or name
        is_village = committee_kind(code) == CommitteeKind.VILLAGERS
        return f"{pinyin(proper)} {'Village' if is_village else 'Community'}"
    for ending, word in _ENDINGS.get(level, ()):
        if name.endswith(ending) and len(name) > len(ending):
            return f"{pinyin(name.removesuffix(ending))} {word}".strip()
    return pinyin(name)


def pinyin(text: str) -> str:
    """Return one capitalised word of pinyin; a syllable that begins with a vowel is set apart."""
    word = ""
    for syllable in lazy_pinyin(text, v_to_u=True):
        word += f"'{syllable}" if word[-1:].isalpha() and syllable[0] in "aeo" else syllable
    return word[:1].upper() + word[1:]
