"""Filling letters in, and what `linli packs check` says of a pack's letters."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.cases.rules.letters import EMPTY, filled
from linli.engines.cases.schemas.letters import LetterFile, check
from linli.engines.cases.values import letter_places
from linli.foundation.packs.schemas import validated
from linli.foundation.packs.values import Document, Pack

BOTH = {"zh": "{day}", "en": "{day}"}
NAME = {"zh": "函", "en": "Letter"}
PAUSE = {"name": NAME, "title": NAME, "sent": "pause", "text": {"zh": "{days}", "en": "{days}"}}
GOOD = {
    "pause": PAUSE,
    "extension": PAUSE | {"sent": "extension"},
    "own": {"name": NAME, "title": NAME, "blanks": {"day": {"ask": NAME}}, "text": BOTH},
}


def faults(**letters):
    document = Document("letters.yaml", {"letters": GOOD | letters}, {})
    value, wrong = validated(document, LetterFile)
    assert not wrong, wrong
    document = Document("letters.yaml", document.data, {}, value)
    return [fault.field for fault in check(Pack(Path(), {"letters": (document,)}))]


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.text(max_size=20)))
def test_every_place_is_filled_once_and_never_again(words):
    text = filled("〔{a}〕〔{b}〕", words)
    said = [words.get(name) or EMPTY for name in "ab"]
    assert text == f"〔{said[0]}〕〔{said[1]}〕"


def test_places_are_what_stands_in_braces():
    assert letter_places("{day} {day} x {}") == {"day", ""}


def test_good_letters_have_no_fault():
    assert faults() == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": {"zh": "{identity}{day}", "en": "{identity}{day}"}}, "letters.own.text"),
        ({"text": {"zh": "{day}{item}", "en": "{day}"}}, "letters.own.text"),
        ({"text": NAME}, "letters.own.blanks.day"),
        ({"to": "body"}, "letters.own.to"),
        ({"blanks": {"day": {"ask": NAME}, "item": {"ask": NAME}}}, "letters.own.blanks.item"),
        ({"text": {"zh": "{cause}{day}", "en": "{cause}{day}"}}, "letters.own.text"),
        ({"sent": "pause"}, "letters"),
    ],
)
def test_fault_is_named_where_it_stands(change, field):
    assert field in faults(own=GOOD["own"] | change)


def test_event_without_its_notice_is_a_fault():
    assert faults(pause=GOOD["own"]) == ["letters"]
