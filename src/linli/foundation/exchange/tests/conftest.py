"""No test sees the failures of the one before."""

import pytest

from linli.foundation.exchange import breaker


@pytest.fixture(autouse=True)
def _no_failures():
    breaker.forget()
