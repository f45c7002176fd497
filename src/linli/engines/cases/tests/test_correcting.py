"""A typing error is corrected; what something rests on is not."""

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseDocument, CaseEvent
from linli.engines.cases.queries.sealing import document_of
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue
from linli.engines.cases.tests.test_documents import words_of
from linli.engines.cases.tests.test_journey import decided
from linli.engines.cases.values import DocumentKind, NotAllowedNowError
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.foundation.jobs import services as jobs
from linli.foundation.notices.models import Notice
from linli.registers.people.values import ApprovalNeededError

pytestmark = [pytest.mark.django_db, pytest.mark.plan("E2")]


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


@pytest.fixture
def ended(case, clerk, federation_officer, civil_affairs_officer):
    decided(case, clerk, federation_officer, civil_affairs_officer)
    return Case.objects.get(pk=case.pk)


def correct(actor, case, path="account.bank", text="天津农商银行", reason="录入时写错", now=NOW):
    services.correct_answer(
        actor, case_id=str(case.public_id), path=path, text=text, reason=reason, now=now
    )


def test_corrected_answer_stands_in_the_document_and_the_history_says_which(case, clerk, resident):
    correct(clerk, case)
    document = document_of(case)
    assert document["answers"]["account"]["bank"] == "天津农商银行"
    assert document["materials"]
    found = queries.my_case(resident, case_id=str(case.public_id), now=NOW)
    assert found.entries[-1].kind == "answers.corrected"
    assert "录入时写错" in found.entries[-1].text


def test_words_of_an_address_are_corrected_and_its_place_stays(case, clerk, city):
    correct(clerk, case, path="applicant.living", text="花园路2号")
    living = document_of(case)["answers"]["applicant"]["living"]
    assert living == {"code": city.community, "detail": "花园路2号"}


@pytest.mark.parametrize("path", ["card.grade", "applicant.identity", "applicant.x", "household"])
def test_what_something_rests_on_is_not_corrected(case, clerk, path):
    with pytest.raises(InvalidError) as refusal:
        correct(clerk, case, path=path, text="2")
    assert refusal.value.problems[0].path == "path"
    assert not CaseEvent.objects.filter(kind="answers.corrected").exists()


@pytest.mark.parametrize("text", ["", "天津银行"])
def test_nothing_or_the_same_is_refused(case, clerk, text):
    with pytest.raises(InvalidError):
        correct(clerk, case, text=text)
    assert not CaseEvent.objects.filter(kind="answers.corrected").exists()


def test_issued_result_is_issued_anew_and_names_what_was_corrected(ended, clerk, resident):
    correct(clerk, ended, path="applicant.name", text="张秀瑛")
    jobs.run_due(now=NOW)
    first, second = CaseDocument.objects.filter(kind=DocumentKind.RESULT).order_by("pk")
    assert (first.replaced_by, second.revoked_at) == (second, None)
    said = words_of(second)
    assert "张秀瑛" in said
    assert first.serial in said
    ended.refresh_from_db()
    assert (ended.applicant_masked, ended.result) == ("张*瑛", "granted")
    told = Notice.objects.filter(account_id=resident.account_id)
    assert told.filter(kind="answers.corrected").count() == 1
    assert not told.filter(kind="document.revoked").exists()


def test_only_an_office_of_the_case_corrects(
    case, resident, other_clerk, neighbour_officer, district_leader
):
    for actor, error in (
        (resident, ForbiddenError),
        (other_clerk, NotFoundError),
        (neighbour_officer, NotFoundError),
        (district_leader, ForbiddenError),
    ):
        with pytest.raises(error):
            correct(actor, case)
    assert not CaseEvent.objects.filter(kind="answers.corrected").exists()


def test_case_of_a_child_needs_the_approval_first(case, clerk):
    Case.objects.update(sheltered_until="2030-01-01")
    with pytest.raises(ApprovalNeededError):
        correct(clerk, case)


def test_withdrawn_case_is_not_corrected(case, clerk, resident):
    services.withdraw(resident, case_id=str(case.public_id), now=NOW)
    with pytest.raises(NotAllowedNowError):
        correct(clerk, case)


@pytest.mark.usefixtures("at_now")
def test_page_keeps_what_was_typed_and_corrects(case, clerk, client_for):
    address, client = f"/desk/cases/{case.public_id}/correction/", client_for(clerk)
    assert client.get(address).status_code == 200
    given = {"path": "account.bank", "text": "天津农商银行", "reason": ""}
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert "天津农商银行" in refused.content.decode()
    assert client.post(address, given | {"reason": "录入时写错"}).status_code == 303
