"""The whole demonstration, made once."""

import io
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from linli.config.demo import city, sign_ins
from linli.config.demo.answers import ALLOWANCES, DOCTOR, LEGAL_AID
from linli.config.demo.cast import PASSWORD, RESIDENTS, STAFF
from linli.config.demo.neighbours import MAIL
from linli.config.demo.relief import DESTITUTE, DIBAO, RELIEF, TEMPORARY
from linli.engines.cases import queries as cases
from linli.engines.cases.models import (
    Authorisation,
    Case,
    Draft,
    PaperPromise,
    PublicNotice,
    Recall,
    Task,
)
from linli.engines.cases.queries import QueueFilter
from linli.engines.cases.values import (
    AgreementState,
    CaseResult,
    CaseState,
    PromiseState,
    TaskKind,
    TaskState,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.actors.values import SYSTEM, Channel, Role
from linli.foundation.audit import services as audit
from linli.foundation.audit.models import AuditEntry
from linli.foundation.audit.values import Verified
from linli.foundation.calendar import queries as calendar
from linli.foundation.jobs import queries as jobs
from linli.foundation.notices import queries as notices
from linli.foundation.notices.models import Delivery
from linli.foundation.packs import services as packs
from linli.registers.accounts import queries as accounts
from linli.registers.accounts.models import Account
from linli.registers.people import queries as people
from linli.registers.people.models import MinorApproval, Person

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # a Monday, three in the afternoon in Tianjin
TODAY = timezone.localdate(NOW)


def actor(login, channel=Channel.DESK):
    found = accounts.account_found(SYSTEM, email_or_phone=f"{login}@{MAIL}")
    assert found
    return accounts.actor_for_account(found.id, today=TODAY, channel=channel)


def said():
    out = io.StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


class DemonstrationTest(TestCase):
    """A class, because Django then makes the demonstration once for all of its tests."""

    @classmethod
    def setUpClass(cls):
        # Daily roots of the log are files: those of other tests are not ours.
        var = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.enterClassContext(override_settings(VAR=var))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls):
        packs.load(SYSTEM, root=settings.PACK, now=NOW)
        calendar.forget()
        city.build(now=NOW)

    def test_every_state_of_a_case_is_there(self):
        assert set(Case.objects.values_list("state", flat=True)) == set(CaseState)

    def test_every_result_is_there(self):
        assert set(Case.objects.values_list("result", flat=True)) == {"", *CaseResult}

    def test_every_state_of_a_task_is_there(self):
        assert set(Task.objects.values_list("state", flat=True)) == set(TaskState)

    @pytest.mark.plan("B2", "B3", "B4", "B5")
    def test_every_item_came_by_portal_and_desk(self):
        ways = set(Case.objects.values_list("item_code", "channel"))
        offered = {ALLOWANCES, DOCTOR, LEGAL_AID, *RELIEF}
        assert ways >= {(item, way) for item in offered for way in (Channel.PORTAL, Channel.DESK)}

    def test_what_is_decided_of_relief_is_granted_or_told_why(self):
        ended = Case.objects.filter(item_code__in=RELIEF).exclude(result="")
        assert set(ended.values_list("item_code", "result")) == {
            (DIBAO, CaseResult.GRANTED),
            (DIBAO, CaseResult.REFUSED),
            (DESTITUTE, CaseResult.GRANTED),
            (TEMPORARY, CaseResult.GRANTED),
        }

    def test_a_notice_hangs_and_another_was_taken_down(self):
        days = PublicNotice.objects.values_list("taken_down_at", flat=True)
        assert {day is None for day in days} == {True, False}

    def test_a_poor_rating_waits_for_a_call_back_and_another_is_closed(self):
        tasks = Task.objects.filter(kind=TaskKind.CALLBACK)
        assert set(tasks.values_list("state", flat=True)) == {TaskState.OPEN, TaskState.DONE}

    def test_the_counter_has_work_that_is_new_due_and_overdue(self):
        page = cases.tasks_for(actor("clerk"), shown=QueueFilter(), now=NOW)
        assert {row.light for row in page.rows} >= {"info", "bad", "quiet"}

    def test_the_sealed_service_is_seen_with_its_key_alone(self):
        shown = QueueFilter(item_code="B3.26")
        rows = [
            len(cases.tasks_for(actor(login), shown=shown, now=NOW).rows)
            for login in ("special", "clerk")
        ]
        assert rows == [2, 0]

    def test_every_role_has_somebody(self):
        assert {role for seat in STAFF for role in actor(seat.login).roles} == set(Role)

    @pytest.mark.plan("A6")
    def test_every_counter_has_a_stand_in(self):
        for login, stand_in in (("clerk", "clerk2"), ("town", "town2")):
            post = actor(login).holdings[0].post_id
            assert actor(stand_in).holdings[0].post_id == post

    def test_everybody_in_the_table_signs_in(self):
        for login in (*RESIDENTS, *(seat.login for seat in STAFF)):
            client = Client()
            client.post(
                reverse("account_login"), {"login": f"{login}@{MAIL}", "password": PASSWORD}
            )
            assert "_auth_user_id" in client.session, login

    @pytest.mark.plan("B7")
    def test_the_resident_has_something_of_everything(self):
        me = actor("resident", Channel.PORTAL)
        family = people.family(me, now=NOW)
        assert family.household
        assert (len(family.household.members), len(family.wards)) == (4, 1)
        assert {mandate.is_mine for mandate in (*family.granted, *family.received)} == {True, False}
        assert len(cases.drafts(me)) == 2
        assert {row.state for row in cases.my_cases(me, now=NOW)[0]} >= {
            CaseState.SUPPLEMENT,
            CaseState.HANDLING,
            CaseState.DECIDED,
        }
        assert notices.unread_count(me) > 0

    def test_the_newcomer_has_proven_nothing(self):
        me = actor("newcomer", Channel.PORTAL)
        assert not me.is_proven
        assert len(cases.my_cases(me, now=NOW)[0]) == 2

    def test_the_counter_has_drafts(self):
        assert Draft.objects.filter(channel=Channel.DESK).count() == 2

    def test_of_every_item_there_is_a_case(self):
        assert set(Case.objects.values_list("item_code", flat=True)) == {
            one.code for one in catalogue.items() if not one.is_guide_only
        }

    def test_a_recall_waits_for_the_answer_of_the_resident(self):
        (recall,) = Recall.objects.all()
        assert (recall.heard_at, recall.decided_at) == (None, None)
        assert recall.hear_until

    def test_sealed_cases_were_decided_both_ways(self):
        sealed = Case.objects.exclude(compartment="").exclude(result="")
        assert set(sealed.values_list("result", flat=True)) == {
            CaseResult.GRANTED,
            CaseResult.REFUSED,
        }

    @pytest.mark.plan("B3")
    def test_families_have_agreed_refused_and_not_answered_yet(self):
        states = Authorisation.objects.values_list("state", flat=True)
        assert set(states) == {AgreementState.ASKED, AgreementState.GIVEN, AgreementState.REFUSED}
        assert Authorisation.objects.filter(case__isnull=False).count() == 2

    def test_a_paper_is_promised(self):
        assert PaperPromise.objects.get().state == PromiseState.OPEN

    def test_a_twin_was_merged_and_another_waits(self):
        assert Person.objects.filter(merged_into__isnull=False).count() == 1
        assert Person.objects.filter(name="陈桂芳", merged_into=None).count() == 2

    def test_looks_at_children_wait_for_approval(self):
        waiting = MinorApproval.objects.filter(decided_at=None).order_by("kind")
        assert list(waiting.values_list("kind", flat=True)) == ["case", "person"]

    def test_nobody_was_written_to_and_nothing_is_left_to_send(self):
        assert mail.outbox == []
        assert not (settings.VAR / "outbox").exists()
        assert not Delivery.objects.filter(sent_at=None).exists()
        health = jobs.health(NOW)
        assert (health.open, health.failing, health.given_up) == (0, 0, 0)

    def test_nothing_lies_in_the_future(self):
        assert not Case.objects.filter(submitted_at__gt=NOW).exists()
        assert not AuditEntry.objects.filter(at__gt=NOW).exists()

    def test_every_chain_holds(self):
        assert [type(found) for found in audit.verify()] == [Verified] * 4

    def test_a_second_run_only_says_the_sign_ins(self):
        before = (Account.objects.count(), Case.objects.count(), AuditEntry.objects.count())
        assert said().strip() == sign_ins.page()
        after = (Account.objects.count(), Case.objects.count(), AuditEntry.objects.count())
        assert after == before


@pytest.mark.django_db
def test_a_citys_own_database_gets_no_known_passwords(settings):
    settings.DATABASE_URL = "postgres://city"
    with pytest.raises(CommandError, match="not the default database"):
        said()
    assert not Account.objects.exists()


@pytest.mark.django_db
def test_without_the_pack_it_says_what_to_do(settings):
    settings.DATABASE_URL = settings.DEFAULT_DATABASE_URL
    with pytest.raises(CommandError, match="packs load"):
        said()
    assert not Account.objects.exists()


def test_the_password_is_one_that_people_may_choose():
    validate_password(PASSWORD)


def test_the_table_names_everybody():
    lines = sign_ins.page().splitlines()
    assert all(any(seat.email in line for line in lines) for seat in STAFF)
    assert PASSWORD in lines[-1]
