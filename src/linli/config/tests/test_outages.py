"""The database is busy or away: pages and API say so, ask to try again, and lose nothing."""

import sqlite3
from contextlib import contextmanager

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from linli.engines.catalogue import queries as catalogue
from linli.faces.api.tests.programs import Program
from linli.foundation.errors.faults import fault
from linli.foundation.files.values import FilesUnavailableError
from linli.registers.accounts import queries as accounts
from linli.registers.accounts.tests.factories import browser_of
from linli.registers.people import queries as people


@contextmanager
def held():
    """Let a second connection hold what the first one needs to write."""
    if connection.vendor == "sqlite":
        holder = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        yield
        holder.execute("ROLLBACK")
        holder.close()
        return
    other = connection.copy()
    with connection.cursor() as ours, other.cursor() as theirs:
        ours.execute("SET lock_timeout = '50ms'")
        theirs.execute("BEGIN")
        for table in ("people_person", "accounts_account", "calls_callcount"):
            theirs.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        yield
        theirs.execute("ROLLBACK")
        ours.execute("SET lock_timeout = 0")
    other.close()


@pytest.fixture
def impatient(monkeypatch):
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)


def away(*_given, **_named):
    raise OperationalError


def refused(answer):
    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert answer["Cache-Control"] == "no-store"
    return answer.content.decode()


FAMILY = "/family/"
CONTACT = {"phone": "13900139000", "email": "li@example.cn"}


@pytest.mark.django_db(transaction=True)
def test_form_that_meets_a_lock_can_be_sent_again(proven_resident, impatient):
    browser = browser_of(proven_resident)
    with held():
        page = refused(browser.post(f"{FAMILY}contact/", CONTACT))
    assert "同时办理的人太多" in page
    assert "重新提交" in page
    assert browser.post(f"{FAMILY}contact/", CONTACT).status_code == 303
    assert (
        people.prefill(proven_resident, person_id=proven_resident.person_id)["applicant.phone"]
        == CONTACT["phone"]
    )


@pytest.mark.django_db(transaction=True)
def test_call_that_meets_a_lock_can_be_made_again(proven_resident, impatient):
    program = Program(proven_resident)
    body = {"name": "李秀", "language": "zh-hans"}
    with held():
        answer = program.send("PUT", "/me", body)
    refused(answer)
    said = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert (said["code"], said["status"], said["errors"]) == ("unavailable", 503, [])
    assert "同时办理的人太多" in said["detail_zh"]
    assert "try again in a few minutes" in said["detail_en"]
    assert program.send("PUT", "/me", body).status_code == 204
    assert accounts.display_name(proven_resident.account_id) == "李秀"


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "请过几分钟再试"), ("en", "Please try again in a few minutes")],
)
def test_page_is_drawn_without_the_database(client, monkeypatch, language, words):
    monkeypatch.setattr(catalogue, "categories", away)  # this test has no database at all
    client.cookies["django_language"] = language
    page = refused(client.get("/"))
    assert f'<h1 class="govuk-heading-xl">{words}</h1>' in page
    assert 'id="main"' in page
    assert "12345" in page


def test_disk_that_is_full_says_when_to_come_back(client, monkeypatch):
    def full(*_given, **_named):
        raise FilesUnavailableError

    monkeypatch.setattr(catalogue, "categories", full)
    answer = client.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert str(FilesUnavailableError.message) in answer.content.decode()


def test_demonstration_says_so_here_too(client, monkeypatch, settings):
    settings.IS_DEMO = True
    monkeypatch.setattr(catalogue, "categories", away)
    assert "ll-demo" in refused(client.get("/"))


@pytest.mark.parametrize("act", ["load", "save"])
def test_session_out_of_reach_signs_nobody_out(resident, monkeypatch, settings, act):
    settings.SESSION_SAVE_EVERY_REQUEST = act == "save"
    browser = browser_of(resident)
    browser.raise_request_exception = False
    cookie = browser.cookies["sessionid"].value
    with monkeypatch.context() as patch:
        patch.setattr(SessionStore, act, away)
        answer = browser.get(FAMILY)
        refused(answer)
    assert "sessionid" not in answer.cookies
    assert browser.cookies["sessionid"].value == cookie
    assert browser.get(FAMILY).status_code == 200


def test_outage_before_a_call_reached_its_operation_is_a_problem():
    request = RequestFactory().get("/api/v1/me")
    request.resolver_match = None
    try:
        away()
    except OperationalError:
        answer = fault(request)
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")


def test_fault_of_ours_stays_one(monkeypatch):
    def wrong(*_given, **_named):
        raise ImproperlyConfigured

    monkeypatch.setattr(catalogue, "categories", wrong)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert "是我们的问题" in answer.content.decode()
