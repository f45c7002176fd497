"""A small index in memory: every token knows the phrases it is in."""

from __future__ import annotations

from collections import defaultdict
from math import log
from typing import TYPE_CHECKING

from linli.foundation.search.tokens import WEIGHT, normal, of_query, of_text
from linli.foundation.search.values import Found

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linli.foundation.search.values import Entry, Phrase

KIND_WEIGHT = {"name": 1.0, "word": 0.95, "text": 0.55}
READING = dict.fromkeys("bcwp", "written") | {"s": "heard", "i": "initials"}
TRUST = {"written": 1.0, "heard": 0.8, "initials": 0.5}
LEAST = 0.12


class Index:
    """Built once, then only read: safe to share between threads."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._phrases: list[tuple[str, Phrase]] = []
        self._tokens: list[frozenset[str]] = []
        self._postings: dict[str, list[int]] = defaultdict(list)
        for entry in entries:
            for phrase in entry.phrases:
                self._add(entry.key, phrase)

    def _add(self, key: str, phrase: Phrase) -> None:
        number = len(self._phrases)
        tokens = of_text(phrase.text)
        self._phrases.append((key, phrase))
        self._tokens.append(tokens)
        for token in tokens:
            self._postings[token].append(number)

    def search(self, text: str, *, limit: int = 10) -> tuple[Found, ...]:
        """Return what fits best, best first; equal scores by key. Nothing for nothing."""
        asked = self._known_words(of_query(text))
        if not asked:
            return ()
        weights = {token: self._weight(token) for token in asked}
        wholes = self._sums(weights, asked)
        matched: dict[int, set[str]] = defaultdict(set)
        for token in asked:
            for number in self._postings.get(token, ()):
                matched[number].add(token)
        best: dict[str, Found] = {}
        for number, tokens in matched.items():
            found = self._found(number, tokens, asked, weights, wholes, normal(text).strip())
            if found is not None and (found.key not in best or found.score > best[found.key].score):
                best[found.key] = found
        ranked = sorted(best.values(), key=lambda found: (-found.score, found.key))
        return tuple(found for found in ranked if found.score >= LEAST)[:limit]

    def _known_words(self, asked: frozenset[str]) -> frozenset[str]:
        """Leave out English words that nobody uses: their beginnings still count."""
        return frozenset(token for token in asked if token[0] != "w" or token in self._postings)

    def _weight(self, token: str) -> float:
        """Weigh a token by its kind and how rare it is."""
        rarity = log(1 + len(self._phrases) / (1 + len(self._postings.get(token, ()))))
        return WEIGHT[token[0]] * (0.3 + rarity)

    def _sums(
        self, weights: dict[str, float], tokens: frozenset[str] | set[str]
    ) -> dict[str, float]:
        """Add the weights of each reading: as written, as heard, as initials."""
        sums: dict[str, float] = defaultdict(float)
        for token in sorted(tokens):
            sums[READING[token[0]]] += weights[token]
        return sums

    def _found(
        self,
        number: int,
        matched: set[str],
        asked: frozenset[str],
        weights: dict[str, float],
        wholes: dict[str, float],
        text: str,
    ) -> Found | None:
        """Return how well a phrase fits: by the reading that fits best."""
        key, phrase = self._phrases[number]
        if {token[0] for token in matched} == {"c"} and not self._is_whole(matched, asked):
            return None
        shares = {
            reading: TRUST[reading] * weight / wholes[reading]
            for reading, weight in self._sums(weights, matched).items()
        }
        reading = max(sorted(shares), key=lambda name: shares[name])
        score = shares[reading] * KIND_WEIGHT[phrase.kind]
        if normal(phrase.text) == text:
            score += 0.5
        kind = phrase.kind if reading == "written" else "sound"
        return Found(key, round(score, 4), kind, phrase.text)

    def _is_whole(self, matched: set[str], asked: frozenset[str]) -> bool:
        """Say whether single characters are all that was asked and all were found."""
        return {token for token in asked if token[0] == "c"} == matched
