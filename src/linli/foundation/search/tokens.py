"""Tokens of a text: characters, pairs, pairs of syllables and initials, words, beginnings.

Pairs of syllables serve full pinyin and homophones at once: 低报 finds 低保, `dibao` finds both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_QUERY = 200
HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(rf"[{HAN}]+|[a-z0-9]+")
IS_HAN = re.compile(rf"[{HAN}]")
# Words of asking, not of the thing asked for.
ASKING = re.compile(
    r"请问|我想|我要|想要|怎么|怎样|如何|什么|哪里|哪儿|可以|能不能|能否|需要|办理|申请|一下|[我你您他她的了吗呢啊呀吧么在去要想办]"
)
STOP = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "for",
        "to",
        "in",
        "on",
        "at",
        "my",
        "i",
        "how",
        "do",
        "can",
        "get",
        "want",
        "is",
        "are",
        "and",
        "or",
        "what",
    )
)
TWO_READINGS = {"行": ("xing", "hang"), "重": ("zhong", "chong")}
WEIGHT = {"b": 3.0, "s": 2.0, "w": 3.0, "p": 1.2, "i": 0.8, "c": 0.6}


def normal(text: str) -> str:
    """Return a text as it is compared: NFKC, small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def of_text(text: str) -> frozenset[str]:
    """Return the tokens under which a text is found."""
    return frozenset(token for run in RUN.findall(normal(text)) for token in _of_run(run))


def _of_run(run: str) -> Iterator[str]:
    if not IS_HAN.match(run):
        yield f"w:{stem(run)}"
        yield from (f"p:{run[:size]}" for size in range(2, len(run) + 1))
        return
    yield from _of_characters(run)
    for left, right in pairwise(readings(run)):
        for first, second in product(left, right):
            yield f"s:{first} {second}"
            yield f"i:{first[0]}{second[0]}"


def _of_characters(run: str) -> Iterator[str]:
    yield from (f"c:{character}" for character in run)
    yield from (f"b:{left}{right}" for left, right in pairwise(run))


def of_query(text: str) -> frozenset[str]:
    """Return the tokens of what somebody typed; none for what is too long or holds no word."""
    if len(text) > MAX_QUERY:
        return frozenset()
    plain = normal(text)
    asked = ASKING.sub(" ", plain)
    runs = RUN.findall(asked) or RUN.findall(plain)
    runs = [run for run in runs if run not in STOP]
    found = {token for run in runs if IS_HAN.match(run) for token in _of_run(run)}
    found = {token for token in found if not token.startswith("i:")}
    latin = [run for run in runs if not IS_HAN.match(run)]
    return frozenset(found | set(_of_letters(latin)))


def _of_letters(words: list[str]) -> Iterator[str]:
    """Read letters as English words, as pinyin over all of them, and as initials."""
    for word in words:
        yield f"w:{stem(word)}"
        if len(word) >= 2:
            yield f"p:{word}"
    joined = "".join(word for word in words if word.isalpha())
    for left, right in pairwise(segmented(joined)):
        yield f"s:{left} {right}"
    if 2 <= len(joined) <= 6 and len(words) == 1:
        yield from (f"i:{left}{right}" for left, right in pairwise(joined))


def stem(word: str) -> str:
    """Return an English word without its commonest endings."""
    for ending, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word.removesuffix(ending) + instead
    return word


@lru_cache(maxsize=4096)
def readings(run: str) -> tuple[tuple[str, ...], ...]:
    """Return the syllables of each character, both where it has two that people mix up."""
    return tuple(
        TWO_READINGS.get(character, (syllable,))
        for character, syllable in zip(run, _speller()(run), strict=True)
    )


def _spelled_out(odd: str) -> Any:
    """Give characters without a reading one by one, so that every character keeps its place."""
    return list(odd)


@cache
def _speller() -> Callable[[str], list[str]]:
    """Load pypinyin at the first use: its dictionaries take 0.3 s."""
    from pypinyin import Style, lazy_pinyin

    def spell(run: str) -> list[str]:
        spelled = lazy_pinyin(run, style=Style.NORMAL, errors=_spelled_out)
        return spelled if len(spelled) == len(run) else list(run)

    return spell


@lru_cache(maxsize=1024)
def segmented(letters: str) -> tuple[str, ...]:
    """Return pinyin without spaces as syllables, longest first; () if it is none."""
    if not letters or len(letters) > 60:
        return ()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for size in range(1, min(6, end) + 1):
            before, syllable = best[end - size], letters[end - size : end]
            known = best[end]
            if before is not None and syllable in _syllables():
                found = (*before, syllable)
                if known is None or len(found) < len(known):
                    best[end] = found
    return best[-1] or ()


@cache
def _syllables() -> frozenset[str]:
    """Every syllable that the dictionary of common characters gives."""
    from pypinyin import Style, lazy_pinyin

    common = "".join(map(chr, range(0x4E00, 0x9FA6)))
    return frozenset(
        syllable
        for syllable in lazy_pinyin(list(common), style=Style.NORMAL)
        if syllable.isascii() and syllable.isalpha()
    )
