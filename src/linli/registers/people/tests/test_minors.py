"""People under 14: staff read with approval only, for a time, each look logged."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ConflictError, ForbiddenError, NotFoundError
from linli.foundation.formspec.values import DocumentType
from linli.registers.people import queries, services
from linli.registers.people.models import MinorApproval
from linli.registers.people.tests.factories import (
    CHILD,
    NOW,
    TODAY,
    child,
    number,
    signed_in,
    somebody,
)
from linli.registers.people.values import (
    AlreadyRequestedError,
    ApprovalNeededError,
    DecidedError,
    ReasonMissingError,
)

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def kid(city):
    return child(living=city.community)


def request(actor, kid):
    return services.request_minor_reading(actor, person_id=kid.id, reason="困境儿童走访", now=NOW)


def test_staff_do_not_read_without_approval(clerk, kid):
    with pytest.raises(ApprovalNeededError):
        queries.person(clerk, person_id=kid.id, now=NOW)
    with pytest.raises(ApprovalNeededError):
        queries.prefill(clerk, person_id=kid.id, now=NOW)


def test_number_is_not_unmasked_without_approval(clerk, kid):
    from linli.registers.people.models import IdentityDocument

    document = IdentityDocument.objects.get(person=kid.id)
    with pytest.raises(ApprovalNeededError):
        services.unmask(clerk, document_id=document.pk, reason="走访", now=NOW)


def test_the_day_is_the_citys_day(clerk, kid):
    turns = datetime(CHILD.year + 14, CHILD.month, CHILD.day, tzinfo=UTC) - timedelta(hours=8)
    with pytest.raises(ApprovalNeededError):
        queries.person(clerk, person_id=kid.id, now=turns - timedelta(minutes=1))
    assert queries.person(clerk, person_id=kid.id, now=turns)


def test_a_token_without_the_scope_neither_asks_nor_decides(clerk, street_officer, kid):
    scopes = frozenset({"people:person:read"})
    with pytest.raises(ForbiddenError):
        request(replace(clerk, scopes=scopes), kid)
    with pytest.raises(ForbiddenError):
        services.request_sheltered_reading(
            replace(clerk, scopes=scopes),
            kind="case",
            subject=uuid4(),
            label="x",
            reason="走访",
            now=NOW,
        )
    asked = request(clerk, kid)
    for decide in (services.approve_minor_reading, services.decline_minor_reading):
        with pytest.raises(ForbiddenError):
            decide(replace(street_officer, scopes=scopes), approval_id=asked, now=NOW)
    assert MinorApproval.objects.get().decided_at is None


def test_residents_see_no_requests(resident):
    with pytest.raises(ForbiddenError):
        queries.approvals(resident)


def test_an_end_before_the_week_is_kept(clerk, street_officer, kid):
    soon = NOW + timedelta(hours=1)
    asked = request(clerk, kid)
    services.approve_minor_reading(street_officer, approval_id=asked, until=soon, now=NOW)
    assert queries.person(clerk, person_id=kid.id, now=NOW)
    with pytest.raises(ApprovalNeededError):
        queries.person(clerk, person_id=kid.id, now=soon)


def test_each_decision_and_each_kind_of_look_stands_in_the_log(clerk, street_officer, city):
    one, other = child(living=city.community), child("李小贝", living=city.community)
    services.decline_minor_reading(street_officer, approval_id=request(clerk, one), now=NOW)
    services.approve_minor_reading(street_officer, approval_id=request(clerk, other), now=NOW)
    queries.prefill(clerk, person_id=other.id, now=NOW)
    acts = AuditEntry.objects.filter(act__startswith="people.minor").order_by("pk")
    assert [act.removeprefix("people.minor.") for act in acts.values_list("act", flat=True)] == [
        "requested",
        "declined",
        "requested",
        "approved",
        "prefilled",
    ]


def test_list_covers_the_name(clerk, kid):
    row = queries.find(clerk, text="李小宝", now=NOW)[0]
    assert (row.name, row.document, row.phone, row.is_sheltered) == ("李*宝", "", "", True)


def test_approved_reading_opens_for_a_week_and_each_look_is_logged(clerk, street_officer, kid):
    services.approve_minor_reading(street_officer, approval_id=request(clerk, kid), now=NOW)
    for _ in range(2):
        queries.person(clerk, person_id=kid.id, now=NOW)
    looks = AuditEntry.objects.filter(act="people.minor.read", account_id=clerk.account_id)
    assert [entry.reason for entry in looks] == ["困境儿童走访"] * 2
    with pytest.raises(ApprovalNeededError):
        queries.person(clerk, person_id=kid.id, now=NOW + WEEK)


def test_approval_is_for_one_reader(clerk, community_worker, street_officer, kid):
    services.approve_minor_reading(street_officer, approval_id=request(clerk, kid), now=NOW)
    with pytest.raises(ApprovalNeededError):
        queries.person(community_worker, person_id=kid.id, now=NOW)


def test_end_is_never_later_than_a_week(clerk, street_officer, kid):
    approval = request(clerk, kid)
    services.approve_minor_reading(
        street_officer, approval_id=approval, until=NOW + 9 * WEEK, now=NOW
    )
    assert MinorApproval.objects.get(public_id=approval).until == NOW + WEEK


def test_nobody_approves_their_own_request(street_officer, kid):
    with pytest.raises(NotFoundError):
        services.approve_minor_reading(
            street_officer, approval_id=request(street_officer, kid), now=NOW
        )
    assert queries.approvals(street_officer)[0].is_granted is None


def test_database_refuses_ones_own_approval(clerk, kid):
    row = MinorApproval.objects.get(public_id=request(clerk, kid))
    with pytest.raises(IntegrityError), transaction.atomic():
        MinorApproval.objects.filter(pk=row.pk).update(decider_id=row.reader_id)


def test_clerk_may_not_approve(clerk, community_worker, kid):
    with pytest.raises(ForbiddenError):
        services.approve_minor_reading(community_worker, approval_id=request(clerk, kid), now=NOW)


def test_supervisor_of_another_place_does_not_see_the_request(clerk, kid, city):
    from linli.foundation.actors.values import Role
    from linli.registers.accounts.tests import factories as accounts

    other = accounts.staff("外街", Role.STREET_OFFICER, city.other_office, city.other_street)
    approval = request(clerk, kid)
    assert queries.approvals(other) == ()
    with pytest.raises(NotFoundError):
        services.approve_minor_reading(other, approval_id=approval, now=NOW)


def test_post_in_line_decides_wherever_the_child_lives(clerk, street_officer, city):
    card = number(CHILD)
    away = somebody("李小宝", living=city.other_community, born=CHILD, document=card)
    queries.find_exact(clerk, document_type=DocumentType.RESIDENT_ID, number=card, now=NOW)
    approval = request(clerk, away)
    assert [row.label for row in queries.approvals(street_officer)] == ["李*宝"]
    services.approve_minor_reading(street_officer, approval_id=approval, now=NOW)
    assert queries.person(clerk, person_id=away.id, now=NOW).name == "李小宝"


def test_what_another_room_keeps_opens_the_same_way(clerk, street_officer):
    paper = uuid4()

    def opens():
        return queries.opened(clerk, kind="case", subject=paper, now=NOW)

    assert not opens()
    approval = services.request_sheltered_reading(
        clerk, kind="case", subject=paper, label="LL2026", reason="核对材料", now=NOW
    )
    assert queries.has_asked(clerk, subject=paper)
    assert not queries.has_asked(street_officer, subject=paper)
    assert not opens()
    services.approve_minor_reading(street_officer, approval_id=approval, now=NOW)
    assert opens()
    assert not queries.has_asked(clerk, subject=paper)
    assert not queries.opened(clerk, kind="person", subject=paper, now=NOW)
    look = AuditEntry.objects.get(act="people.minor.read")
    assert (look.kind, look.subject, look.reason) == ("case", str(paper), "核对材料")


def test_declined_stays_closed(clerk, street_officer, kid):
    approval = request(clerk, kid)
    services.decline_minor_reading(street_officer, approval_id=approval, now=NOW)
    with pytest.raises(ApprovalNeededError):
        queries.person(clerk, person_id=kid.id, now=NOW)
    with pytest.raises(DecidedError):
        services.approve_minor_reading(street_officer, approval_id=approval, now=NOW)


def test_one_open_request_at_a_time(clerk, kid):
    request(clerk, kid)
    with pytest.raises(AlreadyRequestedError):
        request(clerk, kid)
    assert MinorApproval.objects.count() == 1


def test_reason_is_needed(clerk, kid):
    with pytest.raises(ReasonMissingError):
        services.request_minor_reading(clerk, person_id=kid.id, reason="", now=NOW)


def test_adult_needs_no_approval(clerk, city):
    with pytest.raises(ConflictError):
        request(clerk, somebody(living=city.community))


def test_guardian_reads_without_approval(clerk, kid, city):
    parent = somebody(living=city.community)
    services.add_guardianship(clerk, guardian_id=parent.id, ward_id=kid.id, from_on=TODAY, now=NOW)
    assert queries.person(signed_in(parent), person_id=kid.id, now=NOW).name == "李小宝"
