import pytest
from allauth.account.models import EmailAddress

from linli.foundation.sheets import queries, services
from linli.foundation.sheets.tests.factories import csv, upload
from linli.foundation.sheets.values import Mode
from linli.registers.accounts.models import Post, PostHolding
from linli.registers.accounts.tests.factories import account
from linli.registers.organisations import queries as organisations
from linli.registers.people.tests.factories import NOW

HEAD = ("单位", "角色", "岗位名称", "账号手机或邮箱", "A岗或B岗", "止")


@pytest.fixture
def office(city):
    return organisations.organisation(city.office).name


@pytest.fixture
def helper(db):
    made = account("helper", name="帮手", phone="13800138009")
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def take(actor, kind, *rows):
    return services.take(actor, kind=kind, upload=upload(csv(HEAD, *rows), "岗位.csv"), now=NOW)


def row(actor, run):
    return queries.rows(actor, run_id=run)[0][0]


def test_operator_makes_a_post(operator, office):
    run = take(operator, "posts", (office, "窗口工作人员", "3号窗口", "", "", ""))
    assert not Post.objects.filter(title="3号窗口").exists()
    services.load(operator, run_id=run, mode=Mode.GOOD, now=NOW)
    assert Post.objects.get(title="3号窗口").role == "clerk"


def test_a_post_that_is_there_is_the_same(operator, clerk, office):
    assert (
        row(operator, take(operator, "posts", (office, "clerk", "", "", "", ""))).verdict == "same"
    )


def test_unknown_organisation_is_named(operator):
    found = row(operator, take(operator, "posts", ("没有的单位", "clerk", "", "", "", "")))
    assert (found.verdict, [fault.column for fault in found.faults]) == ("refused", ["组织"])


@pytest.mark.parametrize("contact", ["helper@example.cn", "138 0013 8009"])
def test_security_administrator_fills_it(security_administrator, clerk, office, helper, contact):
    run = take(security_administrator, "holders", (office, "clerk", "", contact, "B", ""))
    services.load(security_administrator, run_id=run, mode=Mode.GOOD, now=NOW)
    assert PostHolding.objects.get(account=helper).is_backup


def test_a_taken_seat_is_a_fault(security_administrator, clerk, office, helper):
    found = row(
        security_administrator,
        take(
            security_administrator, "holders", (office, "clerk", "", "helper@example.cn", "A", "")
        ),
    )
    assert (found.verdict, len(found.faults)) == ("refused", 1)


def test_post_account_and_term_are_named_together(security_administrator, office):
    rows = (office, "agent", "", "nobody@example.cn", "", "2020-01-01")
    found = row(security_administrator, take(security_administrator, "holders", rows))
    assert len(found.faults) == 3


def test_operator_appoints_nobody(operator, office):
    kinds = [one.sheet.kind for one in queries.kinds(operator)]
    assert kinds == ["posts"]


def test_clerk_makes_no_posts(clerk):
    assert "posts" not in [one.sheet.kind for one in queries.kinds(clerk)]
