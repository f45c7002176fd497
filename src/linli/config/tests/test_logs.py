import logging  # noqa: TID251
import sys

import structlog
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from linli.config import logs

NAME = "王小明"


def logged(request, response=None):
    """Pass one request through and return what was logged."""
    with structlog.testing.capture_logs() as lines:
        answer = logs.RequestLog(lambda _request: response or HttpResponse())(request)
    return answer, lines


def test_request_is_one_line_without_its_path():
    request = RequestFactory().get(f"/people/?name={NAME}")
    _answer, lines = logged(request)
    assert [(one["event"], one["method"], one["route"], one["status"]) for one in lines] == [
        ("request", "GET", "none", 200)
    ]
    assert NAME not in str(lines)


def test_health_is_not_worth_a_line_of_its_own():
    request = RequestFactory().get("/healthz")
    request.resolver_match = resolve("/healthz")
    assert [one["log_level"] for one in logged(request)[1]] == ["debug"]


def test_id_of_the_proxy_is_kept():
    request = RequestFactory().get("/", headers={"X-Request-ID": "abcdef-123456"})
    assert logged(request)[0]["X-Request-ID"] == "abcdef-123456"


def test_id_that_is_none_is_replaced():
    request = RequestFactory().get("/", headers={"X-Request-ID": '"}\n{'})
    assert len(logged(request)[0]["X-Request-ID"]) == 32


def test_error_is_told_by_type_and_place():
    try:
        int(NAME)
    except ValueError:
        event = logs.place_of_error(None, "", {"event": "failed", "exc_info": sys.exc_info()})
    assert event["error"] == "ValueError"
    assert event["frames"][-1].endswith("test_error_is_told_by_type_and_place")
    assert NAME not in str(event)


def test_library_is_quoted_without_what_it_was_given():
    record = logging.LogRecord("lib", logging.INFO, "lib.py", 7, "hello %s", (NAME,), None)
    assert logs.template_only(None, "", {"_record": record})["event"] == "hello %s"


def test_ready_text_of_a_library_is_told_by_its_place():
    record = logging.LogRecord("lib", logging.INFO, "lib.py", 7, f"hello {NAME}", (), None)
    assert logs.template_only(None, "", {"_record": record})["event"] == "lib:7"
