"""Every sentence of every room stands in Chinese too."""

import pytest

from linli.config import messages


@pytest.mark.parametrize("room", messages.rooms(), ids=lambda room: room.name)
def test_every_message_is_translated(room):
    assert [str(fault) for fault in messages.faults_of(room)] == []


def test_no_two_rooms_translate_one_message_differently():
    assert [str(fault) for fault in messages.quarrels(messages.HOUSE)] == []
