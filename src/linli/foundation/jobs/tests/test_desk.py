from datetime import UTC, datetime

import pytest

from linli.foundation.jobs import services
from linli.foundation.jobs.models import OutboxMessage

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.fixture
def failed(db):
    """A promise that nobody keeps."""
    services.emit("test.nobody", key="k1", payload={"name": "张三"}, now=NOW)
    services.run_due(now=NOW)


def test_operator_sees_what_failed_without_its_contents(client_for, operator, failed):
    page = client_for(operator).get("/desk/jobs/")
    assert page.status_code == 200
    assert "test.nobody" in page.text
    assert "张三" not in page.text


def test_operator_has_it_tried_again(client_for, operator, failed):
    page = client_for(operator).post("/desk/jobs/retry/", {"key": "k1"})
    assert page.status_code == 303
    assert OutboxMessage.objects.get(key="k1").attempts == 0


def test_clerk_may_not_look(client_for, clerk, failed):
    assert client_for(clerk).get("/desk/jobs/").status_code == 403
    assert client_for(clerk).post("/desk/jobs/retry/", {"key": "k1"}).status_code == 403
    assert OutboxMessage.objects.get(key="k1").attempts == 1


def test_promise_that_does_not_exist_is_not_found(client_for, operator):
    assert client_for(operator).post("/desk/jobs/retry/", {"key": "x"}).status_code == 404
