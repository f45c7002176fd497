import pytest
from django.db import transaction

from linli.engines.cases.tests import factories
from linli.faces.api.tests.programs import Program


@pytest.fixture(autouse=True)
def _pack(city):
    with transaction.atomic():  # as packs are loaded
        factories.load_catalogue()


@pytest.fixture
def program(proven_resident):
    return Program(proven_resident)
