"""Papers that may follow: promised, reminded of, handed in or not."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseEvent, PaperPromise, Task
from linli.engines.cases.queries.sealing import document_of
from linli.engines.cases.services import promises
from linli.engines.cases.tests.api.applications import PDF
from linli.engines.cases.tests.factories import (
    ALLOWANCES,
    NOW,
    allowances,
    load_catalogue,
    task_of,
)
from linli.engines.cases.values import (
    Ask,
    AskKind,
    IncompleteError,
    NotAllowedNowError,
    PromiseState,
)
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.tests.factories import definition_of, publish
from linli.foundation.errors.values import InvalidError, NotFoundError
from linli.foundation.jobs import services as jobs
from linli.foundation.notices.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
CARD = "card_copy"
LAST = date(2026, 12, 7)  # ten working days after Monday 23 November
SEEN = [{"seen": "original"}]


def paper_that_follows(**changes):
    definition = definition_of(ALLOWANCES)
    for material in definition["materials"]:
        if material["id"] == CARD:
            material.update({"later": "10 working days"} | changes)
    return publish(definition)


@pytest.fixture(autouse=True)
def item(city):
    load_catalogue()
    return paper_that_follows()


def filed(actor, city, on=LAST, key="one", **materials):
    item = catalogue.published(ALLOWANCES)
    case_id = services.submit_application(
        actor,
        item_code=item.code,
        digest=item.digest,
        answers=allowances(city.community),
        materials={CARD: [{"promise": on.isoformat()}]} | materials,
        idempotency_key=key,
        now=NOW,
    )
    return Case.objects.get(public_id=case_id)


def kinds(case):
    return list(case.events.order_by("seq").values_list("kind", flat=True))


def follow(actor, case, papers=SEEN, now=NOW):
    services.follow_paper(
        actor, case_id=str(case.public_id), material_id=CARD, papers=papers, now=now
    )


def upload():
    return SimpleUploadedFile("card.pdf", PDF, "application/pdf")


# ── promised ───────────────────────────────────────────────────────────────
def test_a_promise_stands_for_a_paper_that_may_follow(city, resident):
    case = filed(resident, city)
    assert kinds(case) == ["case.submitted", "paper.promised", "stage.opened"]
    row = PaperPromise.objects.get(case=case)
    assert (row.material, row.due_on, row.state) == (CARD, LAST, PromiseState.OPEN)


@pytest.mark.parametrize("on", [LAST + timedelta(days=1), date(2026, 11, 22)])
def test_a_promise_beyond_its_limit_is_refused(city, resident, on):
    with pytest.raises(IncompleteError) as refusal:
        filed(resident, city, on)
    assert [one.code for one in refusal.value.problems] == ["promise_date"]
    assert Case.objects.count() == 0


def test_a_paper_that_is_owed_now_is_not_promised(city, resident):
    paper_that_follows(later_when="card.grade == 4")
    with pytest.raises(IncompleteError) as refusal:
        filed(resident, city)
    assert [one.code for one in refusal.value.problems] == ["not_later"]


def test_who_the_applicant_is_is_never_promised(city, resident):
    paper_that_follows(id="identity_copy")
    with pytest.raises(IncompleteError) as refusal:
        filed(resident, city, identity_copy=[{"promise": LAST.isoformat()}])
    assert "not_later" in {one.code for one in refusal.value.problems}


def test_a_promise_on_the_draft_is_given_and_taken_back(resident):
    draft = services.start(resident, item_code=ALLOWANCES, now=NOW)
    draft_id = str(draft.public_id)
    services.promise_paper(resident, draft_id=draft_id, material_id=CARD, on=LAST, now=NOW)
    given = queries.draft(resident, draft_id=draft_id).materials[CARD]
    assert given == [{"promise": "2026-12-07"}]
    services.promise_paper(resident, draft_id=draft_id, material_id=CARD, on=None, now=NOW)
    assert queries.draft(resident, draft_id=draft_id).materials[CARD] == []


def test_a_promise_on_the_draft_keeps_to_the_limit(resident):
    draft_id = str(services.start(resident, item_code=ALLOWANCES, now=NOW).public_id)
    late = LAST + timedelta(days=1)
    with pytest.raises(InvalidError):
        services.promise_paper(resident, draft_id=draft_id, material_id=CARD, on=late, now=NOW)
    assert queries.draft(resident, draft_id=draft_id).materials == {}


# ── handed in ──────────────────────────────────────────────────────────────
def test_what_follows_is_with_the_application_and_stops_no_clock(city, resident):
    case = filed(resident, city)
    before = Task.objects.get(case=case).due_on
    follow(resident, case)
    assert document_of(case)["materials"][CARD] == SEEN
    assert PaperPromise.objects.get().state == PromiseState.FOLLOWED
    assert Task.objects.get(case=case).due_on == before
    assert kinds(case)[-1] == "paper.followed"


def test_nothing_added_is_no_paper(city, resident):
    case = filed(resident, city)
    with pytest.raises(IncompleteError):
        follow(resident, case, papers=[])
    assert PaperPromise.objects.get().state == PromiseState.OPEN


def test_a_paper_follows_once(city, resident):
    case = filed(resident, city)
    follow(resident, case)
    with pytest.raises(NotAllowedNowError):
        follow(resident, case)
    assert kinds(case).count("paper.followed") == 1


def test_nobody_else_hands_in_what_follows(city, resident, other_resident):
    case = filed(resident, city)
    with pytest.raises(NotFoundError):
        follow(other_resident, case)
    assert PaperPromise.objects.get().state == PromiseState.OPEN


def test_an_answer_to_a_list_brings_the_promised_paper_too(city, resident, clerk):
    case = filed(resident, city)
    asks = [Ask(AskKind.MATERIAL, CARD, "请补残疾证")]
    services.request_supplement(clerk, task_id=task_of(case), asks=asks, now=NOW)
    services.answer_supplement(
        resident, case_id=str(case.public_id), materials={CARD: SEEN}, now=NOW
    )
    assert PaperPromise.objects.get().state == PromiseState.FOLLOWED


# ── followed up ────────────────────────────────────────────────────────────
def days_later(days):
    return NOW + timedelta(days=days)


def test_a_promise_is_reminded_of_three_days_before_and_on_the_day(city, resident):
    case = filed(resident, city)
    told = [promises.follow_up_promises(now=days_later(days)) for days in (10, 11, 12, 14, 14)]
    assert told == [0, 1, 0, 1, 0]
    assert kinds(case)[-2:] == ["paper.due", "paper.due"]


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("account_id", flat=True))


def test_the_reminder_reaches_who_promised_and_not_the_office(city, resident, clerk):
    filed(resident, city)
    promises.follow_up_promises(now=days_later(11))
    jobs.run_due(now=days_later(11))
    assert told("paper.due") == {resident.account_id}


def test_of_what_did_not_come_both_are_told(city, resident, clerk):
    filed(resident, city)
    promises.follow_up_promises(now=days_later(15))
    jobs.run_due(now=days_later(15))
    assert told("paper.overdue") == {resident.account_id, clerk.account_id}


def test_what_does_not_come_is_the_offices_to_decide_on(city, resident):
    case = filed(resident, city)
    assert promises.follow_up_promises(now=days_later(15)) == 1
    assert PaperPromise.objects.get().state == PromiseState.OVERDUE
    assert CaseEvent.objects.filter(case=case, kind="paper.overdue", task__isnull=False).exists()
    assert promises.follow_up_promises(now=days_later(16)) == 0


def extend(clerk, case, now, reason="医院补办中"):
    services.extend_promise(clerk, task_id=task_of(case), material_id=CARD, reason=reason, now=now)


def test_the_office_gives_more_time_once_with_its_reason(city, resident, clerk):
    case = filed(resident, city)
    promises.follow_up_promises(now=days_later(15))
    extend(clerk, case, days_later(15))
    row = PaperPromise.objects.get()
    assert (row.state, row.due_on, row.extensions) == (PromiseState.OPEN, date(2026, 12, 22), 1)
    with pytest.raises(NotAllowedNowError):
        extend(clerk, case, days_later(15))
    jobs.run_due(now=days_later(15))
    assert told("paper.extended") == {resident.account_id}


def test_more_time_owes_a_reason(city, resident, clerk):
    case = filed(resident, city)
    with pytest.raises(InvalidError):
        extend(clerk, case, NOW, reason=" ")
    assert PaperPromise.objects.get().extensions == 0


def test_a_late_paper_is_still_taken(city, resident):
    case = filed(resident, city)
    promises.follow_up_promises(now=days_later(15))
    follow(resident, case, now=days_later(16))
    assert PaperPromise.objects.get().state == PromiseState.FOLLOWED


@pytest.fixture
def officers(clerk, federation_officer, civil_affairs_officer):
    return clerk, federation_officer, civil_affairs_officer


def decided(case, officers, outcome="grant"):
    for actor, chosen in zip(officers, ("accept", "confirm", outcome), strict=True):
        reason = "" if chosen == "grant" else "不符合条件"
        services.record_outcome(
            actor, task_id=task_of(case), outcome=chosen, reason=reason, now=NOW
        )
    case.refresh_from_db()
    return case


def test_a_grant_on_a_promise_says_so(city, resident, officers):
    case = decided(filed(resident, city), officers)
    granted = CaseEvent.objects.get(case=case, kind="case.granted")
    assert granted.data["promised"] == [CARD]


def test_what_was_granted_on_a_promise_is_still_reminded_of_and_taken(city, resident, officers):
    case = decided(filed(resident, city), officers)
    assert promises.follow_up_promises(now=days_later(11)) == 1
    follow(resident, case, now=days_later(12))
    jobs.run_due(now=days_later(12))
    assert PaperPromise.objects.get().state == PromiseState.FOLLOWED
    assert told("paper.followed") == {officers[-1].account_id}


def test_of_what_was_granted_and_did_not_come_who_decided_is_told(city, resident, officers):
    decided(filed(resident, city), officers)
    promises.follow_up_promises(now=days_later(15))
    jobs.run_due(now=days_later(15))
    assert told("paper.overdue") == {resident.account_id, officers[-1].account_id}


def test_after_a_refusal_nothing_is_owed(city, resident, officers, client_for):
    case = decided(filed(resident, city), officers, outcome="refuse")
    assert promises.follow_up_promises(now=days_later(11)) == 0
    with pytest.raises(NotAllowedNowError):
        follow(resident, case)
    page = client_for(resident).get(f"/cases/{case.public_id}/").content.decode()
    assert f"/promised/{CARD}/" not in page
