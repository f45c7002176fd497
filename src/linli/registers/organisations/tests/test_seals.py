"""Seals of offices: handed in, let in by somebody else, on papers of their day, withdrawn."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from linli.foundation.audit.models import AuditEntry
from linli.foundation.documents.tests.test_pictures import png, svg
from linli.foundation.documents.values import PictureRefusedError
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.foundation.files import queries as files
from linli.foundation.files.models import StoredFile
from linli.registers.organisations import queries, services
from linli.registers.organisations.models import Organisation, Seal
from linli.registers.organisations.rules import seal_on, seal_state
from linli.registers.organisations.values import (
    OwnSealError,
    SealState,
    SealView,
    SealWaitsError,
)

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
TODAY = date(2026, 11, 23)
db = pytest.mark.django_db


@pytest.fixture
def office(city):
    return queries.organisation(city.office)


def offer(actor, office, *, content=None, from_on=TODAY):
    return services.offer_seal(
        actor,
        organisation_id=office.public_id,
        content=content or png(),
        from_on=from_on,
        now=NOW,
    )


def decide(actor, seal_id, *, is_confirmed=True, reason="", now=NOW):
    services.decide_seal(actor, seal_id=seal_id, is_confirmed=is_confirmed, reason=reason, now=now)


def withdraw(actor, seal_id, on=TODAY, reason="遗失"):
    services.withdraw_seal(actor, seal_id=seal_id, on=on, reason=reason, now=NOW)


def on_paper(office, day=TODAY):
    found = queries.seal_picture(office.id, on=day)
    return found and found[0]


# ── the rule ───────────────────────────────────────────────────────────────
def view(number, from_on, *, is_confirmed=True, withdrawn_on=None):
    return SealView(number, number, "", from_on, NOW, is_confirmed, NOW, withdrawn_on)


@pytest.mark.parametrize(
    ("seals", "holding"),
    [
        ([], None),
        ([view(1, TODAY)], 1),
        ([view(1, TODAY + timedelta(1))], None),
        ([view(1, TODAY, is_confirmed=None)], None),
        ([view(1, TODAY, is_confirmed=False)], None),
        ([view(1, TODAY - timedelta(9)), view(2, TODAY)], 2),
        ([view(1, TODAY, withdrawn_on=TODAY)], None),
        ([view(1, TODAY, withdrawn_on=TODAY + timedelta(1))], 1),
        ([view(1, TODAY - timedelta(9)), view(2, TODAY, withdrawn_on=TODAY)], None),
    ],
)
def test_last_one_that_began_holds_unless_it_was_withdrawn(seals, holding):
    found = seal_on(seals, TODAY)
    assert (found.public_id if found else None) == holding


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"is_confirmed": None}, SealState.WAITING),
        ({"is_confirmed": False}, SealState.REFUSED),
        ({"withdrawn_on": TODAY}, SealState.WITHDRAWN),
        ({}, SealState.REPLACED),
    ],
)
def test_state_of_one_behind_another(changes, state):
    seal, later = view(1, TODAY - timedelta(9), **changes), view(2, TODAY)
    assert seal_state(seal, [seal, later], TODAY) is state
    assert seal_state(later, [seal, later], TODAY) is SealState.HOLDING
    assert seal_state(later, [seal, later], TODAY - timedelta(1)) is SealState.COMING


# ── handing in ─────────────────────────────────────────────────────────────
@db
@pytest.mark.plan("E4")
def test_seal_holds_once_somebody_above_let_it_in(office, clerk, street_officer):
    made = offer(clerk, office)
    assert on_paper(office) is None
    decide(street_officer, made)
    assert on_paper(office) == made
    acts = AuditEntry.objects.filter(kind="seal").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["seal.offered", "seal.confirmed"]


@db
@pytest.mark.parametrize("content", [b"x", png(pixel=b"\xff\xff\xff\xff"), svg("<script/>")])
def test_bad_picture_is_refused_and_nothing_is_kept(office, clerk, content):
    with pytest.raises(PictureRefusedError):
        offer(clerk, office, content=content)
    assert (Seal.objects.count(), StoredFile.objects.count()) == (0, 0)


@db
def test_day_that_is_over_is_refused(office, clerk):
    with pytest.raises(InvalidError):
        offer(clerk, office, from_on=TODAY - timedelta(1))
    assert not Seal.objects.exists()


@db
def test_nobody_hands_in_the_seal_of_another_office(
    office, other_clerk, federation_officer, operator, resident
):
    for actor in (other_clerk, federation_officer, operator, resident):
        with pytest.raises(ForbiddenError):
            offer(actor, office)
    assert not Seal.objects.exists()


@db
def test_one_waits_at_a_time(office, clerk):
    offer(clerk, office)
    with pytest.raises(SealWaitsError):
        offer(clerk, office, content=svg())
    assert Seal.objects.count() == 1


# ── four eyes ──────────────────────────────────────────────────────────────
@db
def test_who_handed_it_in_does_not_let_it_in(office, street_officer):
    made = offer(street_officer, office)
    with pytest.raises(OwnSealError):
        decide(street_officer, made)
    assert on_paper(office) is None


@db
def test_database_refuses_one_pair_of_eyes(office, clerk):
    offer(clerk, office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.update(is_confirmed=True, decided_by_id=clerk.account_id, decided_at=NOW)


@db
def test_others_do_not_even_learn_of_it(office, clerk, other_clerk, other_leader):
    made = offer(clerk, office)
    with pytest.raises(NotFoundError):
        queries.seals(other_clerk, organisation_id=office.public_id, now=NOW)
    with pytest.raises(NotFoundError):
        decide(other_leader, made)
    with pytest.raises(ForbiddenError):
        decide(clerk, made)
    assert Seal.objects.get().is_confirmed is None


@pytest.fixture
def other_leader(district_leader, city):
    from dataclasses import replace

    held = replace(district_leader.holdings[0], division_code=city.other_district)
    return replace(district_leader, holdings=(held,))


@db
def test_no_needs_its_reason_and_is_final(office, clerk, operator):
    made = offer(clerk, office)
    with pytest.raises(InvalidError):
        decide(operator, made, is_confirmed=False)
    decide(operator, made, is_confirmed=False, reason="不是备案的印章")
    with pytest.raises(SealWaitsError):
        decide(operator, made)
    assert on_paper(office) is None


@db
def test_second_seal_of_the_same_day_is_not_let_in(office, clerk, operator):
    decide(operator, offer(clerk, office))
    second = offer(clerk, office, content=svg())
    with pytest.raises(SealWaitsError):
        decide(operator, second)
    assert Seal.objects.get(public_id=second).is_confirmed is None


# ── withdrawing ────────────────────────────────────────────────────────────
@db
def test_withdrawn_from_a_day_on(office, clerk, operator):
    made = offer(clerk, office)
    decide(operator, made)
    withdraw(clerk, made, on=TODAY + timedelta(3))
    assert on_paper(office, TODAY + timedelta(2)) == made
    assert on_paper(office, TODAY + timedelta(3)) is None
    with pytest.raises(SealWaitsError):
        withdraw(operator, made)


@db
@pytest.mark.parametrize(("on", "reason"), [(TODAY - timedelta(1), "遗失"), (TODAY, " ")])
def test_withdrawal_needs_a_day_to_come_and_a_reason(office, clerk, operator, on, reason):
    made = offer(clerk, office)
    decide(operator, made)
    with pytest.raises(InvalidError):
        withdraw(clerk, made, on=on, reason=reason)
    assert on_paper(office) == made


@db
def test_what_was_never_let_in_is_not_withdrawn(office, clerk):
    made = offer(clerk, office)
    with pytest.raises(SealWaitsError):
        withdraw(clerk, made)


@db
def test_history_stays(office, clerk, operator):
    first = offer(clerk, office)
    decide(operator, first)
    withdraw(clerk, first)
    second = offer(clerk, office, content=svg())
    decide(operator, second)
    found = queries.seals(clerk, organisation_id=office.public_id, now=NOW)
    assert [(one.public_id, one.state) for one in found] == [
        (second, SealState.HOLDING),
        (first, SealState.WITHDRAWN),
    ]


@db
def test_picture_is_for_the_office_and_whoever_lets_it_in(office, clerk, operator, other_clerk):
    offer(clerk, office)
    row = Seal.objects.get()
    for actor in (clerk, operator):
        assert files.content(actor, public_id=row.file_id)[1].startswith(b"\x89PNG")
    with pytest.raises(NotFoundError):
        files.content(other_clerk, public_id=row.file_id)


# ── over HTTP ──────────────────────────────────────────────────────────────
def upload(content=None):
    return SimpleUploadedFile("章.png", content or png(), content_type="image/png")


@db
def test_pages_hand_in_let_in_and_withdraw(office, clerk, operator, client_for):
    base, today = f"/desk/organisations/{office.public_id}/seals/", "2099-01-01"
    mine, theirs = client_for(clerk), client_for(operator)
    bad = mine.post(f"{base}offer/", {"picture": upload(b"x"), "from_on": today})
    assert bad.status_code == 422
    assert "PNG" in bad.content.decode()
    assert mine.post(f"{base}offer/", {"picture": upload(), "from_on": today}).status_code == 303
    seal = Seal.objects.get()
    one = f"/desk/organisations/seals/{seal.public_id}/"
    assert mine.get(f"{one}decision/").status_code == 403
    assert theirs.get(f"{one}decision/").status_code == 200
    assert theirs.post(f"{one}decision/", {"decision": "refuse"}).status_code == 422
    assert theirs.post(f"{one}decision/", {"decision": "confirm"}).status_code == 303
    assert str(seal.file_id) in mine.get(base).content.decode()
    gone = {"on": today, "reason": "换章"}
    assert [mine.post(f"{one}withdraw/", gone).status_code for _ in range(2)] == [303, 409]


@db
def test_page_is_not_there_for_other_offices(office, other_clerk, client_for):
    base = f"/desk/organisations/{office.public_id}/seals/"
    client = client_for(other_clerk)
    assert [client.get(base + page).status_code for page in ("", "offer/")] == [404, 404]


@db
def test_program_hands_in_lets_in_and_withdraws(office, clerk, operator, client_for):
    base = f"/api/v1/organisations/{office.public_id}/seals"
    mine, theirs = client_for(clerk), client_for(operator)
    made = mine.post(base, {"file": upload(), "from_on": "2099-01-01"})
    assert made.status_code == 201, made.content
    one = f"/api/v1/seals/{made.json()['id']}"
    yes = {"is_confirmed": True}
    assert theirs.post(f"{one}/decision", yes, content_type="application/json").status_code == 204
    listed = mine.get(base).json()["items"]
    assert [(seal["state"], seal["may_withdraw"]) for seal in listed] == [("coming", True)]
    gone = {"on": "2099-01-01", "reason": "换章"}
    assert mine.post(f"{one}/withdrawal", gone, content_type="application/json").status_code == 204
    assert Organisation.objects.get(pk=office.id).seals.get().withdrawn_on == date(2099, 1, 1)
