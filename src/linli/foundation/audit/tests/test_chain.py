from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.audit.chain import GENESIS, canonical, digest

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
PAYLOADS = st.dictionaries(st.text(), PLAIN, max_size=4)


@given(PAYLOADS, PAYLOADS)
def test_only_equal_payloads_have_equal_digests(one, other):
    same = digest(GENESIS, one) == digest(GENESIS, other)
    assert same == (canonical(one) == canonical(other))


@given(PAYLOADS)
def test_order_of_keys_does_not_matter(payload):
    turned = dict(reversed(payload.items()))
    assert digest(GENESIS, turned) == digest(GENESIS, payload)


@given(PAYLOADS)
def test_link_depends_on_the_one_before(payload):
    first = digest(GENESIS, payload)
    assert digest(first, payload) != first


def test_form_is_fixed_for_ever():
    payload = {
        "b": [1, True, None, "张"],
        "a": {"at": datetime(2026, 11, 23, 14, 0, tzinfo=timezone(timedelta(hours=8)))},
        "c": [date(2026, 11, 23), Decimal("1.50"), UUID(int=1), b"\x00\xff"],
    }
    assert canonical(payload) == (
        b'{"a":{"at":"2026-11-23T06:00:00.000000+00:00"},"b":[1,true,null,"\\u5f20"],'
        b'"c":["2026-11-23","1.50","00000000-0000-0000-0000-000000000001","00ff"]}'
    )
    assert digest(GENESIS, {}).hex() == (
        "5df2a60cb239c3ec79ffa4f765b376f0a3a6579e2ddaef39e264be56377cf2f7"
    )


def test_same_moment_in_another_zone_is_the_same():
    utc = datetime(2026, 11, 23, 6, tzinfo=UTC)
    assert canonical({"at": utc}) == canonical({"at": utc.astimezone(timezone(timedelta(hours=8)))})


def test_broken_text_does_not_break_the_chain():
    assert digest(GENESIS, {"text": "\ud800"})


@pytest.mark.parametrize("value", [1.0, {1: 2}, datetime(2026, 1, 1), object(), {1, 2}])  # noqa: DTZ001
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(TypeError):
        digest(GENESIS, {"value": value})


def test_previous_link_must_be_whole():
    with pytest.raises(ValueError, match="32 bytes"):
        digest(b"", {})
