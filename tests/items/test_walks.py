"""Every outcome of every item, taken on the database from the first page to the archive."""

import pytest

from linli.engines.cases import services
from linli.engines.cases.models import Task
from linli.engines.cases.values import LIVE_TASKS, RESULT_OF
from linli.engines.catalogue.tests.factories import load_catalogue
from linli.foundation.errors.values import LinliError
from tests.items.applications import city as pack
from tests.items.applications import codes
from tests.items.running import START, Run
from tests.items.walks import walks

pytestmark = pytest.mark.django_db
GUIDES = [code for code in codes() if pack().items[code].is_guide_only]


@pytest.mark.plan("B1", "B2", "B3", "B4", "B5", "B6")
@pytest.mark.parametrize("code", [code for code in codes() if code not in GUIDES])
def test_every_walk_comes_to_the_archive(code, city, resident, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_catalogue()
    run = Run(code, resident)
    for walk in walks(code):
        case = run.walk(walk)
        live = Task.objects.filter(case=case, kind="stage", state__in=LIVE_TASKS)
        assert (case.result, live.count()) == (RESULT_OF[walk.ends(run.item)], 0), walk.steps
        assert (run.put_away(case).state, bool(case.filed)) == ("archived", True), walk.steps


@pytest.mark.parametrize("code", GUIDES)
def test_what_can_only_be_read_is_not_applied_for(code, city, resident):
    load_catalogue()
    with pytest.raises(LinliError):
        services.start(resident, item_code=code, now=START)
