"""Every outcome of every item, taken on the database from the first page to the archive."""

import pytest

from linli.engines.cases.models import Task
from linli.engines.cases.values import LIVE_TASKS, OPEN_STATES
from linli.engines.catalogue.tests.factories import load_catalogue
from tests.items.applications import codes
from tests.items.running import Run
from tests.items.walks import walks

pytestmark = pytest.mark.django_db


@pytest.mark.plan("B1", "B2", "B3", "B4", "B5", "B6")
@pytest.mark.parametrize("code", codes())
def test_every_walk_comes_to_its_end(code, city, resident, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_catalogue()
    run = Run(code, resident)
    for walk in walks(code):
        case = run.walk(walk)
        live = Task.objects.filter(case=case, kind="stage", state__in=LIVE_TASKS)
        assert (case.state in OPEN_STATES, live.count()) == (False, 0), walk.steps
