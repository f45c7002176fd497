"""A document under the key of its case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.privacy import services as privacy
from linli.foundation.privacy.values import KeyMissingError, TamperedError

words = st.text(st.characters(codec="utf-8"), max_size=30)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(words, values, max_size=5), words)
def test_round_trip(document, place):
    key = privacy.new_case_key()
    blob = privacy.seal(key, document, bound_to=place)
    assert privacy.unseal(key, blob, bound_to=place) == document


def test_blob_of_another_case_is_refused():
    key = privacy.new_case_key()
    blob = privacy.seal(key, {"a": 1}, bound_to="case:1")
    with pytest.raises(TamperedError):
        privacy.unseal(key, blob, bound_to="case:2")


def test_key_of_another_case_is_refused():
    blob = privacy.seal(privacy.new_case_key(), {"a": 1}, bound_to="case:1")
    with pytest.raises(TamperedError):
        privacy.unseal(privacy.new_case_key(), blob, bound_to="case:1")


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_any_changed_byte_is_noticed(place, mask):
    key = privacy.new_case_key()
    blob = bytearray(privacy.seal(key, {"name": "张三"}, bound_to="case:1"))
    blob[place % len(blob)] ^= mask
    with pytest.raises(TamperedError):
        privacy.unseal(key, bytes(blob), bound_to="case:1")


@pytest.mark.parametrize("erased", [None, b""])
def test_erased_key_closes_the_document_for_ever(erased):
    blob = privacy.seal(privacy.new_case_key(), {"a": 1}, bound_to="case:1")
    with pytest.raises(KeyMissingError):
        privacy.unseal(erased, blob, bound_to="case:1")


def test_ordinary_token_is_not_a_case_key():
    with pytest.raises(TamperedError):
        privacy.seal(privacy.encrypt("x", purpose="p"), {}, bound_to="case:1")


def test_what_json_cannot_say_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        privacy.seal(privacy.new_case_key(), {"a": float("nan")}, bound_to="case:1")
