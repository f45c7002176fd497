"""History is appended, never edited: the chain says so, and the database refuses."""

import pytest
from django.db import DatabaseError, connection, transaction

from linli.engines.cases.models import Case, CaseEvent
from linli.engines.cases.queries import chains
from linli.engines.cases.tests.factories import filed, load_catalogue
from linli.foundation.audit import triggers
from linli.foundation.audit.values import Broken, Verified


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


@pytest.mark.django_db
def test_the_database_refuses_to_change_or_delete_an_event(case):
    for change in (
        lambda: CaseEvent.objects.filter(case=case).update(kind="case.granted"),
        lambda: CaseEvent.objects.filter(case=case).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.django_db
def test_an_untouched_history_is_proved(case):
    assert isinstance(chains.verify(), Verified)


@pytest.mark.django_db
@pytest.mark.parametrize("seq", [1, 2])
def test_a_changed_event_is_named(case, seq):
    with triggers.lifted(connection):
        CaseEvent.objects.filter(case=case, seq=seq).update(data={"x": 1})
    found = chains.verify()
    assert isinstance(found, Broken)
    assert found.row == f"{case.number} #{seq}"


@pytest.mark.django_db
def test_a_history_cut_at_its_end_is_named(case):
    with triggers.lifted(connection):
        CaseEvent.objects.filter(case=case, seq=2).delete()
    assert isinstance(chains.verify(), Broken)


@pytest.mark.django_db
def test_a_history_that_is_gone_is_named(case):
    with triggers.lifted(connection):
        CaseEvent.objects.filter(case=case).delete()
    assert isinstance(chains.verify(), Broken)
    assert Case.objects.count() == 1
