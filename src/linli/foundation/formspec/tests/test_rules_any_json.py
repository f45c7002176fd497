import json

from hypothesis import given, settings
from hypothesis import strategies as st

from linli.foundation.calls.tests.texts import any_text
from linli.foundation.formspec.rules import check
from linli.foundation.formspec.tests.factories import context, with_every_type

EVERY = with_every_type()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text(8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            any_text(4) | st.sampled_from(["code", "type", "number", "year", "start"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(JSON)
def test_any_json_is_judged_without_raising(sent):
    assert check(EVERY, sent, context=context()).problems


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(sorted(field.id for field in EVERY.sections[0].fields)), JSON)
)
def test_any_json_in_any_field_is_judged_and_what_is_kept_is_kept_again(sent):
    checked = check(EVERY, {"card": sent}, context=context())
    json.dumps(checked.answers, allow_nan=False, ensure_ascii=False).encode()
    again = check(EVERY, checked.answers, context=context())
    assert again.answers == checked.answers


def test_very_deep_and_very_wide_json_is_refused():
    deep: object = "x"
    for _ in range(900):
        deep = {"a": [deep]}
    wide = {str(number): number for number in range(100_000)}
    for sent in ({"card": {"carer": deep, "family": [deep], "name": deep}}, wide, {"card": wide}):
        assert 0 < len(check(EVERY, sent, context=context()).problems) <= 100
