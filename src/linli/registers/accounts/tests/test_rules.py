import pytest

from linli.foundation.actors.values import SEPARATED_DUTIES, Role
from linli.registers.accounts import rules


@pytest.mark.parametrize("role", Role)
def test_three_roles_are_kept_apart(role):
    assert bool(rules.separated_duty(role)) == (role in SEPARATED_DUTIES)
