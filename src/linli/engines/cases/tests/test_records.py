"""What a stage writes down, and the way that it decides: by services and over HTTP."""

import json
from contextlib import nullcontext
from datetime import timedelta

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseEvent, Task
from linli.engines.cases.queries.sealing import document_of, whole_answers
from linli.engines.cases.tests.factories import NOW, allowances, load_catalogue, task_of
from linli.engines.cases.values import Ask, AskKind, IncompleteError
from linli.engines.catalogue.tests.factories import ALLOWANCES, definition_of, publish
from linli.foundation.errors.values import InvalidError

pytestmark = pytest.mark.django_db
FOUND = {"visit": {"visitors": [{"name": "赵明"}, {"name": "钱芳"}], "income": 30000}}
VISIT = {
    "section": "visit",
    "title": {"zh": "入户调查", "en": "Home visit"},
    "purpose": "decide",
    "readers": "handlers",
    "keep": "item",
    "fields": [
        {
            "id": "visitors",
            "type": "table",
            "min": 2,
            "ask": {"zh": "入户人员", "en": "Visitors"},
            "columns": [{"id": "name", "type": "text", "ask": {"zh": "姓名", "en": "Name"}}],
        },
        {
            "id": "day",
            "type": "date",
            "ask": {"zh": "日期", "en": "Day"},
            "require": False,
            "not_after": "today",
        },
        {"id": "income", "type": "money", "ask": {"zh": "月收入", "en": "Income a month"}},
        {
            "id": "why",
            "type": "text",
            "show": "visit.income > 50000 and card.grade == 1",
            "ask": {"zh": "说明", "en": "Note"},
        },
    ],
}


def by(who, **outcomes):
    return {
        "name": {"zh": "环节", "en": "Stage"},
        "by": who,
        "limit": "2 working days",
        "outcomes": outcomes,
    }


def outcome(kind, following="end", **more):
    return {"name": {"zh": "同意", "en": "Yes"}, "kind": kind, "next": following, **more}


@pytest.fixture
def case(city, resident):
    """Return a case that a street accepts, visits, and decides itself if the income is small."""
    load_catalogue()
    definition = definition_of(ALLOWANCES)
    counter = "street service_centre, clerk"
    small = {"when": "visit.income <= 50000", "next": "street"}
    definition["flow"]["stages"] = {
        "accept": by(counter, accept=outcome("accept", "visit"), decline=outcome("decline")),
        "visit": {
            **by(
                counter,
                done=outcome("pass", "district", instead=[small]),
                urgent=outcome("pass", "street", when="card.grade == 2"),
                refuse=outcome("refuse"),
            ),
            "kind": "visit",
            "people": 2,
            "form": [VISIT],
        },
        "street": by(counter, grant=outcome("grant"), refuse=outcome("refuse")),
        "district": by("district civil_affairs", grant=outcome("grant"), refuse=outcome("refuse")),
    }
    definition["grants"][1] |= {"when": "true", "amount": "visit.income * 2"}
    item = publish(definition)
    case_id = services.submit_application(
        resident,
        item_code=item.code,
        digest=item.digest,
        answers=allowances(city.community),
        materials={"card_copy": [{"seen": "original"}]},
        idempotency_key="one",
        now=NOW,
    )
    return Case.objects.get(public_id=case_id)


@pytest.fixture
def visited(case, clerk):
    services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)
    return case


def written(case, clerk, outcome="done", record=FOUND, **more):
    services.record_outcome(
        clerk, task_id=task_of(case), outcome=outcome, record=record, now=NOW, **more
    )


def open_stage(case):
    return Task.objects.get(case=case, state="open").stage


@pytest.mark.parametrize(("income", "stage"), [(50000, "street"), (50001, "district")])
def test_the_amount_decides_who_decides(visited, clerk, income, stage):
    written(visited, clerk, record={"visit": FOUND["visit"] | {"income": income, "why": "有"}})
    assert open_stage(visited) == stage


@pytest.mark.parametrize(("day", "is_taken"), [("2026-11-25", True), ("2026-11-26", False)])
def test_the_day_of_a_visit_is_up_to_the_day_it_is_written_down(visited, clerk, day, is_taken):
    record = {"visit": FOUND["visit"] | {"day": day}}
    later = NOW + timedelta(days=2)  # the application is of 2026-11-23
    with nullcontext() if is_taken else pytest.raises(IncompleteError):
        services.record_outcome(
            clerk, task_id=task_of(visited), outcome="done", record=record, now=later
        )
    assert (open_stage(visited) == "street") is is_taken


def test_what_was_found_is_sealed_and_counts_from_then_on(visited, clerk):
    written(visited, clerk)
    assert whole_answers(document_of(visited))["visit"] == FOUND["visit"]
    event = CaseEvent.objects.get(case=visited, kind="stage.decided")
    assert event.data["record"] is True
    assert "赵明".encode() not in bytes(event.sealed or b"")
    assert "赵明" not in json.dumps(event.data, ensure_ascii=False)


@pytest.mark.parametrize(
    ("record", "path"),
    [
        ({}, "visit.visitors"),
        ({"visit": {"visitors": [{"name": "赵明"}], "income": 0}}, "visit.visitors"),
        ({"visit": {"visitors": FOUND["visit"]["visitors"], "income": -1}}, "visit.income"),
        ({"visit": FOUND["visit"] | {"income": 50001}}, "visit.why"),
    ],
)
def test_a_record_with_a_gap_is_refused_and_nothing_changes(visited, clerk, record, path):
    with pytest.raises(IncompleteError) as refused:
        written(visited, clerk, record=record)
    assert path in {problem.path for problem in refused.value.problems}
    assert open_stage(visited) == "visit"


def test_a_no_may_do_without_a_record(visited, clerk):
    written(visited, clerk, "refuse", {}, reason="无法入户")
    visited.refresh_from_db()
    assert visited.result == "refused"


def test_an_outcome_that_does_not_go_with_the_answers_is_refused(visited, clerk):
    with pytest.raises(InvalidError) as refused:
        written(visited, clerk, "urgent")
    assert [problem.path for problem in refused.value.problems] == ["outcome"]
    assert open_stage(visited) == "visit"


def test_only_what_can_be_chosen_is_offered(visited, clerk):
    acts = queries.desk_case(clerk, case_id=str(visited.public_id), now=NOW).acts
    assert [button.pressed for button in acts[0].buttons] == ["done", "refuse"]


def test_a_supplement_leaves_what_was_written_down(visited, clerk, resident):
    written(visited, clerk)
    asks = [Ask(AskKind.OTHER, "", "请补充")]
    services.request_supplement(clerk, task_id=task_of(visited), asks=asks, now=NOW)
    services.answer_supplement(resident, case_id=str(visited.public_id), note="好的", now=NOW)
    assert document_of(visited)["records"] == {"visit": FOUND}


class TestPages:
    def address(self, case, name):
        return f"/desk/cases/{case.public_id}/tasks/{task_of(case)}/{name}/"

    def posted(self, **more):
        return {
            "visit.visitors.0.name": "赵明",
            "visit.visitors.1.name": "钱芳",
            "visit.income": "300",
            "outcome": "done",
            **more,
        }

    def test_the_case_page_leads_to_the_record(self, visited, clerk, client_for):
        page = client_for(clerk).get(f"/desk/cases/{visited.public_id}/").content.decode()
        assert self.address(visited, "record") in page
        assert self.address(visited, "sheet") in page

    def test_a_record_is_typed_and_the_case_goes_on(self, visited, clerk, client_for):
        browser = client_for(clerk)
        assert "入户人员" in browser.get(self.address(visited, "record")).content.decode()
        answer = browser.post(self.address(visited, "record"), self.posted())
        assert answer.status_code == 303, answer.content.decode()
        page = browser.get(f"/desk/cases/{visited.public_id}/").content.decode()
        assert "钱芳" in page
        assert open_stage(visited) == "street"

    def test_a_cell_of_a_table_is_shown_whole_with_a_reason(self, visited, clerk, client_for):
        browser = client_for(clerk)
        browser.post(self.address(visited, "record"), self.posted())
        answer = browser.post(
            f"/desk/cases/{visited.public_id}/reveal/",
            {"path": "visit.visitors.1.name", "reason": "核对"},
        )
        assert "钱芳" in answer.content.decode()

    def test_what_is_missing_is_said_and_what_was_typed_stays(self, visited, clerk, client_for):
        answer = client_for(clerk).post(
            self.address(visited, "record"),
            self.posted(**{"visit.income": ""}) | {"reason": "看过"},
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        assert ("赵明" in page, "看过" in page) == (True, True)

    def test_the_sheet_has_lines_for_two_signatures(self, visited, clerk, client_for):
        page = client_for(clerk).get(self.address(visited, "sheet")).content.decode()
        assert page.count("ll-sign") == 4

    @pytest.mark.parametrize("name", ["record", "sheet"])
    def test_others_find_nothing(self, visited, other_clerk, client_for, name):
        assert client_for(other_clerk).get(self.address(visited, name)).status_code == 404
