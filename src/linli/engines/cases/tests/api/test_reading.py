import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.engines.cases import queries
from linli.engines.cases.models import Case
from linli.engines.cases.tests import factories
from linli.engines.cases.tests.api.applications import application, hand_in
from linli.faces.api.tests.programs import Program
from linli.foundation.calendar import clock


def test_somebody_else_is_not_found(city, program, other_resident):
    made = hand_in(program, application(city, program)).json()["id"]
    stranger = Program(other_resident)
    for path in (f"/cases/{made}", f"/desk/cases/{made}"):
        assert stranger.get(path).status_code == 404
    for act in ("withdraw", "rating", "supplement"):
        body = {"grade": 5} if act == "rating" else {}
        assert stranger.post(f"/cases/{made}/{act}", body).status_code == 404
    assert Case.objects.get().last_seq == 2


def test_pages_follow_each_other(proven_resident, city, program):
    ids = [
        str(factories.filed(proven_resident, city.community, key=f"k{n}").public_id)
        for n in range(3)
    ]
    first = program.get("/cases", {"limit": 2}).json()
    second = program.get("/cases", {"limit": 2, "cursor": first["next"]}).json()
    assert [row["id"] for row in first["items"] + second["items"]] == ids[::-1]
    assert second["next"] == ""


def test_unknown_paper_is_not_found():
    assert Program().get("/verify", {"serial": "JG-NONE"}).status_code == 404


READS = {
    "/cases": lambda actor, _case: queries.my_cases(actor, now=clock.now()),
    "/cases/{case}": lambda actor, case: queries.my_case(actor, case_id=case, now=clock.now()),
    "/queue": lambda actor, _case: queries.tasks_for(
        actor, shown=queries.QueueFilter(), now=clock.now()
    ),
    "/desk/cases/{case}": lambda actor, case: queries.desk_case(
        actor, case_id=case, now=clock.now()
    ),
}


@pytest.mark.parametrize("path", READS)
def test_api_adds_token_posts_and_count_to_a_query(proven_resident, city, clerk, path):
    case = str(factories.filed(proven_resident, city.community).public_id)
    actor = clerk if path in {"/queue", "/desk/cases/{case}"} else proven_resident
    reader, at = Program(actor), path.format(case=case)
    reader.get(at)  # the first call of a minute also notes the use of the token
    with CaptureQueriesContext(connection) as through_api:
        assert reader.get(at).status_code == 200
    with CaptureQueriesContext(connection) as straight:
        READS[path](actor, case)
    assert len(through_api) == len(straight) + (3 if actor.is_staff else 2)
