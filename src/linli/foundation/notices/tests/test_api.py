from linli.faces.api.tests.programs import Program
from linli.foundation.calendar import clock
from linli.foundation.formspec.values import Localised
from linli.foundation.notices import queries, services
from linli.foundation.notices.values import ACCOUNT_ONLY


def told(actor, text="你好") -> int:
    services.notify(
        account_id=actor.account_id,
        kind="test",
        title=Localised(text, "Hello"),
        body=Localised("正文", "Body"),
        dedupe=f"{actor.account_id}:{text}",
        now=clock.now(),
        channels=ACCOUNT_ONLY,
    )
    return queries.inbox(actor).unread[0].id


def test_notice_waits_is_opened_and_counts_as_read(resident):
    notice, program = told(resident), Program(resident)
    assert [one["id"] for one in program.get("/notices").json()["unread"]] == [notice]
    assert program.post(f"/notices/{notice}/open").json()["title"] == "Hello"
    assert program.get("/notices").json()["unread"] == []


def test_all_are_read_at_once(resident):
    told(resident), told(resident, "再见")
    assert Program(resident).post("/notices/read-all").json() == {"count": 2}


def test_notice_of_somebody_else_is_not_found(resident, proven_resident):
    notice = told(resident)
    for notice_id in (notice, 10**30):
        assert Program(proven_resident).post(f"/notices/{notice_id}/open").status_code == 404
    assert queries.unread_count(resident) == 1
