"""Papers are kept, agreed to, deleted and brought back by whom they belong to."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from linli.foundation.actors.values import SYSTEM
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.foundation.files import queries as files
from linli.foundation.files.models import StoredFile
from linli.registers.library import queries, services
from linli.registers.library.models import Paper
from linli.registers.library.tests.factories import NOW, TODAY, kept
from linli.registers.library.values import UNDO_FOR, PaperReplacedError, Source, State
from linli.registers.people import services as people
from linli.registers.people.tests.factories import child, somebody
from linli.registers.people.values import ApprovalNeededError, NotProvenError

pytestmark = pytest.mark.django_db


def states():
    return list(Paper.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.plan("E3")
def test_one_keeps_a_paper_of_ones_own(proven_resident):
    paper_id = kept(proven_resident, expires_on=TODAY + timedelta(days=400))
    shown = queries.papers(proven_resident, now=NOW)[0]
    assert (shown.public_id, shown.source, shown.office) == (paper_id, Source.OWN, "")
    assert [one.name for one in shown.files] == ["card.pdf"]


def test_at_the_counter_the_original_was_seen(clerk, proven_resident):
    kept(clerk, person_id=proven_resident.person_id)
    shown = queries.papers(proven_resident, now=NOW)[0]
    assert (shown.source, shown.office) == (Source.COUNTER, clerk.holdings[0].organisation_name)


def test_who_proved_nothing_keeps_nothing(resident):
    with pytest.raises(NotProvenError):
        kept(resident)
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("other_clerk", NotFoundError),
        ("neighbour_officer", ForbiddenError),
        ("other_resident", ForbiddenError),
    ],
)
def test_others_keep_nothing_of_mine(request, proven_resident, who, error):
    with pytest.raises(error):
        kept(request.getfixturevalue(who), person_id=proven_resident.person_id)
    assert not Paper.objects.exists()
    assert not StoredFile.objects.exists()


def test_papers_of_a_child_need_an_approval(clerk, city):
    kid = child(living=city.community)
    for act in (
        lambda: kept(clerk, person_id=kid.id),
        lambda: queries.papers_of(clerk, person_id=kid.id, now=NOW),
    ):
        with pytest.raises(ApprovalNeededError):
            act()
    assert not Paper.objects.exists()


def test_the_newer_paper_takes_the_place_of_the_older(proven_resident):
    kept(proven_resident)
    kept(proven_resident)
    assert states() == ["replaced", "valid"]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"kind": "passport_of_mars"}, "kind"),
        ({"issued_on": TODAY + timedelta(days=1)}, "issued_on"),
        ({"expires_on": TODAY - timedelta(days=1)}, "expires_on"),
    ],
)
def test_what_cannot_be_is_refused(proven_resident, given, path):
    with pytest.raises(InvalidError) as refused:
        kept(proven_resident, **given)
    assert [one.path for one in refused.value.problems] == [path]
    assert not Paper.objects.exists()


def test_agreement_is_withdrawn_and_given_again(proven_resident):
    paper_id = kept(proven_resident)
    services.allow(proven_resident, paper_id=paper_id, may_reuse=False, now=NOW)
    assert not queries.papers(proven_resident, now=NOW)[0].may_reuse
    services.allow(proven_resident, paper_id=paper_id, may_reuse=True, now=NOW)
    assert queries.papers(proven_resident, now=NOW)[0].may_reuse
    acts = AuditEntry.objects.filter(kind="paper").order_by("pk").values_list("act", flat=True)
    assert [act.removeprefix("library.paper.") for act in acts] == [
        "kept",
        "consent_withdrawn",
        "allowed",
    ]


@pytest.mark.parametrize("act", [services.delete, services.restore])
def test_nobody_touches_the_paper_of_another(proven_resident, other_resident, other_clerk, act):
    paper_id = kept(proven_resident)
    for actor in (other_resident, other_clerk):
        with pytest.raises(NotFoundError):
            act(actor, paper_id=paper_id, now=NOW)
    assert states() == ["valid"]


def test_a_deleted_paper_is_gone_and_can_be_brought_back(proven_resident):
    paper_id = kept(proven_resident)
    services.delete(proven_resident, paper_id=paper_id, now=NOW)
    assert queries.papers(proven_resident, now=NOW) == ()
    services.restore(proven_resident, paper_id=paper_id, now=NOW)
    assert [one.state for one in queries.papers(proven_resident, now=NOW)] == [State.VALID]


def test_it_is_not_brought_back_over_a_newer_one(proven_resident):
    paper_id = kept(proven_resident)
    services.delete(proven_resident, paper_id=paper_id, now=NOW)
    kept(proven_resident)
    with pytest.raises(PaperReplacedError):
        services.restore(proven_resident, paper_id=paper_id, now=NOW)
    assert states() == ["deleted", "valid"]


def test_after_seven_days_it_is_gone_for_good(proven_resident):
    paper_id = kept(proven_resident)
    services.delete(proven_resident, paper_id=paper_id, now=NOW)
    assert services.purge(now=NOW + UNDO_FOR) == 0
    assert services.purge(now=NOW + UNDO_FOR + timedelta(seconds=1)) == 1
    assert not Paper.objects.exists()
    assert not StoredFile.objects.exists()


def test_files_are_read_by_the_person_and_their_counter(
    proven_resident, clerk, other_resident, other_clerk
):
    kept(proven_resident)
    file_id = queries.papers(proven_resident, now=NOW)[0].files[0].public_id
    for actor in (proven_resident, clerk):
        assert files.stored(actor, public_id=file_id).name == "card.pdf"
    for actor in (other_resident, other_clerk):
        with pytest.raises(NotFoundError):
            files.stored(actor, public_id=file_id)


def test_files_of_a_deleted_paper_are_read_by_nobody(proven_resident):
    paper_id = kept(proven_resident)
    file_id = queries.papers(proven_resident, now=NOW)[0].files[0].public_id
    services.delete(proven_resident, paper_id=paper_id, now=NOW)
    with pytest.raises(NotFoundError):
        files.stored(proven_resident, public_id=file_id)


def test_papers_follow_the_record_that_is_kept(clerk, proven_resident, city):
    twin = somebody("李秀英", living=city.community)
    kept(proven_resident)
    kept(clerk, person_id=twin.id)
    kept(clerk, "household_book", person_id=twin.id)
    people.merge(
        SYSTEM,
        kept_id=proven_resident.person_id,
        dropped_id=twin.id,
        reason="同一人",
        now=NOW,
    )
    shown = queries.papers(proven_resident, now=NOW)
    assert sorted((one.kind, one.state.value) for one in shown) == [
        ("disability_card", "replaced"),
        ("disability_card", "valid"),
        ("household_book", "valid"),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_leave_one_valid_paper(proven_resident):
    both, errors = Barrier(2), []

    def act():
        try:
            both.wait()
            kept(proven_resident)
        except PaperReplacedError as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=act) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert Paper.objects.filter(state=State.VALID).count() == 1
