"""An agreement that a member takes back while the case runs, and what follows."""

from datetime import timedelta

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Authorisation, Supplement, Task
from linli.engines.cases.queries import authorisations as known
from linli.engines.cases.services import revoking
from linli.engines.cases.tests.factories import NOW
from linli.engines.cases.tests.families import (
    DAUGHTER,
    HUSBAND,
    family_draft,
    hand_in,
)
from linli.engines.cases.tests.test_authorisations import agreed_case, answer, at_counter, item
from linli.engines.cases.values import (
    AgreementState,
    CaseState,
    NotAllowedNowError,
)

pytestmark = pytest.mark.django_db
__all__ = ["item"]
GIVEN, REFUSED, REVOKED = AgreementState.GIVEN, AgreementState.REFUSED, AgreementState.REVOKED


def taken_back(ask, clerk, actor, city):
    case = agreed_case(ask, actor, city)
    at_counter(clerk, str(Authorisation.objects.get(case=case).public_id), REVOKED)
    case.refresh_from_db()
    return case


def test_what_is_taken_back_stops_the_case_and_asks_the_applicant(
    ask, city, proven_resident, clerk
):
    case = taken_back(ask, clerk, proven_resident, city)
    assert case.state == CaseState.SUPPLEMENT
    assert Task.objects.get(case=case).state == "waiting"
    seen = queries.my_case(proven_resident, case_id=str(case.public_id), now=NOW)
    assert seen.supplement is not None
    assert "王强" in seen.supplement.asks[0].text
    assert case.told_once_extra == 0


def test_what_is_taken_back_is_no_list_of_the_office(ask, city, proven_resident, clerk):
    case = taken_back(ask, clerk, proven_resident, city)
    services.answer_supplement(
        proven_resident, case_id=str(case.public_id), note="请按已有材料办", now=NOW
    )
    seen = queries.desk_case(clerk, case_id=str(case.public_id), now=NOW)
    assert seen.acts[0].may_supplement
    assert not seen.acts[0].is_second_supplement


def test_who_agrees_again_lets_the_case_go_on(ask, city, proven_resident, clerk):
    case = taken_back(ask, clerk, proven_resident, city)
    link, code = ask(proven_resident, "", case_id=str(case.public_id))
    answer(link, code)
    case.refresh_from_db()
    assert case.state == CaseState.RECEIVED
    assert Task.objects.get(case=case).state == "open"
    assert Supplement.objects.get().answered_at == NOW


def test_after_its_days_the_case_goes_on_with_what_is_there(ask, city, proven_resident, clerk):
    case = taken_back(ask, clerk, proven_resident, city)
    assert revoking.settle(now=NOW + timedelta(days=10)) == 0
    assert revoking.settle(now=NOW + timedelta(days=11)) == 1
    case.refresh_from_db()
    assert case.state == CaseState.RECEIVED
    assert Task.objects.get(case=case).state == "open"
    assert case.events.order_by("seq").last().kind == "authorisation.unsettled"
    assert Authorisation.objects.get().state == REVOKED


def test_the_days_of_settling_do_not_count_for_the_office(ask, city, proven_resident, clerk):
    case = agreed_case(ask, proven_resident, city)
    before = Task.objects.get(case=case).due_on or NOW.date()
    row = Authorisation.objects.get(case=case)
    at_counter(clerk, str(row.public_id), REVOKED)
    later = NOW + timedelta(days=3)
    at_counter(clerk, str(row.public_id), GIVEN, now=later)
    assert (Task.objects.get(case=case).due_on or before) > before


def test_a_second_that_is_taken_back_asks_for_nothing_more(ask, city, proven_resident, clerk):
    draft_id = family_draft(proven_resident, city.community, HUSBAND, DAUGHTER)
    answer(*ask(proven_resident, draft_id))
    answer(*ask(proven_resident, draft_id, place=1, phone="13900139002"))
    case = hand_in(proven_resident, draft_id)
    rows = known.rows_of(case=case)
    for person in (HUSBAND, DAUGHTER):
        index = known.number_index("resident_id", person["identity"]["number"])
        at_counter(clerk, str(rows[index].public_id), REVOKED, person=person)
    assert Supplement.objects.count() == 1
    kinds = list(case.events.order_by("seq").values_list("kind", flat=True))
    assert kinds.count("authorisation.revoked") == 2


def test_nothing_is_taken_back_of_a_case_that_has_ended(ask, city, proven_resident, clerk):
    case = agreed_case(ask, proven_resident, city)
    services.withdraw(proven_resident, case_id=str(case.public_id), now=NOW)
    with pytest.raises(NotAllowedNowError):
        at_counter(clerk, str(Authorisation.objects.get().public_id), REVOKED)
    assert Authorisation.objects.get().state == GIVEN
