"""An account follows its person when two records of them become one."""

import pytest

from linli.registers.accounts import queries
from linli.registers.accounts.models import Account
from linli.registers.accounts.tests.factories import TODAY
from linli.registers.accounts.values import TwoAccountsError
from linli.registers.people import queries as people
from linli.registers.people import services
from linli.registers.people.models import Person
from linli.registers.people.tests.factories import NOW, somebody

pytestmark = pytest.mark.django_db


def merge(clerk, kept_id, dropped_id):
    services.merge(clerk, kept_id=kept_id, dropped_id=dropped_id, reason="同一人", now=NOW)


def test_who_owns_the_dropped_record_signs_in_as_the_kept_one(city, clerk, proven_resident):
    kept = somebody("李秀英", living=city.community)
    merge(clerk, kept.id, proven_resident.person_id)
    actor = queries.actor_for_account(proven_resident.account_id, today=TODAY)
    assert (actor.person_id, actor.is_proven) == (kept.id, True)
    assert people.family(actor, now=NOW).person.id == kept.id


def test_two_records_with_an_account_each_are_not_merged(
    city, clerk, proven_resident, other_resident
):
    Person.objects.filter(pk=other_resident.person_id).update(living_code=city.community)
    with pytest.raises(TwoAccountsError):
        merge(clerk, proven_resident.person_id, other_resident.person_id)
    assert not Person.objects.exclude(merged_into=None).exists()
    assert Account.objects.get(pk=other_resident.account_id).person_id == other_resident.person_id
