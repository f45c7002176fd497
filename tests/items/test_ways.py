"""Every outcome of every item can be taken with answers that its form takes."""

import pytest

from tests.items.applications import city, codes
from tests.items.walks import every_way, walks


@pytest.mark.parametrize("code", codes())
def test_every_outcome_is_taken_by_some_application(code):
    taken = set().union(*(walk.ways for walk in walks(code)))
    assert sorted(every_way(city().items[code]) - taken) == []
