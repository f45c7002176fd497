"""How far a mandate goes: filing, following, collecting, and each refusal."""

from typing import Any

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseDocument
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue
from linli.engines.cases.tests.test_access import applied, mandate
from linli.engines.cases.tests.test_journey import decided
from linli.engines.cases.values import DocumentKind, Grade
from linli.foundation.errors.values import NotFoundError
from linli.foundation.files import queries as files
from linli.registers.people.values import BeyondMandateError, Scope

pytestmark = [pytest.mark.django_db, pytest.mark.plan("B7")]


@pytest.fixture
def case(city, proven_resident):
    load_catalogue()
    return filed(proven_resident, city.community)


@pytest.fixture
def result(case, clerk, federation_officer, civil_affairs_officer):
    decided(case, clerk, federation_officer, civil_affairs_officer)
    return CaseDocument.objects.get(kind=DocumentKind.RESULT)


def seen(actor, case):
    return queries.my_case(actor, case_id=str(case.public_id), now=NOW).row.number


@pytest.mark.parametrize("scope", [Scope.FOLLOW, Scope.COLLECT])
def test_who_may_not_file_files_nothing(city, proven_resident, other_resident, scope):
    load_catalogue()
    mandate(proven_resident, other_resident, scope=[scope])
    with pytest.raises(NotFoundError):
        applied(other_resident, city, proven_resident)
    assert not Case.objects.exists()


def test_who_files_also_follows(city, proven_resident, other_resident):
    load_catalogue()
    mandate(proven_resident, other_resident, scope=[Scope.FILE])
    case_id = applied(other_resident, city, proven_resident)
    assert queries.my_case(other_resident, case_id=case_id, now=NOW)


def test_who_only_follows_neither_answers_nor_withdraws_rates_or_asks(
    case, proven_resident, other_resident
):
    mandate(proven_resident, other_resident, scope=[Scope.FOLLOW])
    assert seen(other_resident, case)
    given: dict[str, Any] = {"case_id": str(case.public_id), "now": NOW}
    act: Any
    for act, more in (
        (services.answer_supplement, {"note": "说明"}),
        (services.withdraw, {}),
        (services.rate, {"grade": Grade.SATISFIED}),
        (services.ask, {"question": "办到哪了？"}),
    ):
        with pytest.raises(BeyondMandateError):
            act(other_resident, **given, **more)
    assert Case.objects.get().last_seq == case.last_seq


def test_who_only_follows_does_not_collect(result, case, proven_resident, other_resident):
    mandate(proven_resident, other_resident, scope=[Scope.FOLLOW])
    assert seen(other_resident, case)
    with pytest.raises(NotFoundError):
        files.content(other_resident, public_id=result.file_id)
    assert queries.my_documents(other_resident, now=NOW) == ()
    assert files.content(proven_resident, public_id=result.file_id)


def test_who_only_collects_sees_nothing_before_the_decision(case, proven_resident, other_resident):
    mandate(proven_resident, other_resident, scope=[Scope.COLLECT])
    with pytest.raises(NotFoundError):
        seen(other_resident, case)


def test_who_only_collects_has_the_result(result, case, proven_resident, other_resident):
    mandate(proven_resident, other_resident, scope=[Scope.COLLECT])
    assert seen(other_resident, case)
    assert files.content(other_resident, public_id=result.file_id)
