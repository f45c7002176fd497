"""A keyring of its own for every test that asks."""

import pytest

from linli.foundation.privacy import keyring


@pytest.fixture
def own_keys(settings, tmp_path):
    """An empty VAR; the process forgets the keys before and after."""
    settings.VAR = tmp_path
    keyring.keyring.cache_clear()
    yield tmp_path / "keys" / "master.json"
    keyring.keyring.cache_clear()
