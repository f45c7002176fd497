"""A granted case comes onto the list, is keyed line by line, looked at twice, and exported."""

from datetime import timedelta

import pytest
from django.conf import settings

from linli.engines.cases import services as cases
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue, task_of
from linli.engines.lists import queries, services
from linli.engines.lists.models import ListLine, OutsideList
from linli.engines.lists.rules import is_reached
from linli.engines.lists.values import LineDoneError, SecondPersonError, TooLateError
from linli.foundation.actors.values import Role
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.foundation.jobs import services as jobs
from linli.foundation.jobs.models import OutboxMessage
from linli.foundation.packs.reader import read
from linli.foundation.sheets import texts, workbooks
from linli.registers.accounts.tests import factories as accounts

CODE = "cdpf_allowances"


@pytest.fixture(autouse=True)
def _list(city):
    load_catalogue()
    document, _faults = read(settings.PACK / "lists/cdpf-allowances.yaml", root=settings.PACK)
    assert document is not None
    OutsideList.objects.create(code=CODE, definition=document.data)


@pytest.fixture
def granted(city, proven_resident, clerk, federation_officer, civil_affairs_officer):
    """Return the line of a case that was granted."""
    case = filed(proven_resident, city.community)
    steps = ((clerk, "accept"), (federation_officer, "confirm"), (civil_affairs_officer, "grant"))
    for officer, outcome in steps:
        cases.record_outcome(officer, task_id=task_of(case), outcome=outcome, now=NOW)
    jobs.run_due(now=NOW)
    return ListLine.objects.get()


@pytest.fixture
def colleague(city):
    return accounts.staff(
        "许诺", Role.DEPARTMENT_OFFICER, city.federation, city.district, is_backup=True
    )


def look(actor, line):
    return queries.line(actor, line_id=line.public_id, now=NOW)


def tick(actor, line, number="A-1", now=NOW):
    services.tick(actor, line_id=line.public_id, number=number, now=now)


def test_a_granted_case_stands_on_the_list(granted, federation_officer):
    (found,) = queries.lists(federation_officer, now=NOW)
    assert (found.code, found.open, found.overdue) == (CODE, 1, 0)


def test_a_message_that_comes_again_opens_no_second_line(granted):
    OutboxMessage.objects.update(done_at=None, attempts=0, due_at=NOW)
    jobs.run_due(now=NOW + timedelta(minutes=20))
    assert ListLine.objects.count() == 1


def test_an_accepted_case_is_not_there_yet(city, proven_resident, clerk):
    case = filed(proven_resident, city.community)
    cases.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)
    jobs.run_due(now=NOW)
    assert not ListLine.objects.exists()


def test_fields_stand_in_the_order_of_the_form_outside(granted, federation_officer):
    fields = {one.heading: one.value for one in look(federation_officer, granted).fields}
    assert list(fields)[:2] == ["姓名", "身份证号"]
    assert fields["姓名"] == "张秀英"
    assert "*" not in "".join(fields.values())
    assert fields["银行账号"] == "6222020302001234567"
    assert fields["批准日期"] == "2026-11-23"


def test_values_are_nowhere_in_plain(granted):
    row = ListLine.objects.values().get()
    assert "张秀英" not in str(row)


def test_ticked_off_and_looked_at_by_a_second_person(granted, federation_officer, colleague):
    tick(federation_officer, granted)
    assert look(colleague, granted).number == "A-1"
    with pytest.raises(SecondPersonError):
        services.confirm(federation_officer, line_id=granted.public_id, now=NOW)
    services.confirm(colleague, line_id=granted.public_id, now=NOW)
    granted.refresh_from_db()
    assert (granted.state, granted.checked_by) == ("done", colleague.account_id)


def test_the_second_of_two_is_told(granted, federation_officer, colleague):
    tick(federation_officer, granted)
    with pytest.raises(LineDoneError):
        tick(colleague, granted, "B-2")
    assert look(colleague, granted).number == "A-1"


def test_put_back_the_same_day_only(granted, federation_officer):
    tick(federation_officer, granted)
    with pytest.raises(TooLateError):
        services.put_back(
            federation_officer, line_id=granted.public_id, now=NOW + timedelta(days=1)
        )
    services.put_back(federation_officer, line_id=granted.public_id, now=NOW)
    granted.refresh_from_db()
    assert (granted.state, granted.sealed, granted.keyed_by) == ("open", None, None)


def test_left_out_with_a_reason(granted, federation_officer):
    with pytest.raises(InvalidError):
        services.skip(federation_officer, line_id=granted.public_id, reason=" ", now=NOW)
    services.skip(federation_officer, line_id=granted.public_id, reason="已在外省发放", now=NOW)
    assert look(federation_officer, granted).reason == "已在外省发放"


def test_overdue_after_its_days(granted, federation_officer):
    later = NOW + timedelta(days=15)
    assert queries.lists(federation_officer, now=later)[0].overdue == 1


def test_other_offices_see_nothing(granted, clerk, resident):
    with pytest.raises(NotFoundError):
        look(clerk, granted)
    assert queries.lists(clerk, now=NOW) == ()
    with pytest.raises(ForbiddenError):
        queries.lists(resident, now=NOW)


@pytest.mark.parametrize(("kind", "read_lines"), [("xlsx", workbooks.read), ("csv", texts.read)])
def test_open_lines_as_a_file_are_logged(granted, federation_officer, kind, read_lines):
    content = services.export(federation_officer, list_code=CODE, format=kind, now=NOW)
    lines = [list(line) for line in read_lines(content)]
    assert (lines[0][0], lines[1][0]) == ("姓名", "张秀英")
    entry = AuditEntry.objects.get(act="list.exported")
    assert entry.data == {"lines": 1, "format": kind}


def test_next_line_is_the_one_behind(granted, federation_officer):
    assert queries.next_line(federation_officer, list_code=CODE) == granted.public_id
    tick(federation_officer, granted)
    assert queries.next_line(federation_officer, list_code=CODE, after=granted.public_id) is None


@pytest.mark.parametrize(
    ("when", "stage", "event", "is_there"),
    [
        ("granted", "", ("case.granted", {}), True),
        ("granted", "", ("stage.decided", {}), False),
        ("stage", "decide", ("stage.opened", {"stage": "decide"}), True),
        ("stage", "decide", ("stage.opened", {"stage": "other"}), False),
    ],
)
def test_when_a_case_comes_onto_a_list(when, stage, event, is_there):
    assert is_reached(when, stage, [event]) is is_there


def test_enter_ticks_and_goes_on(granted, federation_officer):
    browser = accounts.browser_of(federation_officer)
    answer = browser.post(f"/desk/lists/lines/{granted.public_id}/tick/", {"number": "A-1"})
    assert (answer.status_code, answer["Location"]) == (303, f"/desk/lists/{CODE}/")
