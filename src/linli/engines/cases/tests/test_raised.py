"""An amount that changes between application and decision: the case keeps that of its day."""

from datetime import timedelta

import pytest

from linli.engines.cases import services
from linli.engines.cases.models import Case
from linli.engines.cases.queries.context import context_of
from linli.engines.cases.queries.sealing import document_of, whole_answers
from linli.engines.cases.services.results import amount_words
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue, task_of
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.models import Epoch, Parameter
from linli.engines.catalogue.queries import memory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(city, resident, clerk):
    """Return a case of today that is accepted tomorrow, when the care allowance is 260 yuan."""
    load_catalogue()
    found = filed(resident, city.community)
    day = (NOW + timedelta(days=1)).date()
    row = Parameter.objects.get(name="care_allowance", division_code="")
    Parameter.objects.filter(pk=row.pk).update(valid_to=NOW.date())
    row.pk, row.valid_from, row.valid_to, row.value = None, day, None, 26000
    row.save(force_insert=True)
    Epoch.objects.update(token="raised")  # as loading a pack does
    memory.forget()
    later = NOW + timedelta(days=1)
    services.record_outcome(clerk, task_id=task_of(found), outcome="accept", now=later)
    return Case.objects.get(pk=found.pk)


def words(case, context):
    item = catalogue.version(case.version_id)
    found = catalogue.grants(item, whole_answers(document_of(case)), context=context)
    return {one.id: amount_words(one) for one in found}["care"]


def test_a_case_keeps_the_amount_of_the_day_it_was_handed_in(case):
    assert words(case, context_of(case, document_of(case))) == "每月200元"


def test_who_applies_afterwards_has_the_new_one(case):
    day = (NOW + timedelta(days=1)).date()
    assert words(case, catalogue.context(today=day)) == "每月260元"
