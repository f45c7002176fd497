"""What a decision writes, and what it does not."""

from datetime import date

import pytest
from django.db import connection

from linli.engines.cases.values import HAPPENED
from linli.engines.catalogue.tests.factories import load_catalogue
from linli.engines.entitlements import services
from linli.engines.entitlements.models import Entitlement, EntitlementEvent
from linli.engines.entitlements.queries import chains
from linli.engines.entitlements.services import granting
from linli.engines.entitlements.services.history import Change, append
from linli.engines.entitlements.tests import factories as make
from linli.engines.entitlements.values import CountedTwiceError, EntitlementState, EventKind
from linli.foundation.actors.values import SYSTEM
from linli.foundation.audit import triggers
from linli.foundation.audit.values import Broken, Verified
from linli.foundation.jobs.values import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(city):
    return make.office(city)


@pytest.mark.plan("E2")
def test_a_granted_case_writes_each_of_its_grants(city, resident, people):
    rows = make.granted(resident, city, people)
    facts = {key: (row.amount_fen, row.first_month, row.state) for key, row in rows.items()}
    first, running = date(2026, 9, 1), EntitlementState.RUNNING
    assert facts == {"living": (30000, first, running), "care": (20000, first, running)}


def test_it_is_paid_by_the_office_that_decided(city, resident, people):
    row = make.granted(resident, city, people)["living"]
    assert (row.organisation_id, row.account_id) == (city.civil_affairs, resident.account_id)


def test_the_same_message_again_writes_nothing(city, resident, people):
    row = make.granted(resident, city, people)["living"]
    message = Message(HAPPENED, "again", {"case": row.case_id, "first": 1, "last": 99}, make.NOW, 1)
    granting.follow_up(message, now=make.NOW)
    assert (Entitlement.objects.count(), EntitlementEvent.objects.count()) == (2, 2)


def test_a_refused_case_grants_nothing(city, resident, people):
    load_catalogue()
    case = make.filed(resident, city.community)
    make.decide(case, people, outcome="refuse")
    assert not Entitlement.objects.exists()


def test_a_person_in_two_households_is_held_back(city, resident, proven_resident, people):
    make.granted(resident, city, people)
    second = make.granted(proven_resident, city, people)["living"]
    assert (second.state, second.is_double) == (EntitlementState.SUSPENDED, True)


def test_one_held_back_cannot_be_paid_while_the_other_runs(city, resident, proven_resident, people):
    make.granted(resident, city, people)
    second = make.granted(proven_resident, city, people)["living"]
    with pytest.raises(CountedTwiceError):
        services.resume(
            people.civil,
            entitlement_id=second.public_id,
            month=make.SEPTEMBER,
            reason=make.REASON,
            now=make.NOW,
        )
    second.refresh_from_db()
    assert (second.state, second.last_seq) == (EntitlementState.SUSPENDED, 2)


def test_histories_are_whole(city, resident, people):
    make.granted(resident, city, people)
    found = chains.verify()
    assert isinstance(found, Verified)
    assert found.links == 2


@pytest.mark.parametrize("is_last_only", [True, False])
def test_a_history_cut_short_is_named(city, resident, people, is_last_only):
    row = make.granted(resident, city, people)["living"]
    append(row, SYSTEM, Change(EventKind.EXPIRING), now=make.NOW)
    rows = EntitlementEvent.objects.filter(entitlement=row)
    with triggers.lifted(connection):
        (rows.filter(seq=2) if is_last_only else rows).delete()
    found = chains.verify()
    assert isinstance(found, Broken)
    assert found.row.startswith(str(row.pk))
