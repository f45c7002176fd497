"""Waiting for another verdict: it comes, it came before, or it never comes."""

from datetime import timedelta

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.jobs import daily
from linli.engines.cases.models import Await, Case
from linli.engines.cases.tests.factories import NOW, task_of
from linli.engines.cases.tests.standing import at_the_middle, at_work, item_with, outcome, stage
from linli.engines.cases.values import CaseState, NotAllowedNowError
from linli.engines.catalogue.tests.factories import ALLOWANCES
from linli.foundation.errors.values import InvalidError
from linli.foundation.jobs import services as jobs

pytestmark = pytest.mark.django_db
LATE = NOW + timedelta(days=31)


def waiting_item(wait):
    return item_with(
        stage(
            {"known": outcome("pass", "decide"), "refuse": outcome("refuse")},
            kind="wait",
            wait={"at_most": "30 calendar days", **wait},
        )
    )


@pytest.fixture
def court(city):
    return waiting_item({"for": "court"})


@pytest.fixture
def case(court, resident, clerk, city):
    return at_the_middle(court, resident, clerk, city)


def test_the_clock_stands_and_the_resident_is_told_for_how_long(case, resident):
    assert (at_work(case), case.state) == ([("middle", "standing")], CaseState.PAUSED)
    assert Await.objects.get().until == (NOW + timedelta(days=30)).date()
    titles = [
        one.title for one in queries.my_case(resident, case_id=str(case.public_id), now=NOW).entries
    ]
    assert any("30" in title for title in titles)


def test_a_verdict_brings_it_back(case, clerk):
    with pytest.raises(InvalidError):
        services.verdict_came(clerk, task_id=task_of(case), words=" ", now=NOW)
    services.verdict_came(clerk, task_id=task_of(case), words="法院已判决离婚", now=LATE)
    case.refresh_from_db()
    assert (at_work(case), case.state) == ([("middle", "open")], CaseState.HANDLING)
    with pytest.raises(NotAllowedNowError):
        services.verdict_came(clerk, task_id=task_of(case), words="再来一次", now=LATE)


def test_one_that_never_comes_is_decided_without(case, clerk):
    daily(now=NOW + timedelta(days=30))
    assert at_work(case) == [("middle", "standing")]
    daily(now=LATE)
    assert at_work(case) == [("middle", "open")]
    assert Await.objects.get().has_come is False
    act = queries.desk_case(clerk, case_id=str(case.public_id), now=LATE).acts[0]
    assert act.awaited is not None
    assert act.awaited.has_come is False
    services.record_outcome(clerk, task_id=task_of(case), outcome="known", now=LATE)


def test_the_days_of_waiting_are_not_counted(case, clerk):
    services.verdict_came(clerk, task_id=task_of(case), words="来了", now=LATE)
    clock = queries.desk_case(clerk, case_id=str(case.public_id), now=LATE).acts[0].clock
    assert clock.counted <= 10
    assert clock.due_on is not None
    assert clock.due_on > LATE.date()


def test_a_withdrawn_case_waits_no_more(case, resident):
    services.withdraw(resident, case_id=str(case.public_id), now=NOW)
    assert Await.objects.get().has_come is False
    daily(now=LATE)
    assert at_work(case) == []


class TestAnotherApplication:
    @pytest.fixture
    def item(self, court):  # the city's items are loaded by then
        assert court.code == ALLOWANCES
        return waiting_item({"for": "case", "item": "B9.01"})

    @pytest.fixture
    def first(self, item, resident, clerk, city):
        assert item.code == ALLOWANCES
        plain = item_with(stage({"on": outcome("pass", "decide")}), code="B9.01")
        return at_the_middle(plain, resident, clerk, city, key="first")

    def ended(self, first, clerk):
        for button in ("on", "grant"):
            services.record_outcome(clerk, task_id=task_of(first), outcome=button, now=NOW)
        jobs.run_due(now=NOW)

    def test_it_goes_on_when_the_other_is_decided(self, item, first, resident, clerk, city):
        second = at_the_middle(item, resident, clerk, city)
        assert Await.objects.get().other == first
        self.ended(first, clerk)
        assert at_work(second) == [("middle", "open")]

    def test_one_that_is_decided_already_is_not_waited_for(
        self, item, first, resident, clerk, city
    ):
        self.ended(first, clerk)
        second = at_the_middle(item, resident, clerk, city)
        assert at_work(second) == [("middle", "open")]
        assert not Await.objects.exists()

    def test_somebody_elses_is_not_waited_for(self, item, first, other_resident, clerk, city):
        second = at_the_middle(item, other_resident, clerk, city)
        assert Await.objects.get(case=second).other is None
        self.ended(first, clerk)
        assert at_work(second) == [("middle", "standing")]
        assert Case.objects.get(pk=second.pk).item_code == ALLOWANCES
