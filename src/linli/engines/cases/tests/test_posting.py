"""Public notice: what it says, for how long, who objects, and how it goes on."""

from datetime import date, timedelta

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.jobs import daily
from linli.engines.cases.models import CaseEvent, Objection, PublicNotice, Task
from linli.engines.cases.tests.factories import NOW, task_of
from linli.engines.cases.tests.standing import at_the_middle, at_work, item_with, outcome, stage
from linli.engines.cases.values import NotAllowedNowError, NoticeOverError
from linli.foundation.actors.values import ANONYMOUS
from linli.foundation.errors.values import InvalidError, NotFoundError

pytestmark = pytest.mark.django_db
SHOWN = ["applicant.name", "applicant.living", "card.grade"]
AFTER = NOW + timedelta(days=8)
SAID = {"name": "李梅", "contact": "13800000000", "words": "他家有两辆车"}


@pytest.fixture
def item(city):
    return item_with(
        stage(
            {"quiet": outcome("pass", "decide"), "objected": outcome("pass", "decide")},
            kind="notice",
            notice={"posted": "7 calendar days", "shows": SHOWN},
        )
    )


@pytest.fixture
def case(item, resident, clerk, city):
    return at_the_middle(item, resident, clerk, city)


@pytest.fixture
def posted(case, clerk):
    return services.post_notice(clerk, task_id=task_of(case), now=NOW)


def objection(notice, now=NOW, **changes):
    return services.object_to(ANONYMOUS, notice_id=notice, **{**SAID, **changes}, now=now)


def objection_task(case):
    return str(Task.objects.get(case=case, kind="objection", state="open").public_id)


def close(case, clerk, *, is_upheld, now=NOW):
    services.close_objection(
        clerk, task_id=objection_task(case), is_upheld=is_upheld, finding="已核实", now=now
    )


@pytest.mark.plan("B3")
def test_it_says_only_what_the_item_names_with_the_name_masked(posted):
    found = queries.public_notice(notice_id=posted, now=NOW)
    said = [text.zh for _label, text in found.lines]
    assert said[0] == "张*英"
    assert said[2] == "一级"
    assert len(said) == 3
    assert "花园路1号" not in str(found.lines)


def test_the_day_of_posting_is_not_counted(posted):
    assert PublicNotice.objects.get().last_on == date(2026, 11, 30)


def test_the_office_sees_before_it_posts_what_everybody_will_read(case, clerk):
    act = queries.desk_case(clerk, case_id=str(case.public_id), now=NOW).acts[0]
    assert act.preview[0][1].zh == "张*英"
    assert act.buttons[0].pressed == "objected"
    assert "quiet" not in [one.pressed for one in act.buttons]


def test_it_is_posted_once(case, posted, clerk):
    task = str(Task.objects.get(case=case, stage="middle").public_id)
    with pytest.raises(NotAllowedNowError):
        services.post_notice(clerk, task_id=task, now=NOW)


def test_a_sealed_case_is_never_posted(case, clerk):
    from dataclasses import replace

    case.compartment = "minors"
    case.save()
    held = replace(clerk.holdings[0], compartments=frozenset({"minors"}))
    with pytest.raises(NotAllowedNowError):
        services.post_notice(replace(clerk, holdings=(held,)), task_id=task_of(case), now=NOW)
    assert not PublicNotice.objects.exists()


@pytest.mark.parametrize("button", ["quiet", "objected"])
def test_nobody_decides_while_it_is_posted_or_before(case, clerk, button):
    with pytest.raises(NotAllowedNowError):
        services.record_outcome(clerk, task_id=task_of(case), outcome=button, now=NOW)
    assert at_work(case) == [("middle", "open")]


def test_it_is_taken_down_by_itself_and_the_case_goes_on(case, posted):
    daily(now=NOW + timedelta(days=7))
    assert at_work(case) == [("middle", "standing")]
    daily(now=AFTER)
    row = PublicNotice.objects.get()
    assert (row.sealed, row.taken_down_at) == (None, AFTER)
    assert at_work(case) == [("decide", "open")]
    daily(now=AFTER)
    kinds = list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("kind", flat=True))
    assert kinds[-4:] == ["notice.posted", "notice.ended", "stage.decided", "stage.opened"]


def test_once_over_it_says_so_and_nothing_of_what_it_said(posted):
    found = queries.public_notice(notice_id=posted, now=AFTER)
    assert (found.is_over, found.lines) == (True, ())
    assert queries.public_notices(now=AFTER) == ((), None)


def test_an_unfounded_objection_holds_it_only_until_it_is_looked_into(case, posted, clerk):
    objection(posted)
    daily(now=AFTER)
    assert at_work(case) == [("middle", "standing")]
    close(case, clerk, is_upheld=False, now=AFTER)
    assert at_work(case) == [("decide", "open")]


def test_an_upheld_objection_brings_it_back_to_the_desk(case, posted, clerk):
    objection(posted)
    close(case, clerk, is_upheld=True)
    daily(now=AFTER)
    assert at_work(case) == [("middle", "open")]
    services.record_outcome(clerk, task_id=task_of(case), outcome="objected", now=AFTER)
    assert at_work(case) == [("decide", "open")]


def test_after_the_last_day_objections_are_refused_with_the_way_to_go(posted):
    with pytest.raises(NoticeOverError):
        objection(posted, now=AFTER)
    assert not Objection.objects.exists()


@pytest.mark.parametrize("missing", ["name", "contact", "words"])
def test_an_objection_needs_a_name_a_way_and_words(posted, missing):
    with pytest.raises(InvalidError) as refused:
        objection(posted, **{missing: " "})
    assert [problem.path for problem in refused.value.problems] == [missing]
    assert not Objection.objects.exists()


def test_the_applicant_never_reads_who_objected(case, posted, resident):
    objection(posted)
    seen = queries.my_case(resident, case_id=str(case.public_id), now=NOW)
    assert "李梅" not in repr(seen)
    assert not [one for one in seen.entries if one.kind.startswith("objection")]


def test_a_withdrawn_case_is_taken_down_at_once(case, posted, resident):
    services.withdraw(resident, case_id=str(case.public_id), now=NOW)
    assert PublicNotice.objects.get().sealed is None
    assert queries.public_notice(notice_id=posted, now=NOW).is_over


def test_a_notice_that_is_not_there_is_not_found():
    with pytest.raises(NotFoundError):
        objection("00000000-0000-4000-8000-000000000000")


class TestPages:
    def test_anybody_reads_it_and_objects(self, posted, client):
        assert "张*英" in client.get("/cases/announced/").content.decode()
        address = f"/cases/announced/{posted}/"
        assert "张*英" in client.get(address).content.decode()
        assert client.post(address, SAID).status_code == 303
        assert Objection.objects.count() == 1

    @pytest.mark.usefixtures("posted")
    def test_a_place_without_notices_says_so(self, client):
        page = client.get("/cases/announced/?place=120102001001").content.decode()
        assert ("张*英" in page, "目前没有公示" in page) == (False, True)

    def test_what_is_missing_is_said_and_the_words_stay(self, posted, client):
        answer = client.post(f"/cases/announced/{posted}/", {**SAID, "name": ""})
        assert answer.status_code == 422
        assert "他家有两辆车" in answer.content.decode()

    def test_after_its_days_the_page_says_where_to_turn(self, posted, client):
        past = date(2026, 11, 1)
        PublicNotice.objects.update(posted_on=past, last_on=past)
        page = client.get(f"/cases/announced/{posted}/").content.decode()
        assert ("张*英" in page, "12345" in page) == (False, True)
        assert client.post(f"/cases/announced/{posted}/", SAID).status_code == 422

    def test_the_desk_posts_and_closes_an_objection(self, case, clerk, client_for):
        browser = client_for(clerk)
        address = f"/desk/cases/{case.public_id}/tasks/{task_of(case)}/post/"
        assert browser.post(address).status_code == 303
        objection(str(PublicNotice.objects.get().public_id))
        page = browser.get(f"/desk/cases/{case.public_id}/").content.decode()
        assert "他家有两辆车" in page
        address = f"/desk/cases/{case.public_id}/tasks/{objection_task(case)}/objection/"
        assert browser.post(address, {"upheld": "no", "finding": ""}).status_code == 422
        assert browser.post(address, {"upheld": "no", "finding": "没有车"}).status_code == 303
