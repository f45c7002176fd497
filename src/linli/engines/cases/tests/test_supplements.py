"""Told once and answered: who may ask, who may answer, and with what."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, Supplement, Task
from linli.engines.cases.tests.api.applications import PDF
from linli.engines.cases.tests.factories import ALLOWANCES, NOW, filed, load_catalogue, task_of
from linli.engines.cases.values import Ask, AskKind, Grade, IncompleteError, NotAllowedNowError
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.tests.factories import definition_of, publish
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.foundation.files import services as files
from linli.foundation.files.models import StoredFile
from linli.foundation.jobs import services as jobs
from linli.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
NOTE = [Ask(AskKind.OTHER, "", "请补充说明")]


@pytest.fixture
def case(city, resident):
    load_catalogue()
    return filed(resident, city.community)


def ask(actor, case, asks=NOTE, **more):
    return services.request_supplement(actor, task_id=task_of(case), asks=asks, **more, now=NOW)


def answer(actor, case, **given):
    services.answer_supplement(actor, case_id=str(case.public_id), **given, now=LATER)


def state(case):
    return Case.objects.get(pk=case.pk).state


def loose_file(actor):
    upload = SimpleUploadedFile("card.pdf", PDF, "application/pdf")
    return str(files.store(actor, upload=upload, now=NOW).public_id)


def told(actor):
    jobs.run_due(now=LATER)
    return set(Notice.objects.filter(account_id=actor.account_id).values_list("kind", flat=True))


def test_no_list_is_sent_while_one_waits_not_even_by_the_superior(case, clerk, street_officer):
    ask(clerk, case)
    with pytest.raises(NotAllowedNowError):
        ask(street_officer, case, reason="还要一份")
    assert Supplement.objects.count() == 1


def test_a_stage_that_may_not_ask_asks_for_nothing(city, resident, clerk):
    load_catalogue()
    definition = definition_of(ALLOWANCES)
    definition["flow"]["stages"]["accept"]["supplement"] = False
    publish(definition)
    case = filed(resident, city.community)
    with pytest.raises(NotAllowedNowError):
        ask(clerk, case)
    assert (state(case), Supplement.objects.count()) == ("received", 0)


def test_a_second_list_needs_words_for_its_reason(case, clerk, resident, street_officer):
    ask(clerk, case)
    answer(resident, case, note="说明")
    with pytest.raises(InvalidError):
        ask(street_officer, case, reason=" ")
    assert Supplement.objects.count() == 1


def test_a_second_list_is_answered_by_what_itself_asks(case, clerk, resident, street_officer):
    ask(clerk, case)
    answer(resident, case, note="说明")
    ask(street_officer, case, [Ask(AskKind.MATERIAL, "card_copy", "看不清")], reason="漏看了")
    with pytest.raises(IncompleteError):
        answer(resident, case, note="说明")
    answer(resident, case, materials={"card_copy": [{"seen": "original"}]})
    assert not Supplement.objects.filter(answered_at=None).exists()


def test_what_was_withdrawn_asks_for_nothing_any_more(case, clerk, resident):
    ask(clerk, case)
    services.withdraw(resident, case_id=str(case.public_id), now=NOW)
    seen = queries.my_case(resident, case_id=str(case.public_id), now=NOW)
    assert seen.supplement is None
    with pytest.raises(NotAllowedNowError):
        answer(resident, case, note="说明")
    assert (state(case), Case.objects.get().result) == ("withdrawn", "withdrawn")


def test_of_two_stages_side_by_side_one_asks_at_a_time(
    city, resident, clerk, federation_officer, civil_affairs_officer
):
    load_catalogue()
    definition = definition_of(ALLOWANCES)
    outcome = definition["flow"]["stages"]["accept"]["outcomes"]["accept"]
    outcome["next"] = ["federation", "decide"]
    publish(definition)
    case = filed(resident, city.community)
    services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)
    first, second = task_of(case, "federation"), task_of(case, "decide")
    services.request_supplement(federation_officer, task_id=first, asks=NOTE, now=NOW)
    with pytest.raises(NotAllowedNowError):
        services.request_supplement(civil_affairs_officer, task_id=second, asks=NOTE, now=NOW)
    answer(resident, case, note="说明")
    services.request_supplement(civil_affairs_officer, task_id=second, asks=NOTE, now=LATER)
    assert state(case) == "supplement"


def test_what_is_answered_before_acceptance_is_being_checked_again(case, clerk, resident):
    ask(clerk, case)
    answer(resident, case, note="说明")
    assert state(case) == "received"


@pytest.mark.parametrize("name", ["clerk", "district_leader"])
def test_nobody_else_asks_for_papers_on_a_call_back(case, clerk, resident, name, request):
    services.record_outcome(
        clerk, task_id=task_of(case), outcome="decline", reason="不归本市", now=NOW
    )
    services.rate(resident, case_id=str(case.public_id), grade=Grade.DISSATISFIED, now=NOW)
    with pytest.raises(ForbiddenError):
        ask(request.getfixturevalue(name), case)
    assert not Supplement.objects.exists()


def test_the_clock_of_the_office_stands_while_the_resident_is_asked(case, clerk):
    ask(clerk, case)
    assert Task.objects.get(case=case).due_on is None


def test_another_stage_asks_its_own_first_list(case, clerk, federation_officer, resident):
    ask(clerk, case)
    answer(resident, case, note="说明")
    services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=LATER)
    ask(federation_officer, case)
    assert Case.objects.get(pk=case.pk).told_once_extra == 0
    answer(resident, case, note="说明")
    assert state(case) == "handling"


def test_resident_is_told_of_the_list_and_the_office_of_the_answer(case, clerk, resident):
    ask(clerk, case)
    assert "supplement.requested" in told(resident)
    answer(resident, case, note="说明")
    assert "supplement.answered" in told(clerk)


def test_the_reason_for_a_second_list_is_not_the_residents_to_read(
    case, clerk, street_officer, resident
):
    ask(clerk, case)
    answer(resident, case, note="说明")
    ask(street_officer, case, reason="窗口漏看了")
    assert "窗口漏看了" not in str(
        queries.my_case(resident, case_id=str(case.public_id), now=LATER).entries
    )


def test_a_token_without_the_scope_answers_nothing(case, clerk, resident):
    ask(clerk, case)
    with pytest.raises(ForbiddenError):
        answer(replace(resident, scopes=frozenset({"cases:case:read_own"})), case, note="说明")
    assert state(case) == "supplement"


def test_an_office_that_takes_nothing_in_answers_for_nobody(case, clerk, street_officer, resident):
    ask(clerk, case)
    with pytest.raises(NotFoundError):
        answer(street_officer, case, note="说明")
    assert state(case) == "supplement"


@pytest.mark.parametrize(
    "given", [{}, {"note": " "}, {"answers": {"card": {"grade": 9}}}, {"materials": {"x": []}}]
)
def test_what_does_not_answer_is_refused_and_nothing_changes(case, clerk, resident, given):
    ask(clerk, case)
    with pytest.raises(IncompleteError):
        answer(resident, case, **given)
    assert state(case) == "supplement"
    assert Supplement.objects.get().answered_at is None


def test_a_file_that_answers_becomes_the_cases(case, clerk, resident):
    ask(clerk, case, [Ask(AskKind.MATERIAL, "card_copy", "看不清")])
    answer(resident, case, materials={"card_copy": [{"file": loose_file(resident), "name": "a"}]})
    row = StoredFile.objects.get()
    assert (row.kind, row.owner_id) == ("case", str(case.public_id))


def test_the_file_of_somebody_else_answers_nothing(case, clerk, resident, other_resident):
    ask(clerk, case, [Ask(AskKind.MATERIAL, "card_copy", "看不清")])
    foreign = loose_file(other_resident)
    with pytest.raises(IncompleteError):
        answer(resident, case, materials={"card_copy": [{"file": foreign, "name": "a"}]})
    assert StoredFile.objects.get().kind == ""


@pytest.mark.parametrize(
    ("materials", "code"),
    [({"nothing": [{"seen": "original"}]}, "unknown"), ({"card_copy": [{"x": 1}]}, "invalid")],
)
def test_papers_nobody_knows_and_papers_without_a_file_are_refused(city, resident, materials, code):
    load_catalogue()
    item = catalogue.published(ALLOWANCES)
    from linli.engines.cases.tests.factories import allowances

    with pytest.raises(IncompleteError) as refused:
        services.submit_application(
            resident,
            item_code=item.code,
            digest=item.digest,
            answers=allowances(city.community),
            materials={"card_copy": [{"seen": "original"}]} | materials,
            idempotency_key="one",
            now=NOW,
        )
    assert [problem.code for problem in refused.value.problems] == [code]
