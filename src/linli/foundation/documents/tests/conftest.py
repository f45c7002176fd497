"""Signing keys of its own for every test that asks."""

import pytest

from linli.foundation.documents import signing


@pytest.fixture
def own_keys(settings, tmp_path):
    """An empty VAR; the process forgets the keys before and after."""
    settings.VAR = tmp_path
    signing.keys.cache_clear()
    yield tmp_path / "keys" / "signing.json"
    signing.keys.cache_clear()
