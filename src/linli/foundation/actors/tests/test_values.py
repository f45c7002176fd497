import pytest

from linli.foundation.actors.values import Actor, Holding, Permission, Role
from linli.foundation.errors.values import ForbiddenError


class Sample(Permission):
    """Two rights of two posts."""

    OPEN = "sample:door:open", Role.CLERK
    SHUT = "sample:door:shut", Role.AUDITOR


def holder(role, **more):
    return Actor(account_id=1, holdings=(Holding(1, role, 1, "", "120101001000"),), **more)


@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR])
def test_one_of_several_is_enough(role):
    holder(role).require_any(Sample.OPEN, Sample.SHUT)


@pytest.mark.parametrize(
    "actor", [holder(Role.OPERATOR), holder(Role.CLERK, scopes=frozenset({"sample:door:shut"}))]
)
def test_none_of_several_is_refused(actor):
    with pytest.raises(ForbiddenError):
        actor.require_any(Sample.OPEN, Sample.SHUT)
