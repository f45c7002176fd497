"""Cases that name somebody under 14: closed to staff without approval, open to their own."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case
from linli.engines.cases.tests.api.applications import PDF
from linli.engines.cases.tests.factories import (
    ALLOWANCES,
    NOW,
    allowances,
    filed,
    load_catalogue,
    number_of,
    task_of,
)
from linli.engines.cases.values import Ask, AskKind
from linli.engines.catalogue import queries as catalogue
from linli.faces.api.tests.programs import Program
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ConflictError, InvalidError, NotFoundError
from linli.foundation.files import queries as stored
from linli.foundation.files import services as files
from linli.registers.people import queries as registered
from linli.registers.people import services as people
from linli.registers.people.tests.factories import child
from linli.registers.people.values import ApprovalNeededError

pytestmark = pytest.mark.django_db
BORN = "2016-05-06"
TURNS_14 = date(2030, 5, 6)
NAME = "李小宝"


@pytest.fixture
def paper(resident):
    upload = SimpleUploadedFile("card.pdf", PDF, "application/pdf")
    return files.store(resident, upload=upload, now=NOW)


@pytest.fixture
def case(city, resident, paper):
    """A mother, whom the register does not know yet, applies for her child."""
    load_catalogue()
    item = catalogue.published(ALLOWANCES)
    number = number_of(BORN)
    answers = allowances(
        city.community,
        applicant={
            "name": NAME,
            "identity": {"type": "resident_id", "number": number},
            "birth_date": BORN,
        },
        card={"number": number + "41"},
        guardian={"acts": True, "name": "李梅", "relation": "parent", "phone": "13820000002"},
    )
    seen = [{"seen": "original"}]
    case_id = services.submit_application(
        resident,
        item_code=item.code,
        digest=item.digest,
        answers=answers,
        materials={"card_copy": [{"file": str(paper.public_id)}], "guardian_proof": seen},
        idempotency_key="child",
        now=NOW,
    )
    return Case.objects.get(public_id=case_id)


def asked(actor, case):
    return services.request_reading(
        actor, case_id=str(case.public_id), reason="核对残疾证", now=NOW
    )


def approved(actor, by, case):
    people.approve_minor_reading(by, approval_id=asked(actor, case), now=NOW)


def seen_by(actor, case, now=NOW):
    return queries.desk_case(actor, case_id=str(case.public_id), now=now)


def test_case_knows_until_when_it_is_closed(case, city, proven_resident):
    assert case.sheltered_until == TURNS_14
    assert filed(proven_resident, city.community).sheltered_until is None


@pytest.mark.parametrize("name", ["clerk", "street_officer", "district_leader", "auditor"])
def test_nothing_that_was_answered_opens_to_staff(case, name, clerk, request):
    services.request_supplement(
        clerk, task_id=task_of(case), asks=[Ask(AskKind.OTHER, "", "户口本")], now=NOW
    )
    page = seen_by(request.getfixturevalue(name), case)
    assert page.needs_approval
    inside = (page.sections, page.papers, page.verdict, page.supplements, page.documents, page.acts)
    assert not any(inside)
    assert not any(entry.text for entry in page.entries)
    assert page.row.number == case.number
    assert page.tasks_open


def test_it_opens_to_the_one_who_was_approved_and_each_look_is_logged(
    case, clerk, street_officer, district_leader
):
    approved(clerk, street_officer, case)
    page = seen_by(clerk, case)
    assert NAME in {row.text for section in page.sections for row in section.rows}
    assert page.papers
    assert page.acts
    seen_by(clerk, case)
    looks = AuditEntry.objects.filter(act="people.minor.read", account_id=clerk.account_id)
    assert [(one.subject, one.reason) for one in looks] == [(str(case.public_id), "核对残疾证")] * 2
    assert seen_by(street_officer, case).needs_approval
    assert seen_by(clerk, case, now=NOW + timedelta(days=7)).needs_approval


def test_superior_of_the_post_that_asks_decides(
    case, federation_officer, street_officer, district_leader, clerk
):
    for stage in ((clerk, "accept"),):
        services.record_outcome(stage[0], task_id=task_of(case), outcome=stage[1], now=NOW)
    approval = asked(federation_officer, case)
    with pytest.raises(NotFoundError):
        people.approve_minor_reading(street_officer, approval_id=approval, now=NOW)
    waiting = registered.approvals(district_leader)
    assert [(row.label, row.url) for row in waiting] == [
        (f"李*宝 · {case.number}", f"/desk/cases/{case.public_id}/")
    ]
    people.approve_minor_reading(district_leader, approval_id=approval, now=NOW)
    assert not seen_by(federation_officer, case).needs_approval


def test_stranger_may_not_even_ask(case, other_clerk, resident):
    for actor in (other_clerk, resident):
        with pytest.raises(NotFoundError):
            asked(actor, case)


def test_one_asks_once_with_a_reason_and_only_where_it_is_needed(
    case, clerk, city, proven_resident
):
    with pytest.raises(InvalidError):
        services.request_reading(clerk, case_id=str(case.public_id), reason=" ", now=NOW)
    assert not seen_by(clerk, case).has_asked
    asked(clerk, case)
    assert seen_by(clerk, case).has_asked
    with pytest.raises(ConflictError):
        asked(clerk, case)
    with pytest.raises(ConflictError):
        asked(clerk, filed(proven_resident, city.community))


def test_papers_answers_and_counter_stay_closed_too(case, clerk, paper, street_officer):
    file_id, case_id = str(paper.public_id), str(case.public_id)

    def reveal():
        return services.reveal(
            clerk, case_id=case_id, path="applicant.identity", reason="核对", now=NOW
        )

    services.request_supplement(
        clerk, task_id=task_of(case), asks=[Ask(AskKind.OTHER, "", "户口本")], now=NOW
    )
    with pytest.raises(NotFoundError):
        stored.content(clerk, public_id=file_id)
    with pytest.raises(ApprovalNeededError):
        reveal()
    with pytest.raises(ApprovalNeededError):
        queries.supplement_form(clerk, case_id=case_id, now=NOW)
    with pytest.raises(ApprovalNeededError):
        services.answer_supplement(clerk, case_id=case_id, note="已补", now=NOW)
    approved(clerk, street_officer, case)
    assert stored.content(clerk, public_id=file_id)
    assert number_of(BORN) in reveal().text
    logged = set(
        AuditEntry.objects.filter(account_id=clerk.account_id).values_list("act", flat=True)
    )
    assert {"people.minor.file", "people.minor.reveal"} <= logged
    assert queries.supplement_form(clerk, case_id=case_id, now=NOW).case.row.number == case.number
    services.answer_supplement(clerk, case_id=case_id, note="已补", now=NOW)


def test_own_family_reads_without_asking(case, resident, paper):
    assert queries.my_case(resident, case_id=str(case.public_id), now=NOW).document["answers"]
    assert stored.content(resident, public_id=str(paper.public_id))
    assert not AuditEntry.objects.filter(act__startswith="people.minor").exists()


def test_it_opens_by_itself_on_the_fourteenth_birthday(case, clerk):
    eve = datetime(2030, 5, 5, 4, 0, tzinfo=UTC)
    assert seen_by(clerk, case, now=eve).needs_approval
    assert not seen_by(clerk, case, now=eve + timedelta(days=1)).needs_approval


def test_answer_that_corrects_the_birth_date_counts(city, resident, clerk, case):
    services.request_supplement(
        clerk, task_id=task_of(case), asks=[Ask(AskKind.FIELD, "applicant", "生日")], now=NOW
    )
    born = "1990-05-06"
    number = number_of(born)
    services.answer_supplement(
        resident,
        case_id=str(case.public_id),
        answers={
            "applicant": {
                "birth_date": born,
                "identity": {"type": "resident_id", "number": number},
            },
            "card": {"number": number + "41"},
        },
        now=NOW,
    )
    case.refresh_from_db()
    assert case.sheltered_until is None


def test_record_counts_where_the_form_asks_no_birth_date(city):
    kid = child(living=city.community)
    today = NOW.date()
    assert registered.sheltered_until({}, person_id=kid.id, today=today) == TURNS_14
    assert registered.sheltered_until({}, person_id=None, today=today) is None
    assert registered.sheltered_until({"birth_date": BORN}, person_id=None, today=TURNS_14) is None


def test_answers_that_name_a_parent_alone_do_not_open_the_case_of_a_child(city):
    kid = child(living=city.community)
    parent = {"guardian": {"birth_date": "1990-05-06"}}
    found = registered.sheltered_until(parent, person_id=kid.id, today=NOW.date())
    assert found == TURNS_14


# ── pages and programs ─────────────────────────────────────────────────────
def test_page_says_why_it_is_closed_and_takes_the_request(case, clerk, street_officer, client_for):
    browser, at = client_for(clerk), f"/desk/cases/{case.public_id}/"
    page = browser.get(at).content.decode()
    assert NAME not in page
    assert "approval/" in page
    assert browser.post(at + "approval/", {"reason": ""}).status_code == 422
    assert browser.post(at + "approval/", {"reason": "核对残疾证"}).status_code == 303
    assert "approval/" not in browser.get(at).content.decode()
    assert browser.get(at + "receipt/").status_code == 200
    leader = client_for(street_officer)
    waiting = registered.approvals(street_officer)[0]
    leader.post(f"/desk/people/approvals/{waiting.public_id}/", {"decision": "approve"})
    assert NAME in browser.get(at).content.decode()


def test_programs_ask_and_read_the_same_way(case, clerk, street_officer):
    program, leader = Program(clerk), Program(street_officer)
    at = f"/desk/cases/{case.public_id}"
    closed = program.get(at).json()
    assert (closed["needs_approval"], closed["answers"], closed["acts"]) == (True, [], [])
    assert (
        program.post(at + "/reveal", {"path": "applicant.phone", "reason": "x"}).status_code == 403
    )
    made = program.post(at + "/minor-requests", {"reason": "核对残疾证"})
    assert made.status_code == 201
    assert program.get(at).json()["has_asked"]
    leader.post(f"/people/minor-requests/{made.json()['id']}/approve", {})
    assert NAME in str(program.get(at).json()["answers"])
