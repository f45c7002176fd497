"""Terms and seats: from which day to which, in whose divisions, and what the log says."""

from datetime import UTC, date, datetime, timedelta

import pytest

from linli.foundation.actors.values import Role
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.registers.accounts import queries, services
from linli.registers.accounts.models import Account, Post, PostHolding
from linli.registers.accounts.tests import factories
from linli.registers.accounts.values import OwnAppointmentError, SeatTakenError, TermError
from linli.registers.organisations.models import Organisation

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def post(operator, city):
    return make(operator, city.office)


@pytest.fixture
def newcomer():
    return factories.account("newcomer", name="何静")


def make(actor, organisation_id):
    return services.create_post(
        actor, role=Role.CLERK, organisation_id=organisation_id, title="9", now=NOW
    )


def appoint(actor, post, account, now=NOW, **days):
    return services.appoint(actor, post_id=post.id, account_id=account.pk, **days, now=now)


def is_staff(account, day=TODAY):
    return queries.actor_for_account(account.pk, today=day).is_staff


def test_a_term_opens_on_its_first_day_and_not_before(security_administrator, post, newcomer):
    appoint(security_administrator, post, newcomer, starts_on=TODAY + DAY)
    assert [is_staff(newcomer, TODAY + n * DAY) for n in (0, 1)] == [False, True]


def test_a_closed_seat_opens_nothing_though_a_term_runs(security_administrator, post, newcomer):
    appoint(security_administrator, post, newcomer)
    Post.objects.filter(pk=post.id).update(closed_on=TODAY)
    assert not is_staff(newcomer)


def test_the_seat_is_free_only_after_the_last_day(security_administrator, post, newcomer):
    appoint(security_administrator, post, newcomer, ends_on=TODAY + DAY)
    with pytest.raises(SeatTakenError):
        appoint(security_administrator, post, factories.account("second"), now=NOW + DAY)


def test_a_term_that_is_over_already_is_refused(security_administrator, post, newcomer):
    with pytest.raises(TermError):
        appoint(
            security_administrator, post, newcomer, starts_on=TODAY - 9 * DAY, ends_on=TODAY - DAY
        )
    assert not PostHolding.objects.filter(post_id=post.id).exists()


def test_a_closed_account_or_seat_is_not_filled(operator, security_administrator, post, newcomer):
    Account.objects.filter(pk=newcomer.pk).update(is_active=False)
    with pytest.raises(NotFoundError):
        appoint(security_administrator, post, newcomer)
    services.close_post(operator, post_id=post.id, now=NOW)
    with pytest.raises(NotFoundError):
        appoint(security_administrator, post, factories.account("second"))


def test_nobody_ends_their_own_term(security_administrator):
    held = PostHolding.objects.get(account=security_administrator.account_id)
    with pytest.raises(OwnAppointmentError):
        services.end_term(security_administrator, holding_id=held.pk, now=NOW)


@pytest.mark.parametrize("who", ["operator", "street_officer", "auditor"])
def test_only_security_administrators_end_terms(who, request, clerk):
    held = PostHolding.objects.get(account=clerk.account_id)
    with pytest.raises(ForbiddenError):
        services.end_term(request.getfixturevalue(who), holding_id=held.pk, now=NOW)
    assert is_staff(Account.objects.get(pk=clerk.account_id))


def test_terms_of_another_district_are_not_found(city, clerk):
    there = factories.staff(
        "外安",
        Role.SECURITY_ADMINISTRATOR,
        city.org("government", city.other_district),
        city.other_district,
    )
    held = PostHolding.objects.get(account=clerk.account_id)
    with pytest.raises(NotFoundError):
        services.end_term(there, holding_id=held.pk, now=NOW)


def test_posts_are_made_in_ones_own_district_and_offices_in_force(city, operator):
    there = factories.staff(
        "外运", Role.OPERATOR, city.org("government", city.other_district), city.other_district
    )
    with pytest.raises(NotFoundError):
        make(there, city.office)
    Organisation.objects.filter(pk=city.office).update(valid_to=TODAY)
    with pytest.raises(NotFoundError):
        make(operator, city.office)


def test_who_fills_seats_does_not_close_them(security_administrator, post):
    with pytest.raises(ForbiddenError):
        services.close_post(security_administrator, post_id=post.id, now=NOW)


def test_each_act_stands_in_the_log(operator, security_administrator, post, newcomer):
    held = appoint(security_administrator, post, newcomer)
    services.end_term(security_administrator, holding_id=held.id, reason="调离", now=NOW)
    services.close_post(operator, post_id=post.id, now=NOW)
    entries = AuditEntry.objects.filter(kind="post").order_by("pk")
    assert [(entry.act, entry.reason) for entry in entries] == [
        ("post.created", ""),
        ("post.appointed", ""),
        ("post.term_ended", "调离"),
        ("post.closed", ""),
    ]


def test_holders_and_posts_are_told_by_role(city, clerk, street_officer, operator):
    found = queries.holders_of(city.office, Role.STREET_OFFICER, TODAY)
    assert found == (street_officer.account_id,)
    assert {one.role for one in queries.posts(operator, role=Role.CLERK)} == {Role.CLERK}


def test_an_operator_does_not_see_the_page_that_ends_terms(client_for, operator, clerk):
    held = PostHolding.objects.get(account=clerk.account_id)
    page = f"/desk/staff/posts/{held.post_id}/terms/{held.pk}/end/"
    assert client_for(operator).get(page).status_code == 403
