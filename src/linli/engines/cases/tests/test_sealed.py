"""A sealed service (B3.26) over HTTP: no trace for the colleague beside, all of it with the key."""

from datetime import timedelta

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, PublicNotice
from linli.engines.cases.services import due
from linli.engines.cases.tests.factories import BORN, NOW, load_catalogue, number_of, task_of
from linli.engines.catalogue import queries as catalogue
from linli.foundation.actors.values import Role
from linli.foundation.jobs import services as jobs
from linli.foundation.notices.models import Notice
from linli.registers.accounts.tests.factories import staff

pytestmark = [pytest.mark.django_db, pytest.mark.plan("B3")]
ITEM, KEY = "B3.26", "special_families"
PEOPLE = {
    "street": {"street_contact": {"name": "高岚", "post": "科员", "phone": "13820000011"}},
    "community": {"community_contact": {"name": "孟和", "post": "主任", "phone": "13820000012"}},
    "doctor": {"care": {"doctor": "沈医生", "phone": "13820000013", "hospital": "区中医院"}},
}


@pytest.fixture
def case(city, resident):
    load_catalogue()
    answers = {
        "applicant": {
            "name": "张秀英",
            "identity": {"type": "resident_id", "number": number_of()},
            "birth_date": BORN,
            "phone": "13820000001",
            "hukou_here": False,
            "living": {"code": city.community, "detail": "花园路1号"},
        },
        "family": {
            "only_child": True,
            "event": "died",
            "other_child": False,
            "registered": True,
            "alone": True,
        },
        "wishes": {"way": "visit", "hospital": "总医院"},
        "consent": {"data_check": True, "truth": True},
    }
    case_id = services.submit_application(
        resident,
        item_code=ITEM,
        digest=catalogue.published(ITEM).digest,
        answers=answers,
        materials={},
        idempotency_key="sealed",
        now=NOW,
    )
    return Case.objects.get(public_id=case_id)


@pytest.fixture
def keyed(city):
    """Staff of each stage whose posts open the compartment."""

    def seat(name, role, body, code):
        return staff(name, role, body, code, compartments=(KEY,), title="特殊家庭")

    centre = city.org("health_centre", city.street)
    return {
        "street": seat("何密", Role.CLERK, city.office, city.street),
        "community": seat("吕密", Role.COMMUNITY_WORKER, city.committee, city.community),
        "doctor": seat("施密", Role.DEPARTMENT_OFFICER, centre, city.street),
    }


@pytest.mark.parametrize("page", ["", "all/", "line/", "?tab=waiting", "?text={start}"])
def test_no_list_of_the_colleague_beside_shows_it(page, case, clerk, street_officer, client_for):
    who = street_officer if page == "line/" else clerk
    found = client_for(who).get("/desk/cases/" + page.format(start=case.number[:10]))
    said = found.content.decode()
    assert found.status_code == 200
    assert str(case.public_id) not in said
    assert case.number not in said
    assert case.applicant_masked not in said


def test_nothing_is_counted_for_the_colleague_beside(case, clerk, keyed, client_for):
    counts = [
        client_for(who).get("/desk/cases/").context["page"].counts["todo"]
        for who in (clerk, keyed["street"])
    ]
    assert counts == [0, 1]


@pytest.mark.parametrize("who", ["clerk", "community_worker", "street_officer", "auditor"])
@pytest.mark.parametrize("address", ["", "receipt/", "tasks/{task}/record/", "tasks/{task}/sheet/"])
def test_its_pages_are_not_found_without_the_key(who, address, case, request, client_for):
    browser = client_for(request.getfixturevalue(who))
    path = f"/desk/cases/{case.public_id}/" + address.format(task=task_of(case))
    assert browser.get(path).status_code == 404


def test_its_task_is_not_found_for_another_post_of_the_office(case, city, client_for):
    agent = staff("代办", Role.STREET_OFFICER, city.office, city.street)
    path = f"/desk/cases/{case.public_id}/tasks/{task_of(case)}/claim/"
    assert client_for(agent).post(path).status_code == 404
    assert Case.objects.get().last_seq == case.last_seq


def test_reminders_reach_those_with_the_key_alone(case, clerk, street_officer, keyed):
    later = NOW + timedelta(days=4)
    assert due.remind(now=later) == 1
    jobs.run_due(now=later)
    told = set(Notice.objects.filter(kind="task.overdue").values_list("account_id", flat=True))
    assert keyed["street"].account_id in told
    assert not told & {clerk.account_id, street_officer.account_id}


def test_no_message_says_what_it_is_about(case, keyed, resident):
    services.record_outcome(keyed["street"], task_id=task_of(case), outcome="accept", now=NOW)
    jobs.run_due(now=NOW)
    assert Notice.objects.filter(account_id=resident.account_id).exists()
    for notice in Notice.objects.all():
        said = f"{notice.title_zh} {notice.title_en} {notice.body_zh} {notice.body_en}"
        assert "特殊家庭" not in said
        assert "special famil" not in said.lower()


def test_the_key_opens_what_is_sealed_and_its_absence_nothing(case, keyed, client_for):
    page = client_for(keyed["street"]).get(f"/desk/cases/{case.public_id}/").content.decode()
    assert "孩子的情况" in page


def test_both_contacts_and_the_doctor_are_told_to_the_applicant_and_nothing_is_posted(
    case, keyed, resident, client_for
):
    services.record_outcome(keyed["street"], task_id=task_of(case), outcome="accept", now=NOW)
    for stage, outcome in (("street", "named"), ("community", "chosen"), ("doctor", "linked")):
        services.record_outcome(
            keyed[stage],
            task_id=task_of(case, stage),
            outcome=outcome,
            record=PEOPLE[stage],
            now=NOW,
        )
    case.refresh_from_db()
    assert case.result == "granted"
    assert not PublicNotice.objects.exists()
    page = client_for(resident).get(f"/cases/{case.public_id}/").content.decode()
    assert all(word in page for word in ("高岚", "13820000011", "孟和", "沈医生", "区中医院"))
    assert queries.my_case(resident, case_id=str(case.public_id), now=NOW)
