"""Pages: what is shown, typed and refused."""

from datetime import date

import pytest
from django.urls import reverse

from linli.engines.cases.tests.factories import number_of
from linli.engines.entitlements import services
from linli.engines.entitlements.models import ChangeReport, ClosedList
from linli.engines.entitlements.tests import factories as make
from linli.engines.entitlements.values import EntitlementState

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(city):
    return make.office(city)


@pytest.fixture
def row(city, resident, people):
    return make.granted(resident, city, people)["living"]


def url(name, *args):
    return reverse(f"{name.replace(':', ':entitlements:', 1)}", args=args)


@pytest.mark.plan("E2")
def test_she_sees_what_she_receives(row, resident, client_for):
    text = client_for(resident).get(url("portal:mine")).content.decode()
    assert "困难残疾人生活补贴" in text
    assert "每月300元" in text


def test_somebody_elses_page_is_not_there(row, other_resident, client_for):
    assert client_for(other_resident).get(url("portal:one", row.public_id)).status_code == 404


def test_she_reports_a_change(row, resident, client_for):
    day = {"happened_on_year": "2026", "happened_on_month": "10", "happened_on_day": "1"}
    answer = client_for(resident).post(
        url("portal:report", row.public_id), {"kind": "income", "words": "加了工资", **day}
    )
    assert (answer.status_code, ChangeReport.objects.count()) == (303, 1)


def test_a_report_without_its_kind_comes_back_with_the_words(row, resident, client_for):
    answer = client_for(resident).post(
        url("portal:report", row.public_id), {"kind": "", "words": "加了工资"}
    )
    assert answer.status_code == 422
    assert "加了工资" in answer.content.decode()
    assert not ChangeReport.objects.exists()


def test_the_office_suspends_on_a_page(row, people, client_for):
    month = {"month_year": "2026", "month_month": "10", "month_day": "1"}
    answer = client_for(people.civil).post(
        url("desk:act", row.public_id, "suspend"), {"reason": make.REASON, **month}
    )
    row.refresh_from_db()
    assert (answer.status_code, row.state) == (303, EntitlementState.SUSPENDED)


def test_an_act_nobody_knows_is_not_there(row, people, client_for):
    page = url("desk:act", row.public_id, "give")
    assert client_for(people.civil).get(page).status_code == 404


def test_whoever_made_a_list_is_told_who_closes_it(row, people, client_for):
    made = make.built(people, make.SEPTEMBER, now=make.at(9, 20))
    answer = client_for(people.civil).post(url("desk:close", made.public_id))
    assert answer.status_code == 409
    assert not ClosedList.objects.exists()


def test_a_colleague_closes_and_fetches_it(row, people, client_for):
    made = make.built(people, make.SEPTEMBER, now=make.at(9, 20))
    browser = client_for(people.colleague)
    closed = browser.post(url("desk:close", made.public_id))
    file = browser.post(url("desk:fetch", made.public_id))
    assert (closed.status_code, file.status_code) == (303, 200)
    assert file["Content-Type"].startswith("text/csv")


def test_a_number_finds_what_was_granted(row, community_worker, client_for):
    answer = client_for(community_worker).post(
        url("desk:find"), {"document_type": "resident_id", "number": number_of()}
    )
    assert "困难残疾人生活补贴" in answer.content.decode()
    assert row.case.number not in answer.content.decode()


def test_a_number_that_cannot_be_is_said_at_the_field(row, community_worker, client_for):
    answer = client_for(community_worker).post(
        url("desk:find"), {"document_type": "resident_id", "number": "12"}
    )
    assert answer.status_code == 422


@pytest.mark.parametrize(("name", "queries"), [("desk:office", 7), ("desk:lists", 5)])
def test_a_page_takes_as_many_statements_for_more(
    row, people, client_for, name, queries, django_assert_num_queries
):
    make.listed(people, make.SEPTEMBER, now=make.at(9, 20))
    browser = client_for(people.civil)
    browser.get(url(name))
    with django_assert_num_queries(queries):
        browser.get(url(name))


def test_one_that_stopped_says_its_last_month(row, resident, people, client_for):
    services.stop(
        people.civil,
        entitlement_id=row.public_id,
        ended_on=date(2026, 10, 5),
        reason=make.REASON,
        now=make.at(10),
    )
    text = client_for(resident).get(url("portal:one", row.public_id)).content.decode()
    assert "2026年9月 – 2026年10月" in text
