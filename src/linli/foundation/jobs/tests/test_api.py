from linli.faces.api.tests.programs import Program
from linli.foundation.calendar import clock
from linli.foundation.jobs import services
from linli.foundation.jobs.models import OutboxMessage


def test_operator_sees_what_failed_and_tries_again(operator):
    services.emit("test.topic", key="one", payload={}, now=clock.now())
    OutboxMessage.objects.update(last_error="ValueError", given_up_at=clock.now())
    program = Program(operator)
    assert [one["key"] for one in program.get("/jobs/failed").json()["items"]] == ["one"]
    assert program.post("/jobs/retry", {"key": "one"}).status_code == 204
    assert OutboxMessage.objects.get().given_up_at is None
    assert program.post("/jobs/retry", {"key": "two"}).status_code == 404


def test_others_see_nothing(clerk):
    assert Program(clerk).get("/jobs/failed").status_code == 403
