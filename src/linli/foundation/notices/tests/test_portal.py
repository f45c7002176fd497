from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.foundation.formspec.values import Localised
from linli.foundation.notices import queries, services
from linli.foundation.notices.models import Notice
from linli.foundation.notices.values import Group, Pace, Preferences, Via

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.fixture
def notice(resident):
    """A notice in the resident's account."""
    services.notify(
        account_id=resident.account_id,
        kind="test",
        title=Localised("您的申请已受理", "Your application was accepted"),
        body=Localised("<b>办理时限</b>20个工作日。", ""),
        url="/cases/1/",
        dedupe="k",
        now=NOW,
    )
    return Notice.objects.get()


def test_empty_inbox_says_why(client_for, resident):
    page = client_for(resident).get("/notices/")
    assert page.status_code == 200
    assert "ll-empty" in page.text


def test_opening_marks_it_read(client_for, resident, notice):
    client = client_for(resident)
    assert "您的申请已受理" in client.get("/notices/").text
    page = client.get(f"/notices/{notice.pk}/")
    assert "&lt;b&gt;办理时限" in page.text
    assert 'href="/cases/1/"' in page.text
    assert queries.unread_count(resident) == 0


def test_all_are_marked_read(client_for, resident, notice):
    page = client_for(resident).post("/notices/read/")
    assert page.status_code == 303
    assert queries.unread_count(resident) == 0


def test_another_residents_notice_is_not_found(client_for, other_resident, notice):
    assert client_for(other_resident).get(f"/notices/{notice.pk}/").status_code == 404


def test_visitor_is_asked_to_sign_in(client, db):
    assert client.get("/notices/").status_code == 302


def test_unread_are_counted_once_a_page(client_for, resident, notice):
    client = client_for(resident)
    client.get("/help/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/help/")
    assert page.text.count('<span class="ll-count">1</span>') == 2
    assert sum("notices_notice" in one["sql"] for one in asked) == 1


def given(**changes):
    """Return the form as it stands at first, with changes."""
    chosen = {f"{group}.{via}": "at_once" for group in Group for via in Via}
    return {"quiet_from": 22, "quiet_until": 7, "digest_hour": 8, **chosen, **changes}


def test_wishes_are_shown_and_kept(client_for, resident):
    client = client_for(resident)
    assert client.get("/notices/settings/").status_code == 200
    page = client.post("/notices/settings/", given(**{"news.sms": "never", "digest_hour": 18}))
    assert page.status_code == 303
    found = queries.preferences(resident)
    assert (found.pace(Group.NEWS, Via.SMS), found.digest_hour) == (Pace.NEVER, 18)


def test_what_is_no_hour_is_not_kept(client_for, resident):
    page = client_for(resident).post("/notices/settings/", given(digest_hour=24))
    assert page.status_code == 422
    assert queries.preferences(resident) == Preferences()


def test_staff_have_the_same_page_at_the_desk(client_for, clerk):
    client = client_for(clerk)
    assert client.get("/desk/notices/settings/").status_code == 200
    page = client.post("/desk/notices/settings/", given(quiet_from=20))
    assert page["Location"] == "/desk/notices/settings/"
    assert queries.preferences(clerk).quiet_from == 20


def test_a_link_stops_e_mail_only_when_it_is_pressed(client, resident):
    token = queries.unsubscribe_token(resident.account_id, Group.NEWS)
    assert client.get(f"/notices/stop/{token}/").status_code == 200
    assert queries.preferences(resident) == Preferences()
    assert client.post(f"/notices/stop/{token}/").status_code == 200
    assert queries.preferences(resident).pace(Group.NEWS, Via.EMAIL) is Pace.NEVER


def test_a_forged_link_is_not_found(client, db):
    assert client.get("/notices/stop/forged/").status_code == 404
