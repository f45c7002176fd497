"""Who was told what about a case: for its parties and its offices, and for nobody else."""

from dataclasses import replace

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue, task_of
from linli.engines.cases.values import Ask, AskKind
from linli.foundation.errors.values import NotFoundError
from linli.foundation.jobs import services as jobs
from linli.foundation.notices import registry
from linli.foundation.notices.models import Notice
from linli.foundation.notices.values import Contact, Group
from linli.registers.people.values import ApprovalNeededError

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(city, resident):
    """An application whose parties were told."""
    load_catalogue()
    made = filed(resident, city.community)
    jobs.run_due(now=NOW)
    return made


def ask(clerk, case):
    asks = [Ask(AskKind.OTHER, "", "说明")]
    services.request_supplement(clerk, task_id=task_of(case), asks=asks, now=NOW)
    jobs.run_due(now=NOW)


def test_the_applicant_reads_what_she_was_told(case, resident):
    row, (told,) = queries.told_to_parties(resident, case_id=str(case.public_id), now=NOW)
    assert (row.number, told.is_mine, told.kind) == (case.number, True, "case.submitted")


def test_the_office_reads_it_by_part_and_never_a_name(case, clerk):
    _row, (told,) = queries.told_about(clerk, case_id=str(case.public_id), now=NOW)
    assert (told.part, told.is_mine) == ("申请人", False)


def test_what_offices_were_told_is_not_for_the_applicant(case, resident, clerk):
    ask(clerk, case)
    services.answer_supplement(resident, case_id=str(case.public_id), note="好", now=NOW)
    jobs.run_due(now=NOW)
    _row, at_home = queries.told_to_parties(resident, case_id=str(case.public_id), now=NOW)
    _row, at_desk = queries.told_about(clerk, case_id=str(case.public_id), now=NOW)
    assert len(at_desk) > len(at_home)


@pytest.mark.parametrize("who", ["other_resident", "other_clerk"])
def test_nobody_else_finds_it(case, who, request):
    actor = request.getfixturevalue(who)
    read = queries.told_about if "clerk" in who else queries.told_to_parties
    with pytest.raises(NotFoundError):
        read(actor, case_id=str(case.public_id), now=NOW)


def test_of_a_child_staff_read_it_with_approval_only(case, clerk):
    Case.objects.update(sheltered_until="2035-01-01")
    with pytest.raises(ApprovalNeededError):
        queries.told_about(clerk, case_id=str(case.public_id), now=NOW)


def test_a_sealed_case_is_told_without_item_number_or_office(case, clerk):
    Case.objects.update(compartment="legal_aid")
    post = replace(clerk.holdings[0], compartments=frozenset({"legal_aid"}))
    ask(replace(clerk, holdings=(post,)), case)
    notice = Notice.objects.get(kind="supplement.requested")
    said = f"{notice.title_zh}{notice.title_en}{notice.body_zh}{notice.body_en}{notice.sms_zh}"
    assert notice.title_zh == "您的一项申请需要您处理"
    assert not any(word in said for word in (case.number, "补贴", "街道", "allowance"))


def test_what_has_a_deadline_keeps_a_way():
    for kind in ("supplement.requested", "case.refused", "case.declined", "task.overdue"):
        assert registry.kind_of(kind).is_duty, kind
    assert registry.kind_of("supplement.requested").group is Group.TO_DO


def test_both_pages_show_it(case, resident, clerk, client_for, monkeypatch):
    monkeypatch.setattr(registry, "_lookup", [lambda _account: Contact()])
    home = client_for(resident).get(f"/cases/{case.public_id}/notices/")
    desk = client_for(clerk).get(f"/desk/cases/{case.public_id}/told/")
    assert "账户内" in home.text
    assert "申请人" in desk.text
