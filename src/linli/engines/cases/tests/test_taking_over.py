"""Cases begun on paper go on here, from a table: their stage, their true dates, what is known."""

from datetime import date

import pytest
from django.utils import translation

from linli.engines.cases import queries as case_queries
from linli.engines.cases import services as cases
from linli.engines.cases.models import Case, CaseEvent
from linli.engines.cases.queries.chains import verify
from linli.engines.cases.queries.sealing import document_of
from linli.engines.cases.services import due
from linli.engines.cases.services.results import issue
from linli.engines.cases.tests.factories import ALLOWANCES, NOW, load_catalogue, task_of
from linli.engines.catalogue.tests.factories import definition_of, publish
from linli.foundation.jobs import services as jobs
from linli.foundation.sheets import queries, services
from linli.foundation.sheets.tests.factories import csv, upload
from linli.foundation.sheets.values import Mode
from linli.registers.people.tests.factories import number, somebody

HEAD = (
    "事项编码",
    "证件号码",
    "提交日期",
    "受理日期",
    "环节",
    "到达环节日期",
    "旧受理编号",
    "区划代码",
)
BORN = date(1956, 3, 8)
CARD = number(BORN, order=2)


@pytest.fixture(autouse=True)
def _catalogue(city):
    load_catalogue()


@pytest.fixture
def person(city):
    return somebody("张秀英", living=city.community, hukou=city.community, born=BORN, document=CARD)


def line(**changes):
    given = {
        "item": ALLOWANCES,
        "number": CARD,
        "handed_in": "2026-11-02",
        "accepted": "2026-11-03",
        "stage": "federation",
        "since": "2026-11-10",
        "old": "旧-0001",
        "code": "",
    }
    return tuple({**given, **changes}.values())


def take(actor, *lines, more=()):
    head = (
        "item",
        "number",
        "handed_in_on",
        "accepted_on",
        "stage",
        "since",
        "old_number",
        "division_code",
    )
    return services.take(
        actor, kind="cases", upload=upload(csv((*head, *more), *lines), "在办.csv"), now=NOW
    )


def loaded(actor, *lines, more=()):
    run = take(actor, *lines, more=more)
    services.load(actor, run_id=run, mode=Mode.GOOD, now=NOW)
    return Case.objects.order_by("-pk").first()


def row(actor, run):
    return queries.rows(actor, run_id=run)[0][0]


def faults(actor, *lines, more=()):
    with translation.override("en"):
        return [fault.column for fault in row(actor, take(actor, *lines, more=more)).faults]


def test_dry_run_opens_nothing(clerk, person):
    found = row(clerk, take(clerk, line()))
    assert (found.verdict, found.label) == ("new", "旧-0001 · 张*英")
    assert not Case.objects.exists()


def test_it_stands_at_its_stage_with_true_dates(clerk, person):
    case = loaded(clerk, line())
    task = case.tasks.get()
    assert (task.stage, task.opened_on, task.due_on) == (
        "federation",
        date(2026, 11, 10),
        date(2026, 11, 17),
    )
    assert (case.state, case.accepted_on) == ("handling", date(2026, 11, 3))


def test_the_whole_clock_runs_from_acceptance(clerk, person):
    case = loaded(clerk, line())
    view = case_queries.desk_case(clerk, case_id=str(case.public_id), now=NOW)
    assert view.clock.lines[0].first == date(2026, 11, 3)


def test_nothing_is_invented(clerk, person):
    case = loaded(clerk, line())
    kinds = CaseEvent.objects.filter(case=case).order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["case.taken_over", "stage.opened"]
    assert verify().links == 2


def test_what_is_late_is_late_at_once(clerk, person):
    case = loaded(clerk, line())
    due.remind(now=NOW)
    assert CaseEvent.objects.filter(case=case, kind="task.overdue").count() == 1


def test_silence_counts_from_the_day_on_which_it_came_here(clerk, person):
    definition = definition_of(ALLOWANCES)
    silence = {"silence_accepts": "5 working days"}
    publish(definition | {"flow": definition["flow"] | silence})
    task = loaded(clerk, line(accepted="", stage="accept", since="2026-11-02")).tasks.get()
    assert (task.opened_on, task.silent_on) == (date(2026, 11, 2), date(2026, 11, 30))
    assert task.due_on < NOW.date()
    assert due.accept_by_silence(now=NOW) == 0


def test_the_office_decides_it_like_any_other(
    clerk, person, federation_officer, civil_affairs_officer
):
    case = loaded(clerk, line())
    for officer, outcome in ((federation_officer, "confirm"), (civil_affairs_officer, "grant")):
        cases.record_outcome(officer, task_id=task_of(case), outcome=outcome, now=NOW)
    jobs.run_due(now=NOW)
    case.refresh_from_db()
    issue(case, now=NOW)
    assert (case.state, case.result, case.documents.count()) == ("decided", "granted", 1)


def test_at_the_intake_it_is_not_accepted_yet(clerk, person):
    case = loaded(clerk, line(accepted="", stage="街道受理", since=""))
    assert (case.state, case.tasks.get().opened_on) == ("received", date(2026, 11, 2))


def test_answers_as_far_as_known(clerk, person):
    more = ("account.bank", "card.grade", "household.relief")
    case = loaded(clerk, (*line(), "天津银行", "1", "dibao"), more=more)
    answers = document_of(case)["answers"]
    assert answers["account"] == {"bank": "天津银行"}
    assert answers["card"] == {"grade": 1}
    assert answers["applicant"]["name"] == "张秀英"


def test_the_rest_is_not_known(clerk, person):
    case = loaded(clerk, line())
    with translation.override("en"):
        view = case_queries.desk_case(clerk, case_id=str(case.public_id), now=NOW)
        texts = [one.text for section in view.sections for one in section.rows]
    assert "not known" in texts


def test_found_by_its_old_number(clerk, person):
    case = loaded(clerk, line())
    rows, _more = case_queries.cases_in_scope(clerk, text="旧-0001")
    assert [one.public_id for one in rows] == [case.public_id]


def test_the_same_old_number_comes_in_once(clerk, person):
    loaded(clerk, line())
    assert row(clerk, take(clerk, line(), line(old="旧-0002"))).verdict == "same"


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"item": "X9"}, "Item code"),
        ({"number": "120101199001010011"}, "Document number of the applicant"),
        ({"stage": "nowhere"}, "Stage"),
        ({"accepted": ""}, "Accepted on"),
        ({"stage": "accept"}, "Accepted on"),
        ({"accepted": "2026-10-01"}, "Accepted on"),
        (
            {"handed_in": "2027-01-01", "accepted": "", "stage": "accept", "since": ""},
            "Handed in on",
        ),
    ],
)
def test_what_is_wrong_is_named(clerk, person, changes, column):
    assert column in faults(clerk, line(**changes))


def test_an_answer_that_cannot_be_is_named_at_its_column(clerk, person):
    wrong = (*line(), "7", "x", "y")
    more = ("card.grade", "card.nothing", "consent.truth")
    assert faults(clerk, wrong, more=more) == ["card.nothing", "consent.truth", "card.grade"]


def test_a_place_of_another_street_is_refused(clerk, city, person):
    assert faults(clerk, line(code=city.other_community)) == ["Division code"]


def test_people_of_another_street_are_nobody(other_clerk, person):
    assert faults(other_clerk, line()) == ["Document number of the applicant"]


def test_the_resident_is_told(clerk, person):
    loaded(clerk, line())
    assert jobs.run_due(now=NOW) == 1


def test_street_officers_take_over_too(street_officer, person):
    assert loaded(street_officer, line()).old_number == "旧-0001"
