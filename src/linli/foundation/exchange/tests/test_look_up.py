"""What a look-up asks, keeps and leaves in the log."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from linli.foundation.actors.values import SYSTEM
from linli.foundation.audit import services as audit
from linli.foundation.audit.values import Broken
from linli.foundation.exchange import queries, registry, services
from linli.foundation.exchange.models import Lookup
from linli.foundation.exchange.tests import factories
from linli.foundation.exchange.tests.factories import (
    NOW,
    SOMEBODY,
    YESTERDAY,
    Stub,
    nothing,
    purpose,
)
from linli.foundation.exchange.values import EntryFilter, Ground, Outcome, Reason, Unavailable

pytestmark = pytest.mark.django_db
WANTED = {"disability.grade", "household.relief", "applicant.name"}


def looked_up(actor=SYSTEM, wanted=frozenset(WANTED), now=NOW, **more):
    return services.look_up(
        actor, identity=SOMEBODY, wanted=wanted, purpose=purpose(**more), now=now
    )


def with_registers(**providers):
    return registry.plugged(providers)


def test_only_what_is_wanted_is_asked_and_only_where_it_is_known():
    cards, cars = Stub(factories.card()), nothing()
    with with_registers(disability_card=cards, vehicles=cars):
        replies = looked_up()
    assert [sorted(question.facts) for question in cards.asked] == [["disability.grade"]]
    assert cars.asked == []
    assert [reply.facts for reply in replies] == [{"disability.grade": 1}]


@pytest.mark.plan("E3")
def test_the_log_says_who_why_what_and_what_came_of_it_and_no_value(proven_resident):
    with with_registers(
        disability_card=Stub(factories.card()), household=Stub(factories.relief(YESTERDAY))
    ):
        looked_up(proven_resident, about=7)
    rows = Lookup.objects.order_by("pk").values_list("register", "facts", "outcome", "ground")
    assert list(rows) == [
        ("household", ["household.relief"], "stale", "consent"),
        ("disability_card", ["disability.grade"], "found", "consent"),
    ]
    row = Lookup.objects.order_by("pk")[0]
    assert (row.account_id, row.about_id, row.actor_name) == (proven_resident.account_id, 7, "")
    assert SOMEBODY.number not in str(list(Lookup.objects.values()))
    assert "dibao" not in str(list(Lookup.objects.values()))


def test_a_question_that_failed_is_logged_too(clerk):
    with with_registers(disability_card=Stub(Unavailable(Reason.AWAY))):
        looked_up(clerk, ground=Ground.LAW)
    row = Lookup.objects.get()
    assert (row.outcome, row.reason, row.actor_name) == ("unavailable", "away", clerk.name)
    assert row.office == clerk.holdings[0].organisation_name


def test_a_register_that_is_not_reached_here_is_not_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert looked_up() == ()


def test_one_insert_for_all(django_assert_num_queries):
    with (
        with_registers(disability_card=nothing(), household=nothing()),
        django_assert_num_queries(3),
    ):
        looked_up()


def test_the_log_can_only_be_added_to():
    with with_registers(disability_card=nothing()):
        looked_up()
    for act in (Lookup.objects.all().delete, lambda: Lookup.objects.update(outcome="found")):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert Lookup.objects.get().outcome == "not_found"


def test_the_guard_of_the_log_is_watched():
    broken = [one.row for one in audit.verify() if isinstance(one, Broken)]
    assert "exchange_lookup" not in broken


def test_an_auditor_reads_of_their_divisions_page_by_page(auditor, clerk, other_clerk):
    with with_registers(disability_card=nothing()):
        for actor in (clerk, other_clerk, clerk):
            looked_up(actor)
    first = queries.entries(auditor, limit=2)
    rest = queries.entries(auditor, before=first.next_before)
    assert [len(first.entries), len(rest.entries), rest.next_before] == [2, 1, None]


def test_an_auditor_narrows_down(auditor, clerk):
    with with_registers(disability_card=nothing(), household=Stub(factories.relief())):
        looked_up(clerk)
        looked_up(clerk, now=NOW + timedelta(days=1))

    def seen(**asked):
        found = queries.entries(auditor, asked=EntryFilter(**asked)).entries
        return [one.register for one in found]

    assert seen(register="household") == ["household", "household"]
    assert seen(outcome=Outcome.NOT_FOUND, since=NOW + timedelta(hours=1)) == ["disability_card"]
    assert seen(until=NOW, purpose="B3.21-22") == []


def test_a_register_that_the_pack_forgot_is_shown_by_its_code(auditor):
    with with_registers(disability_card=nothing()):
        looked_up()
    row = Lookup.objects.get()
    row.pk, row.register, row.facts = None, "gone", ["gone.fact"]
    row.save(force_insert=True)
    shown = queries.entries(auditor).entries[0]
    assert (str(shown.register_name), [str(one) for one in shown.facts]) == ("gone", ["gone.fact"])
