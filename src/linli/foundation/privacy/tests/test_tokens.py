"""Encrypting one text; the blind index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.privacy import services as privacy
from linli.foundation.privacy.values import KeyMissingError, TamperedError

texts = st.text(st.characters(codec="utf-8"), max_size=200)


@given(texts, texts, texts)
def test_round_trip(text, purpose, row):
    token = privacy.encrypt(text, purpose=purpose, bound_to=row)
    assert privacy.decrypt(token, purpose=purpose, bound_to=row) == text


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_any_changed_byte_is_noticed(place, mask):
    token = bytearray(privacy.encrypt("120101199001011234", purpose="p", bound_to="1"))
    token[place % len(token)] ^= mask
    with pytest.raises((TamperedError, KeyMissingError)):
        privacy.decrypt(bytes(token), purpose="p", bound_to="1")


@given(st.integers(0, 60))
def test_cut_token_is_noticed(length):
    token = privacy.encrypt("120101199001011234", purpose="p")
    with pytest.raises((TamperedError, KeyMissingError)):
        privacy.decrypt(token[: min(length, len(token) - 1)], purpose="p")


def test_token_in_another_column_is_refused():
    token = privacy.encrypt("text", purpose="people.document.number")
    with pytest.raises(TamperedError):
        privacy.decrypt(token, purpose="people.person.phone")


def test_token_in_another_row_is_refused():
    token = privacy.encrypt("text", purpose="p", bound_to="1")
    with pytest.raises(TamperedError):
        privacy.decrypt(token, purpose="p", bound_to="2")


def test_purpose_and_row_do_not_run_together():
    token = privacy.encrypt("text", purpose="a:b", bound_to="c")
    with pytest.raises(TamperedError):
        privacy.decrypt(token, purpose="a", bound_to="b:c")


def test_same_text_gives_another_token_each_time():
    assert privacy.encrypt("text", purpose="p") != privacy.encrypt("text", purpose="p")


def test_text_is_not_in_the_token():
    assert b"1234567890" not in privacy.encrypt("1234567890", purpose="p")


def test_memoryview_of_a_database_is_read():
    assert privacy.decrypt(memoryview(privacy.encrypt("text", purpose="p")), purpose="p") == "text"


@given(texts, texts)
def test_index_is_equal_for_equal_texts_only(one, other):
    found = [privacy.blind_index(text, purpose="p") for text in (one, other)]
    assert (found[0] == found[1]) is (one == other)
    assert len(found[0]) == 32


def test_index_of_another_purpose_differs():
    assert privacy.blind_index("x", purpose="a") != privacy.blind_index("x", purpose="b")
