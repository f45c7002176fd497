import json

import pytest
from django.test import Client

from linli.faces.api import problems
from linli.faces.api.tests.programs import Program
from linli.foundation.calls.values import KeyReusedError
from linli.registers.accounts import queries

HALF = b'{"name": "\\ud800", "language": "en"}'


@pytest.fixture
def program(resident):
    return Program(resident)


def test_problem_is_told_in_the_language_asked_for_and_in_both(program):
    program.headers["Accept-Language"] = "zh-Hans"
    said = program.get("/cases/00000000-0000-0000-0000-000000000000").json()
    assert said["status"] == 404
    assert said["title"] == said["title_zh"] != said["title_en"] == "Not found"
    assert said["detail"] == said["detail_zh"] != said["detail_en"]
    assert said["type"] == "/api/v1/docs#problem-not_found"
    assert said["reference"]


@pytest.mark.parametrize(
    ("body", "status", "code", "path", "field_code"),
    [
        (b"{", 400, "malformed", None, None),
        (b"\xff\xfe", 400, "malformed", None, None),
        (b"[" * 100_000, 400, "malformed", None, None),
        (b'{"name": NaN}', 400, "malformed", None, None),
        (b'{"name": ' + b"1" * 5000 + b"}", 400, "malformed", None, None),
        (HALF, 422, "invalid", "name", "surrogate"),
        (b'{"name": "a\\u0000b", "language": "en"}', 422, "invalid", "name", "control_character"),
        (b'{"name": "a\\u001bb", "language": "en"}', 422, "invalid", "name", "control_character"),
        (b'{"name": "x", "name": "y", "language": "en"}', 422, "invalid", "name", "repeated_field"),
        (b'{"name": "x", "language": "en", "x": 1}', 422, "invalid", "x", "unknown_field"),
        (b'{"language": "en"}', 422, "invalid", "name", "required"),
        (b'{"name": 5, "language": "en"}', 422, "invalid", "name", "type"),
        (b'{"name": "x", "language": "fr"}', 422, "invalid", "language", "choice"),
        (b'{"name": "%s", "language": "en"}' % (b"x" * 61), 422, "invalid", "name", "too_long"),
        (b"[]", 422, "invalid", "", "type"),
        (b"null", 422, "invalid", "", "type"),
        (b"", 422, "invalid", "", "required"),
    ],
)
def test_bad_body_is_told_precisely_and_changes_nothing(
    program, resident, body, status, code, path, field_code
):
    refused = program.client.generic(
        "PUT", "/api/v1/me", body, "application/json", headers=program.headers
    )
    said = refused.json()
    assert (refused.status_code, said["code"]) == (status, code)
    found = [(one["path"], one["code"]) for one in said["errors"]]
    assert found == ([] if path is None else [(path, field_code)])
    assert all(one["detail_zh"] != one["detail_en"] for one in said["errors"])
    assert queries.display_name(resident.account_id) == ""


def test_ten_megabytes_are_refused_unread(program):
    body = b'{"name": "' + b"x" * 10_000_000 + b'"}'
    refused = program.raw("/drafts", body)
    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")


def test_large_body_that_hides_its_length_is_refused(program):
    refused = program.client.generic(
        "POST",
        "/api/v1/drafts",
        b" " * (2 * 1024 * 1024 + 1),
        "application/json",
        headers=program.headers,
        CONTENT_LENGTH="",
    )
    assert refused.status_code == 422


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_other_kinds_of_content_are_refused(program, kind):
    refused = program.raw("/drafts", b'{"item": "x"}', kind)
    assert (refused.status_code, refused.json()["code"]) == (415, "media_type")


def test_broken_upload_is_refused(program):
    refused = program.raw("/files", b"nonsense", "multipart/form-data; boundary=x")
    assert refused.status_code == 422


def test_missing_file_is_named(program):
    refused = program.client.post("/api/v1/files", {}, headers=program.headers)
    assert [one["path"] for one in refused.json()["errors"]] == ["file"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"text": "a\0b"}, "control_character"),
        ({"text": "x" * 201}, "too_long"),
        ({}, "required"),
        ({"text": "x", "limit": 101}, "number"),
        ({"text": "x", "limit": "many"}, "whole_number"),
    ],
)
def test_bad_query_is_told_precisely(db, query, code):
    refused = Program().get("/search", query)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["code"] == code


@pytest.mark.parametrize("cursor", ["!", "bm90aGluZw", "LTE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "😀"])
@pytest.mark.parametrize("path", ["/cases", "/notices"])
def test_cursor_that_we_never_made_is_refused(program, path, cursor):
    refused = program.get(path, {"cursor": cursor})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["path"] == "cursor"


def test_cursor_of_a_queue_is_checked(clerk):
    for cursor in ("bm90aGluZw", "MjAyNi0xMS0zMC45OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk"):
        assert Program(clerk).get("/queue", {"cursor": cursor}).status_code == 422


def test_fault_of_ours_has_a_reference_and_no_trace(resident, monkeypatch, city):
    from linli.engines.cases import queries as cases

    def fail(*_given, **_named):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(cases, "my_cases", fail)
    answer = Program(resident).get("/cases")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert answer.json()["reference"] == answer["X-Request-ID"]
    assert b"secret" not in answer.content
    assert b"Zero" not in answer.content


def test_every_status_has_a_title_in_both_languages():
    said = problems.document(KeyReusedError())
    assert json.dumps(said)
    assert said["title_zh"] != said["title_en"]


def test_page_of_operations_reads_without_script(db):
    for language in ("zh-Hans", "en"):
        page = Client().get("/api/v1/docs", headers={"Accept-Language": language})
        assert page.status_code == 200
        assert b"/api/v1/tasks/{task_id}/claim" in page.content
        assert b'id="problem-idempotency_mismatch"' in page.content
