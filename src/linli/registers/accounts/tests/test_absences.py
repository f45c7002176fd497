"""Away and stood in for: who enters it, who is told, where nobody stands in."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from linli.foundation.actors.values import Role
from linli.foundation.calendar import clock
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.notices.models import Notice
from linli.registers.accounts import queries, services
from linli.registers.accounts.models import Absence, AbsentDay
from linli.registers.accounts.rules import absent_days
from linli.registers.accounts.services import absences
from linli.registers.accounts.tests.factories import staff
from linli.registers.accounts.values import AbsenceDaysError, AbsenceKind, AbsentTwiceError

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.fixture
def backup(city):
    return staff("何副", Role.CLERK, city.office, city.street, is_backup=True)


def away(actor, first=TODAY, days=3, **more):
    given = {"starts_on": first, "ends_on": first + DAY * (days - 1), "kind": "leave"} | more
    return services.enter_absence(actor, **given, now=NOW)


def told(actor):
    return set(Notice.objects.filter(account_id=actor.account_id).values_list("kind", flat=True))


def covers(actor, today=TODAY):
    return {account for account, _body, _role in queries.covered_by(actor, today=today)}


@pytest.mark.plan("A6")
def test_the_other_seat_stands_in_on_these_days_and_is_told(clerk, backup, other_clerk):
    away(clerk)
    assert covers(backup) == {clerk.account_id}
    assert covers(other_clerk) == covers(clerk) == covers(backup, TODAY + DAY * 3) == set()
    assert told(backup) == {"absence.entered"}
    absences.remind(now=NOW)
    absences.remind(now=NOW)
    assert told(backup) == {"absence.entered", "absence.first_day"}
    assert Notice.objects.count() == 2


def test_what_is_handed_over_is_sealed_and_read_by_who_stands_in(clerk, backup):
    away(clerk, note="三号柜的材料周三到期", words="家里有事")
    row = Absence.objects.get()
    assert "三号柜".encode() not in bytes(row.note_sealed or b"")
    (seen,) = queries.stood_in(backup, now=NOW)
    assert (seen.note, seen.words) == ("三号柜的材料周三到期", "")
    assert queries.my_absences(clerk, now=NOW)[0].words == "家里有事"


def test_a_note_is_asked_for_a_day_before(clerk, backup):
    away(clerk, first=TODAY + DAY)
    absences.remind(now=NOW)
    assert told(clerk) == {"absence.note"}


def test_nobody_is_away_twice_on_a_day(clerk):
    away(clerk)
    with pytest.raises(AbsentTwiceError):
        away(clerk, first=TODAY + DAY * 2)
    assert (Absence.objects.count(), AbsentDay.objects.count()) == (1, 3)
    away(clerk, first=TODAY + DAY * 3)


def test_the_database_itself_refuses_a_second_absence_on_a_day(clerk):
    away(clerk)
    day = AbsentDay.objects.earliest("on")
    with pytest.raises(IntegrityError), transaction.atomic():
        AbsentDay.objects.create(absence=day.absence, account_id=day.account_id, on=day.on)


def test_who_is_back_early_is_stood_in_for_no_more(clerk, backup):
    view = away(clerk, first=TODAY - DAY, days=5)
    services.cancel_absence(clerk, absence_id=view.public_id, now=NOW)
    assert covers(backup) == set()
    assert AbsentDay.objects.count() == 1  # yesterday stays true
    assert "absence.cancelled" in told(backup)
    with pytest.raises(NotFoundError):
        services.cancel_absence(clerk, absence_id=view.public_id, now=NOW)
    away(clerk)


@pytest.mark.parametrize(
    ("first", "last"), [(TODAY, TODAY - DAY), (TODAY - DAY * 9, TODAY - DAY), (TODAY, date.max)]
)
def test_days_that_are_none_are_refused(clerk, first, last):
    with pytest.raises(AbsenceDaysError):
        services.enter_absence(clerk, starts_on=first, ends_on=last, kind=AbsenceKind.SICK, now=NOW)
    assert not Absence.objects.exists()


def test_days_of_an_absence_include_both_ends():
    found = absent_days(TODAY, TODAY + DAY, today=TODAY, longest=366)
    assert found == (TODAY, TODAY + DAY)


# ── the line ───────────────────────────────────────────────────────────────
def test_who_leads_the_line_enters_and_cancels_it(clerk, street_officer):
    view = away(street_officer, account_id=clerk.account_id, kind="sick")
    assert (view.source, view.account_id) == ("superior", clerk.account_id)
    services.cancel_absence(street_officer, absence_id=view.public_id, now=NOW)


def test_a_roster_enters_shifts_for_the_line(clerk, street_officer):
    view = away(street_officer, account_id=clerk.account_id, kind="duty", is_from_roster=True)
    assert view.source == "shift"
    with pytest.raises(ForbiddenError):
        away(clerk, first=TODAY + DAY * 9, is_from_roster=True)


def test_another_line_is_not_ones_own(other_clerk, street_officer, clerk):
    with pytest.raises(NotFoundError):
        away(street_officer, account_id=other_clerk.account_id)
    view = away(other_clerk)
    with pytest.raises(NotFoundError):
        services.cancel_absence(street_officer, absence_id=view.public_id, now=NOW)
    with pytest.raises(ForbiddenError):
        away(clerk, account_id=other_clerk.account_id)
    assert Absence.objects.count() == 1


def test_where_nobody_stands_in_is_listed_first(clerk, community_worker, backup, street_officer):
    away(clerk)
    away(community_worker, first=TODAY + DAY)
    rows = queries.away_in_line(street_officer, now=NOW)
    assert [(row.absence.name, row.stands_in, row.is_now) for row in rows] == [
        ("周舟", "", False),
        ("赵敏", "何副", True),
    ]


def test_who_is_away_too_stands_in_for_nobody(clerk, backup, street_officer):
    away(clerk)
    away(backup)
    rows = queries.away_in_line(street_officer, now=NOW)
    assert [row.stands_in for row in rows] == ["", ""]


@pytest.mark.parametrize("name", ["resident", "operator", "auditor"])
def test_who_holds_no_such_post_enters_nothing(name, request, city):
    with pytest.raises(ForbiddenError):
        away(request.getfixturevalue(name))


def test_it_is_entered_seen_and_cancelled_on_pages(clerk, backup, street_officer, client_for):
    mine, line = client_for(clerk), client_for(street_officer)
    day = {"starts_on": "2099-01-04", "ends_on": "2099-01-05", "kind": "leave"}
    refused = mine.post("/desk/staff/absences/enter/", day)
    assert refused.status_code == 422  # too far away
    today = clock.today()
    day |= {"starts_on": today.isoformat(), "ends_on": (today + DAY).isoformat(), "note": "交接"}
    assert mine.post("/desk/staff/absences/enter/", day).status_code == 303
    assert mine.post("/desk/staff/absences/enter/", day).status_code == 409
    assert "交接" in client_for(backup).get("/desk/staff/absences/").content.decode()
    assert "赵敏" in line.get("/desk/staff/absences/").content.decode()
    made = Absence.objects.get()
    assert line.post(f"/desk/staff/absences/{made.public_id}/cancel/").status_code == 303
    given = day | {"account_id": clerk.account_id, "kind": "sick"}
    assert line.post("/desk/staff/absences/enter-for/", given).status_code == 303
