"""What a record fills in, and what it does not."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from linli.foundation.formspec import forms
from linli.foundation.formspec.tests.factories import field, form

FILLED = form(
    field("name", "text", **{"from": "applicant.name"}),
    field("born", "date", not_after="today", **{"from": "applicant.birth_date"}),
    field("home", "division", **{"from": "applicant.living"}),
    field("who", "person", parts=["name", "phone"], **{"from": "applicant"}),
    field("grade", "choice", options=[1, 2], **{"from": "card.grade"}),
    field("other", "text"),
)


def test_record_fills_the_fields_that_say_so():
    facts = {
        "applicant.name": "张三",
        "applicant.birth_date": date(1960, 1, 1),
        "applicant.living": "120101001001",
        "applicant.phone": "13812345678",
        "card": {"grade": 7},
        "other": "x",
    }
    filled = forms.prefill(FILLED, facts)
    assert filled == {
        "card": {
            "name": "张三",
            "born": "1960-01-01",
            "home": {"code": "120101001001"},
            "who": {"name": "张三", "phone": "13812345678"},
        }
    }


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["applicant.name", "applicant.living", "applicant.phone", "card.grade"]),
        st.none() | st.text() | st.integers() | st.lists(st.text()),
    )
)
def test_any_facts_fill_or_are_left_out(facts):
    forms.prefill(FILLED, facts)
