"""The archive: a place, a last day, and erasing by two people with a proof that stays."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.cases import queries, registry, services
from linli.engines.cases.models import CaseEvent, Filed
from linli.engines.cases.queries import chains
from linli.engines.cases.queries.sealing import document_of, unseal
from linli.engines.cases.rules import keeping
from linli.engines.cases.services import due
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue
from linli.engines.cases.values import ErasedAloneError, KeptError, NotAllowedNowError
from linli.engines.catalogue.values import Archive
from linli.foundation.actors.values import Role
from linli.foundation.audit.values import Verified
from linli.foundation.calendar import clock
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.files.models import StoredFile
from linli.foundation.privacy.values import KeyMissingError
from linli.registers.accounts.tests.factories import staff

pytestmark = [pytest.mark.django_db, pytest.mark.plan("E1")]
OVER = datetime(2037, 1, 4, 2, 0, tzinfo=UTC)  # ended in 2026, kept to the last day of 2036


@pytest.fixture
def case(city, resident):
    """A closed case in the archive."""
    load_catalogue()
    found = filed(resident, city.community)
    services.withdraw(resident, case_id=str(found.public_id), reason="已经办好", now=NOW)
    due.archive(now=NOW + timedelta(days=31))
    found.refresh_from_db()
    return found


@pytest.fixture
def second_officer(city):
    return staff("何平", Role.STREET_OFFICER, city.office, city.street, title="archive")


def propose(actor, case, *, now=OVER):
    services.propose_erasure(actor, case_id=str(case.public_id), now=now)


def decide(actor, case, *, is_approved=True):
    services.decide_erasure(actor, case_id=str(case.public_id), is_approved=is_approved, now=OVER)


def erased(case, one, other):
    propose(one, case)
    decide(other, case)
    case.refresh_from_db()


def test_a_closed_case_has_its_place(case, street_officer):
    rows, following = queries.archive(street_officer, today=NOW.date())

    assert [(row.place, row.number, row.is_due) for row in rows] == [
        ("2026-D10-00001", case.number, False)
    ]
    assert (rows[0].keep_until, following) == (date(2036, 12, 31), None)


def test_the_next_one_gets_the_next_number(case, resident, city):
    other = filed(resident, city.community, key="two")
    services.withdraw(resident, case_id=str(other.public_id), now=NOW)
    due.archive(now=NOW + timedelta(days=31))

    assert sorted(map(str, Filed.objects.all())) == ["2026-D10-00001", "2026-D10-00002"]


def test_what_was_closed_before_there_was_an_archive_gets_its_place(case):
    Filed.objects.all().delete()
    assert (due.file_closed(), due.file_closed()) == (1, 0)
    assert Filed.objects.get().case == case


@pytest.mark.parametrize("name", ["neighbour_officer", "federation_officer"])
def test_another_office_finds_nothing(case, name, request):
    actor = request.getfixturevalue(name)

    assert queries.archive(actor, today=NOW.date()) == ((), None)
    with pytest.raises(NotFoundError):
        propose(actor, case)


@pytest.mark.parametrize("name", ["clerk", "resident", "auditor"])
def test_who_does_not_keep_the_archive_erases_nothing(case, name, request):
    with pytest.raises(ForbiddenError):
        propose(request.getfixturevalue(name), case)
    assert Filed.objects.get().proposed_by_id is None


def test_nothing_is_erased_before_its_last_day_is_over(case, street_officer):
    with pytest.raises(KeptError):
        propose(street_officer, case, now=OVER.replace(year=2036, month=12, day=31))
    assert Filed.objects.get().proposed_by_id is None


def test_nothing_is_erased_while_a_room_above_needs_it(case, street_officer, monkeypatch):
    monkeypatch.setattr(registry, "_holds", [lambda _case_id: "appeal"])
    with pytest.raises(KeptError):
        propose(street_officer, case)


def test_nobody_erases_alone(case, street_officer):
    propose(street_officer, case)
    with pytest.raises(ErasedAloneError):
        decide(street_officer, case)
    case.refresh_from_db()
    assert case.key is not None


def test_nobody_erases_alone_in_the_database_either(case):
    alone = {"proposed_by_id": 7, "erased_by_id": 7, "erased_at": OVER}
    with pytest.raises(IntegrityError), transaction.atomic():
        Filed.objects.update(**alone)


def test_what_is_kept_for_ever_is_not_erased_in_the_database_either(case):
    two = {"proposed_by_id": 7, "erased_by_id": 8, "erased_at": OVER, "keep_until": None}
    with pytest.raises(IntegrityError), transaction.atomic():
        Filed.objects.update(**two)


def test_without_a_proposal_nothing_is_decided(case, second_officer):
    with pytest.raises(NotAllowedNowError):
        decide(second_officer, case)


def test_who_decides_may_keep_it(case, street_officer, second_officer):
    propose(street_officer, case)
    decide(second_officer, case, is_approved=False)
    case.refresh_from_db()
    assert case.key is not None
    assert Filed.objects.get().proposed_by_id is None


def test_an_erased_case_cannot_be_read_and_proves_it(case, street_officer, second_officer):
    sealed = CaseEvent.objects.filter(case=case).earliest("seq").sealed or b""
    erased(case, street_officer, second_officer)

    with pytest.raises(KeyMissingError):
        unseal(case, sealed)
    assert document_of(case) == {}
    assert not StoredFile.objects.filter(owner_id=str(case.public_id)).exists()
    assert isinstance(chains.verify(), Verified)
    last = CaseEvent.objects.filter(case=case).latest("seq")
    assert (last.kind, last.data["files"], len(last.data["key"])) == ("case.erased", 0, 64)
    assert case.applicant_masked == "—"


def test_it_is_erased_once(case, street_officer, second_officer):
    erased(case, street_officer, second_officer)
    with pytest.raises(NotAllowedNowError):
        decide(second_officer, case)


def test_pages_say_that_it_was_erased(case, street_officer, second_officer, resident, client_for):
    erased(case, street_officer, second_officer)
    for actor, address in (
        (street_officer, f"/desk/cases/{case.public_id}/"),
        (resident, f"/cases/{case.public_id}/"),
    ):
        answer = client_for(actor).get(address)
        assert answer.status_code == 200
        assert "已彻底清除" in answer.content.decode()
        assert "张秀英" not in answer.content.decode()


def test_two_people_erase_it_on_the_page(
    case, street_officer, second_officer, client_for, monkeypatch
):
    monkeypatch.setattr(clock, "now", lambda: OVER)
    monkeypatch.setattr(clock, "today", OVER.date)
    one, other = client_for(street_officer), client_for(second_officer)
    address = f"/desk/cases/{case.public_id}/erasure/"

    assert address in one.get("/desk/cases/archive/?due=1").content.decode()
    assert one.post(address).status_code == 303
    assert one.post(f"{address}decision/", {"decision": "erase"}).status_code == 403
    assert other.post(f"{address}decision/", {"decision": "erase"}).status_code == 303
    assert Filed.objects.get().erased_at == OVER


def test_programs_list_and_propose(case, street_officer, client_for, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: OVER)
    monkeypatch.setattr(clock, "today", OVER.date)
    browser = client_for(street_officer)
    listed = browser.get("/api/v1/desk/archive?due=true").json()["items"]
    asked = browser.post(f"/api/v1/desk/cases/{case.public_id}/erasure")

    assert [(row["number"], row["is_due"]) for row in listed] == [(case.number, True)]
    assert asked.status_code == 204
    assert Filed.objects.get().proposed_by_id == street_officer.account_id


def test_the_command_lists_what_is_due(case, monkeypatch):
    said = StringIO()
    call_command("cases", "archive", "--due", stdout=said)
    assert said.getvalue() == ""

    monkeypatch.setattr(clock, "today", OVER.date)
    call_command("cases", "archive", "--due", stdout=said)
    assert said.getvalue() == f"{case.number} 2036-12-31\n"


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 99))
def test_a_case_is_kept_for_whole_years_after_the_year_of_its_end(ended_on, years):
    until = keeping.keep_until(Archive(years), ended_on=ended_on)
    assert until == date(ended_on.year + years, 12, 31)
    assert not keeping.is_due(until, today=until)
    assert keeping.is_due(until, today=until + timedelta(days=1))


def test_for_ever_has_no_last_day():
    assert keeping.keep_until(Archive(None), ended_on=NOW.date()) is None
    assert keeping.kept_for(Archive(None)) == "Y"
    assert not keeping.is_due(None, today=date.max)
