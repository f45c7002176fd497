import pytest
from django.test import RequestFactory

from linli.foundation.actors.values import ANONYMOUS, Channel, Role
from linli.registers.accounts import middleware, queries
from linli.registers.accounts.models import Account
from linli.registers.accounts.tests.factories import TODAY

CAST = {
    "clerk": Role.CLERK,
    "other_clerk": Role.CLERK,
    "neighbour_officer": Role.DEPARTMENT_OFFICER,
    "federation_officer": Role.DEPARTMENT_OFFICER,
    "civil_affairs_officer": Role.DEPARTMENT_OFFICER,
    "justice_officer": Role.DEPARTMENT_OFFICER,
    "street_officer": Role.STREET_OFFICER,
    "community_worker": Role.COMMUNITY_WORKER,
    "district_leader": Role.DISTRICT_LEADER,
    "auditor": Role.AUDITOR,
    "operator": Role.OPERATOR,
    "security_administrator": Role.SECURITY_ADMINISTRATOR,
}


@pytest.mark.parametrize(("who", "role"), CAST.items())
def test_each_of_the_staff_holds_one_post(who, role, request):
    actor = request.getfixturevalue(who)
    assert actor.roles == {role}
    assert len(actor.holdings) == 1


def test_only_proven_residents_are_proven(resident, proven_resident, other_resident):
    assert [a.is_proven for a in (resident, proven_resident, other_resident)] == [False, True, True]


def _request(path, user):
    request = RequestFactory().get(path)
    request.user = user
    return request


def test_staff_actor_of_a_loaded_account_is_one_statement(clerk, django_assert_num_queries):
    account = Account.objects.get(pk=clerk.account_id)
    with django_assert_num_queries(1):
        actor = middleware.actor_of(_request("/desk/", account))
    assert actor == clerk


def test_actor_for_an_account_is_two_statements(clerk, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = queries.actor_for_account(clerk.account_id, today=TODAY, channel=Channel.DESK)
    assert found == clerk


def test_anonymous_costs_nothing(rf, db, django_assert_num_queries):
    from django.contrib.auth.models import AnonymousUser

    with django_assert_num_queries(0):
        assert middleware.actor_of(_request("/", AnonymousUser())) == ANONYMOUS


@pytest.mark.parametrize(
    ("path", "channel"),
    [("/desk/x/", Channel.DESK), ("/api/v1/", Channel.API), ("/items/", Channel.PORTAL)],
)
def test_path_says_the_channel(path, channel):
    assert middleware.channel_of(path) == channel


def test_browser_is_signed_in(clerk, client_for):
    assert client_for(clerk).session["_auth_user_id"] == str(clerk.account_id)
