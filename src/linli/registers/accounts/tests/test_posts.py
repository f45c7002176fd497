from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from linli.foundation.actors.values import SYSTEM, Role
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.registers.accounts import queries, services
from linli.registers.accounts.models import PostHolding, SeparatedDuty
from linli.registers.accounts.tests import factories
from linli.registers.accounts.values import (
    DutiesSeparatedError,
    OwnAppointmentError,
    PostExistsError,
    PostHeldError,
    SeatTakenError,
    TermError,
)

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)


@pytest.fixture
def post(operator, city):
    return services.create_post(
        operator, role=Role.CLERK, organisation_id=city.office, title="window 9", now=NOW
    )


@pytest.fixture
def newcomer(db):
    return factories.account("newcomer", name="何静")


def _appoint(actor, post, account, **more):
    return services.appoint(actor, post_id=post.id, account_id=account.pk, **more, now=NOW)


def test_post_lies_in_the_division_of_its_organisation(post, city):
    assert post.division_code == city.street


def test_making_a_post_is_audited(post):
    assert AuditEntry.objects.filter(act="post.created", subject=str(post.id)).count() == 1


def test_same_post_twice_is_refused(operator, post, city):
    with pytest.raises(PostExistsError):
        services.create_post(
            operator, role=Role.CLERK, organisation_id=city.office, title="window 9", now=NOW
        )


def test_post_outside_the_organisation_is_not_found(operator, city):
    with pytest.raises(NotFoundError):
        services.create_post(
            operator,
            role=Role.CLERK,
            organisation_id=city.office,
            division_code=city.other_street,
            now=NOW,
        )


@pytest.mark.parametrize("who", ["security_administrator", "auditor", "clerk", "resident"])
def test_only_operators_make_posts(who, request, city):
    with pytest.raises(ForbiddenError):
        services.create_post(
            request.getfixturevalue(who), role=Role.CLERK, organisation_id=city.office, now=NOW
        )


@pytest.mark.parametrize("who", ["operator", "auditor", "street_officer", "resident"])
def test_only_security_administrators_appoint(who, request, post, newcomer):
    with pytest.raises(ForbiddenError):
        _appoint(request.getfixturevalue(who), post, newcomer)
    assert not PostHolding.objects.filter(post_id=post.id).exists()


def test_appointed_holds_the_post_today(security_administrator, post, newcomer):
    _appoint(security_administrator, post, newcomer)
    actor = queries.actor_for_account(newcomer.pk, today=TODAY)
    assert [held.post_id for held in actor.holdings] == [post.id]


def test_backup_is_marked(security_administrator, post, newcomer):
    _appoint(security_administrator, post, newcomer, is_backup=True)
    assert queries.actor_for_account(newcomer.pk, today=TODAY).holdings[0].is_backup


@pytest.mark.plan("A6")
def test_holders_come_a_before_b(security_administrator, post, newcomer, city):
    second = factories.account("second", name="吕岩")
    _appoint(security_administrator, post, second, is_backup=True)
    _appoint(security_administrator, post, newcomer)
    found = queries.holders_of(city.office, Role.CLERK, TODAY)
    assert found == (newcomer.pk, second.pk)


def test_taken_seat_is_refused(security_administrator, post, newcomer):
    _appoint(security_administrator, post, newcomer)
    with pytest.raises(SeatTakenError):
        _appoint(security_administrator, post, factories.account("second"))


def test_nobody_holds_both_seats(security_administrator, post, newcomer):
    _appoint(security_administrator, post, newcomer)
    with pytest.raises(SeatTakenError):
        _appoint(security_administrator, post, newcomer, is_backup=True)


def test_nobody_appoints_themselves(security_administrator, post):
    with pytest.raises(OwnAppointmentError):
        services.appoint(
            security_administrator,
            post_id=post.id,
            account_id=security_administrator.account_id,
            now=NOW,
        )


def test_term_that_ends_before_it_begins_is_refused(security_administrator, post, newcomer):
    with pytest.raises(TermError):
        _appoint(security_administrator, post, newcomer, ends_on=TODAY - timedelta(days=1))


@pytest.mark.plan("G1")
def test_last_day_of_a_term_is_included(security_administrator, post, newcomer):
    _appoint(security_administrator, post, newcomer, ends_on=TODAY)
    assert queries.actor_for_account(newcomer.pk, today=TODAY).is_staff
    assert not queries.actor_for_account(newcomer.pk, today=TODAY + timedelta(days=1)).is_staff


def test_seat_of_a_term_that_ran_out_is_free(security_administrator, post, newcomer):
    _appoint(security_administrator, post, newcomer, ends_on=TODAY)
    second = factories.account("second")
    services.appoint(
        security_administrator, post_id=post.id, account_id=second.pk, now=NOW + timedelta(days=2)
    )
    held = PostHolding.objects.filter(post_id=post.id, ended_at=None).get()
    assert held.account_id == second.pk


def test_ended_term_opens_nothing(security_administrator, post, newcomer):
    held = _appoint(security_administrator, post, newcomer)
    services.end_term(security_administrator, holding_id=held.id, reason="moved", now=NOW)
    assert not queries.actor_for_account(newcomer.pk, today=TODAY).is_staff


def test_term_ends_once(security_administrator, post, newcomer):
    held = _appoint(security_administrator, post, newcomer)
    services.end_term(security_administrator, holding_id=held.id, now=NOW)
    with pytest.raises(NotFoundError):
        services.end_term(security_administrator, holding_id=held.id, now=NOW)


def test_held_post_is_not_closed(operator, security_administrator, post, newcomer):
    _appoint(security_administrator, post, newcomer)
    with pytest.raises(PostHeldError):
        services.close_post(operator, post_id=post.id, now=NOW)


def test_closed_post_is_gone_from_the_list(operator, post):
    services.close_post(operator, post_id=post.id, now=NOW)
    assert post.id not in [found.id for found in queries.posts(operator)]


def test_leaders_see_the_posts_of_their_division_only(district_leader, clerk, operator, city):
    seen = {found.division_code for found in queries.posts(district_leader)}
    assert seen == {city.street, city.district}


def test_list_of_posts_is_two_statements(operator, clerk, django_assert_num_queries):
    with django_assert_num_queries(2):
        queries.posts(operator)


# ── duties kept apart ──────────────────────────────────────────────────────
@pytest.fixture
def duty_posts(city):
    return {
        role: services.create_post(
            SYSTEM, role=role, organisation_id=city.government, title="x", now=NOW
        )
        for role in (Role.OPERATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR)
    }


def test_second_duty_is_refused(security_administrator, duty_posts, newcomer):
    _appoint(security_administrator, duty_posts[Role.OPERATOR], newcomer)
    with pytest.raises(DutiesSeparatedError):
        _appoint(security_administrator, duty_posts[Role.AUDITOR], newcomer)
    assert queries.actor_for_account(newcomer.pk, today=TODAY).roles == {Role.OPERATOR}


def test_duty_is_free_after_the_term(security_administrator, duty_posts, newcomer):
    held = _appoint(security_administrator, duty_posts[Role.OPERATOR], newcomer)
    services.end_term(security_administrator, holding_id=held.id, now=NOW)
    _appoint(security_administrator, duty_posts[Role.AUDITOR], newcomer)
    assert queries.actor_for_account(newcomer.pk, today=TODAY).roles == {Role.AUDITOR}


def test_same_duty_twice_is_allowed(security_administrator, duty_posts, newcomer, city):
    second = services.create_post(
        SYSTEM, role=Role.AUDITOR, organisation_id=city.government, title="y", now=NOW
    )
    first = _appoint(security_administrator, duty_posts[Role.AUDITOR], newcomer)
    _appoint(security_administrator, second, newcomer)
    services.end_term(security_administrator, holding_id=first.id, now=NOW)
    assert SeparatedDuty.objects.get(account=newcomer).duty == Role.AUDITOR


def test_database_refuses_a_second_duty(newcomer):
    SeparatedDuty.objects.create(account=newcomer, duty=Role.AUDITOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        SeparatedDuty.objects.create(account=newcomer, duty=Role.OPERATOR)


def test_database_keeps_a_duty_while_a_term_leans_on_it(
    security_administrator, duty_posts, newcomer
):
    _appoint(security_administrator, duty_posts[Role.AUDITOR], newcomer)
    with pytest.raises(IntegrityError):
        _delete_duty_behind_our_back(newcomer.pk)


def _delete_duty_behind_our_back(account_id):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_separatedduty WHERE account_id = %s", [account_id])
        connection.check_constraints()
