"""What the case page offers: the acts of one's own post, in the state that allows them."""

from datetime import UTC, datetime, timedelta

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Rating
from linli.engines.cases.tests.factories import ALLOWANCES, NOW, filed, load_catalogue, task_of
from linli.engines.cases.tests.test_access import extendable
from linli.engines.cases.tests.test_sheltered import case as sheltered
from linli.engines.cases.tests.test_sheltered import paper
from linli.engines.cases.values import Ask, AskKind, Grade
from linli.engines.catalogue.tests.factories import definition_of, publish
from linli.foundation.jobs import services as jobs

pytestmark = pytest.mark.django_db
__all__ = ["extendable", "paper", "sheltered"]
NOTE = [Ask(AskKind.OTHER, "", "说明")]


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


def acts(actor, case):
    return queries.desk_case(actor, case_id=str(case.public_id), now=NOW).acts


def ask(actor, case):
    services.request_supplement(actor, task_id=task_of(case), asks=NOTE, now=NOW)


def test_the_acts_are_those_of_ones_own_post(case, clerk, street_officer):
    assert len(acts(clerk, case)) == 1
    assert acts(street_officer, case) == ()


def test_while_the_resident_is_asked_nothing_more_is_asked_or_returned(case, clerk):
    (before,) = acts(clerk, case)
    assert (before.may_supplement, before.may_return) == (True, True)
    ask(clerk, case)
    (after,) = acts(clerk, case)
    assert (after.may_supplement, after.may_return) == (False, False)


def test_a_second_list_is_not_offered_to_who_sent_the_first(case, clerk, resident):
    ask(clerk, case)
    services.answer_supplement(resident, case_id=str(case.public_id), note="说明", now=NOW)
    (act,) = acts(clerk, case)
    assert (act.may_supplement, act.is_second_supplement) == (False, True)


def test_what_the_stage_may_not_ask_is_not_offered(city, resident, clerk):
    load_catalogue()
    definition = definition_of(ALLOWANCES)
    definition["flow"]["stages"]["accept"]["supplement"] = False
    publish(definition)
    (act,) = acts(clerk, filed(resident, city.community))
    assert not act.may_supplement


def test_more_days_are_offered_once_the_application_is_accepted(
    extendable, city, resident, clerk, federation_officer
):
    (act,) = acts(federation_officer, extendable)
    assert act.may_extend
    (act,) = acts(clerk, filed(resident, city.community, key="new"))
    assert not act.may_extend


def test_the_clock_at_the_intake_starts_anew_with_the_answer(case, clerk, resident):
    ask(clerk, case)
    later = NOW + timedelta(days=7)
    services.answer_supplement(resident, case_id=str(case.public_id), note="说明", now=later)
    (act,) = queries.desk_case(clerk, case_id=str(case.public_id), now=later).acts
    assert act.clock.due_on == (later + timedelta(days=1)).date()


def test_result_and_rating_of_a_minors_case_stay_closed(sheltered, clerk, street_officer):
    services.record_outcome(
        clerk, task_id=task_of(sheltered), outcome="decline", reason="不归本市", now=NOW
    )
    jobs.run_due(now=NOW)
    Rating.objects.create(case=sheltered, grade=Grade.DISSATISFIED, at=NOW)
    page = queries.desk_case(street_officer, case_id=str(sheltered.public_id), now=NOW)
    assert (page.needs_approval, page.documents, page.ratings) == (True, (), ())


def test_a_minors_case_opens_with_the_citys_day(sheltered, clerk):
    birthday = datetime(2030, 5, 5, 16, tzinfo=UTC)
    for moment, is_closed in ((birthday - timedelta(minutes=1), True), (birthday, False)):
        page = queries.desk_case(clerk, case_id=str(sheltered.public_id), now=moment)
        assert page.needs_approval is is_closed


def test_the_next_page_of_cases_repeats_none(case, city, resident, clerk):
    filed(resident, city.community, key="two")
    first, before = queries.cases_in_scope(clerk, limit=1)
    second, end = queries.cases_in_scope(clerk, before=before, limit=1)
    assert {row.number for row in (*first, *second)} == {
        row.number for row in queries.cases_in_scope(clerk)[0]
    }
    assert end is None


def test_a_number_is_found_as_typed(case, clerk):
    assert queries.cases_in_scope(clerk, text=f" {case.number.lower()[:9]} ")[0]
    assert queries.cases_in_scope(clerk, text="XX")[0] == ()
