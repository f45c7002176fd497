from datetime import date

import pytest

from linli.foundation.actors.values import Proof
from linli.foundation.audit.models import AuditEntry
from linli.foundation.sheets import queries, services
from linli.foundation.sheets.tests.factories import csv, upload
from linli.foundation.sheets.values import Mode, RunState
from linli.registers.people.models import ExactFinding, Person
from linli.registers.people.tests.factories import NOW, number, somebody

HEAD = ("姓名", "证件号码", "居住地代码", "联系电话")
OLD = date(1958, 3, 7)


@pytest.fixture
def taken(clerk):
    def take(*rows, actor=clerk, head=HEAD):
        file = upload(csv(head, *rows), "人员.csv")
        return services.take(actor, kind="people", upload=file, now=NOW)

    return take


def shown(actor, run_id):
    rows, _more = queries.rows(actor, run_id=run_id)
    return rows


def test_dry_run_writes_nobody(clerk, city, taken):
    run = taken(("李演示", number(), city.community, "13800138000"))
    assert queries.run(clerk, run_id=run).counts["new"] == 1
    assert not Person.objects.exists()


def test_good_rows_are_registered_without_proof(clerk, city, taken):
    run = taken(("李演示", number(), city.community, "13800138000"))
    services.load(clerk, run_id=run, mode=Mode.GOOD, now=NOW)
    person = Person.objects.get()
    assert (person.name, person.proof, person.living_code) == ("李演示", Proof.NONE, city.community)
    assert not ExactFinding.objects.exists()
    assert shown(clerk, run)[0].made == str(person.public_id)


def test_row_outside_the_street_is_a_fault(clerk, city, taken):
    run = taken(("李演示", number(), city.other_community, ""))
    assert [fault.column for fault in shown(clerk, run)[0].faults] == ["居住地代码"]


def test_known_person_is_compared_and_left(clerk, city, taken):
    card = number(OLD)
    known = somebody("李小敏", living=city.community, born=OLD, document=card)
    run = taken(("李晓敏", card, city.community, ""))
    row = shown(clerk, run)[0]
    assert (row.verdict, row.notes[0].count("姓名")) == ("differs", 1)
    assert queries.run(clerk, run_id=run).left == 0
    assert Person.objects.get(pk=known.id).name == "李小敏"


def test_the_same_person_is_the_same(clerk, city, taken):
    card = number(OLD)
    somebody("李小敏", living=city.community, born=OLD, document=card)
    assert shown(clerk, taken(("李小敏", card, city.community, "")))[0].verdict == "same"


def test_somebody_of_another_street_is_told_of_and_logged(clerk, city, taken):
    card = number(OLD)
    somebody("李小敏", living=city.other_community, born=OLD, document=card)
    row = shown(clerk, taken(("王五", card, city.community, "")))[0]
    assert (row.verdict, len(row.faults)) == ("refused", 1)
    assert AuditEntry.objects.filter(act="people.document.met").count() == 1


def test_a_child_is_not_compared(clerk, city, taken):
    card = number(date(2016, 5, 6))
    somebody("李小宝", living=city.community, born=date(2016, 5, 6), document=card)
    row = shown(clerk, taken(("李大宝", card, city.community, "")))[0]
    assert row.verdict == "same"


def test_check_digit_is_named_at_the_number(clerk, city, taken):
    card = number(OLD)
    wrong = card[:-1] + ("1" if card[-1] != "1" else "2")
    row = shown(clerk, taken(("李演示", wrong, city.community, "")))[0]
    assert [fault.column for fault in row.faults] == ["证件号码"]


def test_same_row_comes_in_once(clerk, city, taken):
    row = ("李演示", number(), city.community, "")
    first = taken(row)
    services.load(clerk, run_id=first, mode=Mode.GOOD, now=NOW)
    again = taken(row)
    assert queries.run(clerk, run_id=again).counts["same"] == 1
    assert Person.objects.count() == 1


def test_two_runs_of_one_file_register_once(clerk, city, taken):
    row = ("李演示", number(), city.community, "")
    first, second = taken(row), taken(row)
    services.load(clerk, run_id=first, mode=Mode.GOOD, now=NOW)
    services.load(clerk, run_id=second, mode=Mode.GOOD, now=NOW)
    assert Person.objects.count() == 1
    assert queries.run(clerk, run_id=second).counts["refused"] == 1


def test_all_or_nothing_leaves_nothing(clerk, city, taken):
    card = number(OLD)
    run = taken(("李一", number(), city.community, ""), ("李二", card, city.community, ""))
    somebody("李小敏", living=city.community, born=OLD, document=card)
    services.load(clerk, run_id=run, mode=Mode.TOGETHER, now=NOW)
    assert Person.objects.count() == 1
    assert queries.run(clerk, run_id=run).state == RunState.CHECKED
    assert queries.run(clerk, run_id=run).counts["refused"] == 1


def test_hundred_rows_take_few_statements(clerk, city, taken, django_assert_num_queries):
    from linli.foundation.sheets.models import SheetRow, SheetRun
    from linli.foundation.sheets.services.working import check_step

    run = taken(*(("李演示", number(OLD, order=one), city.community, "") for one in range(1, 101)))
    row = SheetRun.objects.get(public_id=run)
    SheetRow.objects.update(state="waiting", verdict="")
    with django_assert_num_queries(8):
        check_step(clerk, row, now=NOW)
