"""What is seen, by whom: sealed cases, files, words of others, whole numbers, small figures."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, CaseEvent, CaseParty, Draft, Rating, Task
from linli.engines.cases.queries import QueueFilter, chains
from linli.engines.cases.services import parties
from linli.engines.cases.tests.api.applications import PDF
from linli.engines.cases.tests.factories import ALLOWANCES, NOW, filed, load_catalogue, task_of
from linli.engines.cases.tests.test_access import sealed_item
from linli.engines.cases.values import Grade
from linli.foundation.actors.values import Actor, Proof, Role
from linli.foundation.audit import triggers
from linli.foundation.audit.models import AuditEntry
from linli.foundation.audit.values import Broken
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.foundation.files import queries as stored
from linli.foundation.files import services as files
from linli.registers.accounts.tests.factories import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


def desk_case(actor, case):
    return queries.desk_case(actor, case_id=str(case.public_id), now=NOW)


def reveal(actor, case):
    return services.reveal(
        actor, case_id=str(case.public_id), path="applicant.identity", reason="核对证件", now=NOW
    )


def file_of(kind, owner_id):
    upload = SimpleUploadedFile("card.pdf", PDF, "application/pdf")
    actor = Actor(account_id=1)
    return files.store(actor, upload=upload, now=NOW, kind=kind, owner_id=owner_id).public_id


def sees(actor, file_id):
    try:
        return bool(stored.stored(actor, public_id=file_id))
    except NotFoundError:
        return False


def test_whole_numbers_are_for_those_who_handle_and_stand_in_the_log(
    case, city, clerk, auditor, other_clerk
):
    with pytest.raises(ForbiddenError):
        reveal(auditor, case)
    with pytest.raises(NotFoundError):
        reveal(other_clerk, case)
    assert not AuditEntry.objects.filter(act="case.revealed").exists()
    reveal(clerk, case)
    entry = AuditEntry.objects.get(act="case.revealed")
    assert (entry.reason, entry.data, entry.account_id, entry.division_code) == (
        "核对证件",
        {"path": "applicant.identity"},
        clerk.account_id,
        city.community,
    )


def test_what_the_form_does_not_have_is_not_shown_and_not_logged(case, clerk):
    with pytest.raises(NotFoundError):
        services.reveal(
            clerk, case_id=str(case.public_id), path="applicant.x", reason="核对证件", now=NOW
        )
    assert not AuditEntry.objects.filter(act="case.revealed").exists()


def test_the_line_does_not_show_a_sealed_case_to_a_head_without_the_compartment(
    city, resident, street_officer
):
    sealed_item()
    filed(resident, city.community)
    assert queries.line_tasks(street_officer, shown=QueueFilter(), now=NOW).rows == ()
    assert queries.line_figures(street_officer, now=NOW) == ()


def test_below_proven_the_cases_of_the_record_stay_closed(city, proven_resident):
    load_catalogue()
    filed(proven_resident, city.community)
    unsure = replace(proven_resident, proof=Proof.PHONE, account_id=4711)
    assert queries.my_cases(unsure, now=NOW) == ((), None)


def test_staff_meet_their_own_application_at_home_and_not_at_the_desk(city, other_clerk):
    load_catalogue()
    mine = filed(other_clerk, city.community)
    assert queries.my_case(other_clerk, case_id=str(mine.public_id), now=NOW)
    with pytest.raises(NotFoundError):
        desk_case(other_clerk, mine)


def test_a_token_without_the_scope_reads_no_case_of_the_office(case, clerk):
    with pytest.raises(NotFoundError):
        desk_case(replace(clerk, scopes=frozenset({"cases:task:handle"})), case)


def test_a_token_without_the_scope_reads_no_case_of_ones_own(case, resident):
    token = replace(resident, scopes=frozenset({"people:mandate:grant"}))
    file_id = file_of("case", str(case.public_id))
    for read in (
        lambda: queries.my_case(token, case_id=str(case.public_id), now=NOW),
        lambda: queries.my_cases(token, now=NOW),
        lambda: queries.my_documents(token, now=NOW),
    ):
        with pytest.raises(ForbiddenError):
            read()
    assert queries.home(token, now=NOW) == ()
    assert not sees(token, file_id)


def test_one_posts_compartment_opens_nothing_seen_by_another(city, resident, clerk, other_clerk):
    sealed_item()
    case = filed(resident, city.community)
    keyed = replace(other_clerk.holdings[0], compartments=frozenset({"special"}))
    both = replace(clerk, holdings=(*clerk.holdings, keyed))
    assert queries.cases_in_scope(both) == ((), None)
    with pytest.raises(NotFoundError):
        desk_case(both, case)
    right = replace(clerk.holdings[0], compartments=frozenset({"special"}))
    assert desk_case(replace(clerk, holdings=(*other_clerk.holdings, right)), case)


def test_one_heads_compartment_opens_nothing_in_another_line(
    city, resident, street_officer, other_clerk
):
    sealed_item()
    filed(resident, city.community)
    elsewhere = staff("外街", Role.STREET_OFFICER, city.other_office, city.other_street)
    keyed = replace(elsewhere.holdings[0], compartments=frozenset({"special"}))
    both = replace(street_officer, holdings=(*street_officer.holdings, keyed))
    assert queries.line_tasks(both, shown=QueueFilter(), now=NOW).rows == ()
    assert queries.cases_in_scope(both) == ((), None)


def test_files_of_a_case_are_read_by_who_sees_the_case(case, clerk, other_clerk, resident):
    file_id = file_of("case", str(case.public_id))
    assert [sees(actor, file_id) for actor in (clerk, resident, other_clerk)] == [
        True,
        True,
        False,
    ]


def test_files_of_a_draft_are_read_by_its_writer_alone(case, clerk, resident, other_resident):
    draft = services.start(resident, item_code=ALLOWANCES, now=NOW)
    file_id = file_of("draft", str(draft.public_id))
    assert [sees(actor, file_id) for actor in (resident, other_resident, clerk)] == [
        True,
        False,
        False,
    ]


def test_a_resident_does_not_read_who_at_the_office_did_it(case, clerk, resident):
    services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)
    seen = queries.my_case(resident, case_id=str(case.public_id), now=NOW)
    assert {entry.by for entry in seen.entries} == {""}
    assert clerk.name in {entry.by for entry in desk_case(clerk, case).entries}


def test_who_only_audits_reads_no_answer_kept_for_handlers(case, auditor, clerk):
    def texts(actor):
        return [row.text for section in desk_case(actor, case).sections for row in section.rows]

    assert "张秀英" in str(texts(clerk))
    assert "张秀英" not in str(texts(auditor))


def test_a_good_rating_is_not_shown_beside_the_case(case, clerk, street_officer):
    Rating.objects.create(case=case, grade=Grade.SATISFIED, at=NOW)
    assert desk_case(street_officer, case).ratings == ()


@pytest.mark.parametrize(("count", "shown"), [(4, (0, 0, True)), (5, (5, 1, False))])
def test_ratings_are_silent_under_five_and_count_ones_scope(
    city, resident, street_officer, auditor, count, shown
):
    load_catalogue()
    for number in range(count):
        rated = filed(resident, city.community, key=str(number))
        Rating.objects.create(case=rated, grade=1 if number == 0 else 5, at=NOW)
    found = queries.rating_figures(street_officer)
    assert (found.rated, found.poor, found.is_suppressed) == shown
    elsewhere = staff("外街", Role.STREET_OFFICER, city.other_office, city.other_street)
    assert queries.rating_figures(elsewhere).rated == 0


def test_due_today_is_not_overdue(case, clerk, street_officer):
    last_day = NOW + timedelta(days=1)
    figures = queries.line_figures(street_officer, now=last_day)[0]
    assert (figures.today, figures.overdue) == (1, 0)
    for days, rows in ((1, 0), (2, 1)):
        late = queries.tasks_for(
            clerk, shown=QueueFilter(is_overdue=True), now=NOW + timedelta(days=days)
        )
        assert len(late.rows) == rows


def test_a_queue_narrows_to_mine_and_to_one_service(case, city, resident, clerk):
    def shown(**wanted):
        return len(queries.tasks_for(clerk, shown=QueueFilter(**wanted), now=NOW).rows)

    services.claim(clerk, task_id=task_of(case), now=NOW)
    filed(resident, city.community, key="two")
    assert [shown(), shown(is_mine=True), shown(item_code="B2.02")] == [2, 1, 0]


def test_cases_and_drafts_follow_a_merged_record(city, proven_resident, other_resident):
    load_catalogue()
    filed(proven_resident, city.community)
    services.start(proven_resident, item_code=ALLOWANCES, now=NOW)
    kept, dropped = other_resident.person_id, proven_resident.person_id
    parties.move_parties(kept_id=kept, dropped_id=dropped, now=NOW)
    assert CaseParty.objects.get().person_id == Draft.objects.get().person_id == kept


@pytest.mark.parametrize(
    "change",
    [
        {"account_id": 4711},
        {"post_id": 4711},
        {"organisation_id": 4711},
        {"task": None},
        {"data": {"x": 1}},
        {"on": NOW.date() + timedelta(days=1)},
        {"at": NOW + timedelta(days=1)},
        {"sealed": b"x"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_no_part_of_an_event_changes_unnoticed(case, clerk, change):
    from django.db import connection

    services.record_outcome(
        clerk, task_id=task_of(case), outcome="decline", reason="不归本市", now=NOW
    )
    with triggers.lifted(connection):
        CaseEvent.objects.filter(case=case, kind="case.declined").update(**change)
    assert isinstance(chains.verify(), Broken)


def test_what_is_sealed_opens_in_its_own_case_only(case, city, resident):
    from linli.engines.cases.queries.sealing import seal, unseal
    from linli.foundation.privacy.values import TamperedError

    other = filed(resident, city.community, key="two")
    blob = seal(case, {"note": "一"})
    other.key = case.key
    with pytest.raises(TamperedError):
        unseal(other, blob)
    assert unseal(Case.objects.get(pk=case.pk), blob) == {"note": "一"}
    assert Task.objects.count() == 2
