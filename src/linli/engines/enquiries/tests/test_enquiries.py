"""First asked is responsible: asked, answered, handed over, opened again, late."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from linli.engines.cases.tests.factories import ALLOWANCES, NOW, load_catalogue
from linli.engines.catalogue.tests.factories import definition_of, publish
from linli.engines.enquiries import queries, services
from linli.engines.enquiries.models import Enquiry, EnquiryEvent
from linli.engines.enquiries.queries import chains
from linli.engines.enquiries.services import due
from linli.engines.enquiries.values import EnquiryChannel, EnquiryMovedError, NobodyToAskError
from linli.foundation.actors.values import Role
from linli.foundation.audit.values import Broken, Verified
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.foundation.notices.models import Notice
from linli.registers.accounts.models import Post
from linli.registers.accounts.tests.factories import staff

pytestmark = pytest.mark.django_db
WORDS = "老人助餐点几点开门？"
LATER = NOW + timedelta(days=3)


@pytest.fixture(autouse=True)
def _catalogue(city):
    load_catalogue()


def recorded(actor, **more):
    given = {"channel": EnquiryChannel.PHONE, "question": WORDS} | more
    return Enquiry.objects.get(public_id=services.record(actor, **given, now=NOW))


def asked(actor, office, **more):
    made = services.ask(actor, organisation_id=office, question=WORDS, **more, now=NOW)
    return Enquiry.objects.get(public_id=made)


def answered(actor, row, words="十点半到十二点半。"):
    services.answer(actor, enquiry_id=row.public_id, answer=words, now=NOW)


def offered(actor, row, target, reason="归社区管"):
    services.hand_over(
        actor, enquiry_id=row.public_id, post_id=seat(target), reason=reason, now=NOW
    )


def reopened(actor, row, why="没说清楚"):
    services.reopen(actor, enquiry_id=row.public_id, why=why, now=NOW)


def seat(actor):
    return actor.holdings[0].post_id


def fresh(row):
    return Enquiry.objects.get(pk=row.pk)


def told(actor):
    return set(Notice.objects.filter(account_id=actor.account_id).values_list("kind", flat=True))


def kinds(row):
    rows = EnquiryEvent.objects.filter(enquiry=row).order_by("seq")
    return [kind.removeprefix("enquiry.") for kind in rows.values_list("kind", flat=True)]


# ── asked ──────────────────────────────────────────────────────────────────
@pytest.mark.plan("H5")
def test_who_is_asked_is_responsible_and_owes_an_answer_by_a_day(clerk):
    row = recorded(clerk, name="张阿姨", contact="13820000009")
    assert (row.post_id, row.asked_post_id) == (seat(clerk), seat(clerk))
    assert (row.asked_account_id, row.state) == (clerk.account_id, "asked")
    assert str(row.due_on) == "2026-11-24"  # one working day
    assert row.number.startswith("TJQ261123")


def test_what_was_said_is_sealed(clerk):
    row = recorded(clerk, name="张阿姨", contact="13820000009")
    event = EnquiryEvent.objects.get(enquiry=row)
    assert event.data == {}
    assert "张阿姨".encode() not in bytes(event.sealed or b"")
    view = queries.desk_enquiry(clerk, enquiry_id=row.public_id, now=NOW)
    assert (view.name, view.contact, view.entries[0].text) == ("张阿姨", "13820000009", WORDS)


def test_what_was_answered_on_the_spot_is_recorded_in_one_go(clerk):
    row = recorded(clerk, answer="十点半。")
    assert (row.state, kinds(row)) == ("answered", ["asked", "answered"])


def test_a_resident_asks_the_counter_of_an_office(city, resident, clerk):
    row = asked(resident, city.office)
    assert (row.post_id, row.asked_account_id) == (seat(clerk), None)
    assert "enquiry.asked" in told(clerk)


def test_an_office_at_which_nobody_is_cannot_be_asked(city, resident):
    with pytest.raises(NobodyToAskError):
        asked(resident, city.other_office)
    assert not Enquiry.objects.exists()


def test_without_words_nothing_is_recorded(clerk):
    with pytest.raises(InvalidError):
        recorded(clerk, question=" ")
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("name", ["resident", "operator", "auditor"])
def test_who_sits_at_no_counter_records_nothing(name, request):
    with pytest.raises(ForbiddenError):
        recorded(request.getfixturevalue(name))


# ── answered ───────────────────────────────────────────────────────────────
def test_the_answer_reaches_the_asker(city, resident, clerk):
    row = asked(resident, city.office)
    answered(clerk, row)
    view = queries.my_enquiry(resident, enquiry_id=row.public_id, now=NOW)
    assert (view.answer, view.row.state) == ("十点半到十二点半。", "answered")
    assert "enquiry.answered" in told(resident)


def test_of_two_answers_the_first_counts(clerk):
    row = recorded(clerk)
    answered(clerk, row)
    with pytest.raises(EnquiryMovedError):
        answered(clerk, row, "另一个答复")
    assert kinds(row) == ["asked", "answered"]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("other_clerk", NotFoundError),
        ("neighbour_officer", NotFoundError),
        ("district_leader", ForbiddenError),
        ("resident", ForbiddenError),
    ],
)
def test_nobody_else_answers(clerk, name, error, request):
    row = recorded(clerk)
    with pytest.raises(error):
        answered(request.getfixturevalue(name), row)
    assert fresh(row).state == "asked"


def test_it_becomes_an_application_only_where_a_service_is_named(clerk):
    with pytest.raises(EnquiryMovedError):
        services.take_in(clerk, enquiry_id=recorded(clerk).public_id, now=NOW)
    row = recorded(clerk, item_code=ALLOWANCES)
    services.take_in(clerk, enquiry_id=row.public_id, now=NOW)
    assert (fresh(row).state, kinds(row)) == ("answered", ["asked", "taken_in"])


# ── handed over ────────────────────────────────────────────────────────────
@pytest.mark.plan("H5")
def test_until_it_is_accepted_it_stays_with_who_was_asked(clerk, community_worker):
    row = recorded(clerk)
    offered(clerk, row, community_worker)
    assert (fresh(row).post_id, fresh(row).state) == (seat(clerk), "offered")
    assert "enquiry.offered" in told(community_worker)
    services.accept(community_worker, enquiry_id=row.public_id, now=NOW)
    assert (fresh(row).post_id, fresh(row).offered_to_id) == (seat(community_worker), None)
    assert fresh(row).asked_post_id == seat(clerk)
    assert "enquiry.accepted" in told(clerk)
    with pytest.raises(ForbiddenError):
        answered(clerk, row)
    answered(community_worker, row)


def test_what_is_sent_back_has_never_moved(clerk, community_worker):
    row = recorded(clerk)
    offered(clerk, row, community_worker)
    services.send_back(community_worker, enquiry_id=row.public_id, reason="归街道管", now=NOW)
    assert (fresh(row).post_id, fresh(row).state) == (seat(clerk), "asked")
    assert "enquiry.sent_back" in told(clerk)
    with pytest.raises(NotFoundError):
        queries.desk_enquiry(community_worker, enquiry_id=row.public_id, now=NOW)


def test_who_was_asked_may_still_answer_while_an_offer_waits(clerk, community_worker):
    row = recorded(clerk)
    offered(clerk, row, community_worker)
    answered(clerk, row)
    with pytest.raises((EnquiryMovedError, NotFoundError)):
        services.accept(community_worker, enquiry_id=row.public_id, now=NOW)
    assert fresh(row).post_id == seat(clerk)


def test_only_the_post_named_accepts(clerk, community_worker, street_officer):
    row = recorded(clerk)
    offered(clerk, row, community_worker)
    with pytest.raises(ForbiddenError):
        services.accept(street_officer, enquiry_id=row.public_id, now=NOW)
    with pytest.raises(EnquiryMovedError):
        offered(clerk, row, street_officer)
    assert fresh(row).offered_to_id == seat(community_worker)


def test_it_is_not_handed_to_itself_or_to_an_empty_seat(city, clerk, community_worker):
    row = recorded(clerk)
    with pytest.raises(InvalidError):
        offered(clerk, row, clerk)
    Post.objects.get(pk=seat(community_worker)).holdings.update(ended_at=NOW)
    with pytest.raises(InvalidError):
        offered(clerk, row, community_worker)
    with pytest.raises(InvalidError):
        offered(clerk, row, clerk, reason=" ")
    assert fresh(row).state == "asked"


def test_receivers_are_found_by_office_and_by_function(clerk, community_worker, neighbour_officer):
    row = recorded(clerk)

    def found(text):
        rows = queries.receivers(clerk, enquiry_id=row.public_id, text=text, now=NOW)
        return {one.id for one in rows}

    assert found("卫生") == {seat(neighbour_officer)}
    assert seat(community_worker) in found("委员会")
    assert found("") == found("没有这样的单位") == set()


@pytest.mark.parametrize(
    "change",
    [
        {"state": "offered"},
        {"state": "answered"},
        {"offered_to_id": 1, "state": "asked"},
        {"post_id": None},
    ],
)
def test_the_database_holds_what_must_never_happen(clerk, change):
    row = recorded(clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=row.pk).update(**change)


def test_the_database_refuses_an_offer_to_the_post_that_has_it(clerk):
    row = recorded(clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=row.pk).update(state="offered", offered_to_id=row.post_id)


# ── did it help ────────────────────────────────────────────────────────────
def test_an_answer_that_did_not_help_is_owed_again_then_by_the_superior(
    city, resident, clerk, street_officer
):
    row = asked(resident, city.office)
    answered(clerk, row)
    reopened(resident, row)
    assert (fresh(row).post_id, fresh(row).is_helpful) == (seat(clerk), False)
    answered(clerk, row)
    reopened(resident, row)
    assert fresh(row).post_id == seat(street_officer)
    assert "enquiry.reopened" in told(street_officer)
    answered(street_officer, row)
    with pytest.raises(EnquiryMovedError):
        reopened(resident, row)
    assert fresh(row).reopened == 2


def test_an_answer_that_helped_closes_it(city, resident, clerk):
    row = asked(resident, city.office)
    with pytest.raises(EnquiryMovedError):
        services.close(resident, enquiry_id=row.public_id, now=NOW)
    answered(clerk, row)
    services.close(resident, enquiry_id=row.public_id, now=NOW)
    assert (fresh(row).state, fresh(row).is_helpful) == ("closed", True)


def test_a_stranger_learns_nothing(city, resident, other_resident, clerk):
    row = asked(resident, city.office)
    answered(clerk, row)
    for act in (
        lambda: queries.my_enquiry(other_resident, enquiry_id=row.public_id, now=NOW),
        lambda: services.close(other_resident, enquiry_id=row.public_id, now=NOW),
        lambda: reopened(other_resident, row),
    ):
        with pytest.raises(NotFoundError):
            act()
    assert fresh(row).state == "answered"


# ── time ───────────────────────────────────────────────────────────────────
def test_what_is_late_reaches_the_superior_once(clerk, street_officer):
    row = recorded(clerk)
    assert due.remind(now=NOW + timedelta(days=1)) == 0
    assert (due.remind(now=LATER), due.remind(now=LATER)) == (1, 0)
    assert "enquiry.overdue" in told(clerk) & told(street_officer)
    page = queries.desk_enquiries(street_officer, tab="line", now=LATER)
    assert [one.public_id for one in page.rows] == [row.public_id]


def test_what_was_answered_long_ago_is_closed(clerk):
    row = recorded(clerk, answer="十点半。")
    assert due.close_old(now=NOW + timedelta(days=29)) == 0
    assert due.close_old(now=NOW + timedelta(days=31)) == 1
    assert (fresh(row).state, fresh(row).is_helpful) == ("closed", None)


# ── sealed items ───────────────────────────────────────────────────────────
@pytest.fixture
def keeper(city):
    return staff("密", Role.CLERK, city.office, city.street, compartments=("legal",), title="2")


@pytest.fixture
def sealed_item():
    publish(definition_of(ALLOWANCES) | {"compartment": "legal"})
    return ALLOWANCES


def test_a_sealed_matter_goes_to_a_post_that_may_know(
    city, resident, clerk, keeper, sealed_item, community_worker
):
    row = asked(resident, city.office, item_code=sealed_item)
    assert row.post_id == seat(keeper)
    with pytest.raises(NotFoundError):
        queries.desk_enquiry(clerk, enquiry_id=row.public_id, now=NOW)
    with pytest.raises(InvalidError):
        offered(keeper, row, community_worker)
    with pytest.raises(NotFoundError):
        recorded(clerk, item_code=sealed_item)


# ── proof ──────────────────────────────────────────────────────────────────
def test_a_changed_history_is_found(clerk):
    row = recorded(clerk, answer="十点半。")
    assert isinstance(chains.verify(), Verified)
    Enquiry.objects.filter(pk=row.pk).update(last_seq=3)
    assert isinstance(chains.verify(), Broken)
