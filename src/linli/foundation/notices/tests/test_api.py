from linli.faces.api.tests.programs import Program
from linli.foundation.calendar import clock
from linli.foundation.formspec.values import Localised
from linli.foundation.notices import queries, services
from linli.foundation.notices.values import ACCOUNT_ONLY, Group, Pace, Preferences, Via


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


def test_wishes_are_read_and_changed(resident):
    program = Program(resident)
    assert len(program.get("/notices/preferences").json()["choices"]) == 8
    body = {"choices": [{"group": "news", "via": "sms", "pace": "digest"}], "quiet_from": 21}
    assert program.send("PUT", "/notices/preferences", body).status_code == 204
    found = queries.preferences(resident)
    assert (found.pace(Group.NEWS, Via.SMS), found.quiet_from) == (Pace.DIGEST, 21)


def test_an_hour_that_is_none_changes_nothing(resident):
    refused = Program(resident).send("PUT", "/notices/preferences", {"digest_hour": 24})
    assert refused.status_code == 422
    assert queries.preferences(resident) == Preferences()


def test_the_signed_word_stops_e_mail_without_signing_in(resident, client):
    token = queries.unsubscribe_token(resident.account_id, None)
    answer = client.post("/api/v1/notices/stop", {"token": token}, content_type="application/json")
    assert answer.status_code == 204
    assert queries.preferences(resident).pace(Group.TO_DO, Via.EMAIL) is Pace.NEVER
