"""Texts as programs may send them, for tests."""

from hypothesis import strategies as st

NASTY = ("", "\ud800", "\udfff", "\0", "\x1b", "\u202e", "\ufeff")


def any_text(max_size: int = 30) -> st.SearchStrategy[str]:
    """Return texts, most with one nasty character: half a one, a control, a mark of direction.

    `st.text()` has no halves at all. One kind a text: a control beside a half hides it.
    """
    around = st.text(max_size=max_size // 2)
    return st.tuples(around, st.sampled_from(NASTY), around).map("".join)
