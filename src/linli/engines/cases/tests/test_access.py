"""Who may see and do what: mandates that end, sealed items, one ground at a time."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.queries import QueueFilter
from linli.engines.cases.tests.factories import (
    ALLOWANCES,
    DOCTOR,
    NOW,
    allowances,
    filed,
    load_catalogue,
    task_of,
)
from linli.engines.cases.values import NotAllowedNowError
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.tests.factories import definition_of, publish
from linli.foundation.actors.values import Actor, Role
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.registers.accounts.tests.factories import staff
from linli.registers.people import services as people

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def mandate(principal: Actor, agent: Actor, item_code: str = "", **more: Any) -> Any:
    """Let one resident act for another, as they do it themselves: a code, given and entered."""
    granted = people.grant_mandate(
        principal, item_code=item_code, from_on=TODAY, to_on=None, now=NOW, **more
    )
    people.accept_mandate(agent, code=granted.code, now=NOW)
    return granted.public_id


def applied(actor: Actor, city: Any, for_person: Actor) -> str:
    """File the allowances for a principal."""
    item = catalogue.published(ALLOWANCES)
    return services.submit_application(
        actor,
        item_code=item.code,
        digest=item.digest,
        answers=allowances(city.community),
        materials={"card_copy": [{"seen": "original"}]},
        for_person_id=for_person.person_id,
        idempotency_key="agent",
        now=NOW,
    )


@pytest.mark.plan("B7")
def test_an_agent_files_and_follows_for_whom_they_may_act(city, proven_resident, other_resident):
    load_catalogue()
    mandate(proven_resident, other_resident)
    case_id = applied(other_resident, city, proven_resident)
    for who in (proven_resident, other_resident):
        assert queries.my_case(who, case_id=case_id, now=NOW).row.number


@pytest.mark.plan("B7")
def test_a_revoked_mandate_ends_what_the_agent_sees(city, proven_resident, other_resident):
    load_catalogue()
    granted = mandate(proven_resident, other_resident)
    case_id = applied(other_resident, city, proven_resident)
    people.revoke_mandate(proven_resident, mandate_id=granted, now=NOW)
    with pytest.raises(NotFoundError):
        queries.my_case(other_resident, case_id=case_id, now=NOW)
    with pytest.raises(NotFoundError):
        services.withdraw(other_resident, case_id=case_id, now=NOW)
    assert queries.my_case(proven_resident, case_id=case_id, now=NOW)


@pytest.mark.plan("B7")
def test_a_mandate_for_one_item_opens_no_other(city, proven_resident, other_resident):
    load_catalogue()
    mandate(proven_resident, other_resident, DOCTOR)
    with pytest.raises(NotFoundError):
        applied(other_resident, city, proven_resident)
    case_id = str(filed(proven_resident, city.community).public_id)
    with pytest.raises(NotFoundError):
        queries.my_case(other_resident, case_id=case_id, now=NOW)


def test_below_proven_nobody_acts_for_anybody(city, proven_resident, resident):
    load_catalogue()
    with pytest.raises(NotFoundError):
        applied(resident, city, proven_resident)


def sealed_item() -> str:
    """Publish the allowances as an item of a sealed compartment."""
    load_catalogue()
    definition = definition_of(ALLOWANCES) | {"compartment": "special"}
    return publish(definition).digest


def test_a_sealed_case_leaves_no_trace_for_the_colleague_beside(city, resident, clerk, auditor):
    sealed_item()
    case = filed(resident, city.community)
    inside = staff(
        "何密", Role.CLERK, city.office, city.street, compartments=("special",), title="sealed"
    )
    assert queries.tasks_for(inside, shown=QueueFilter(), now=NOW).counts["todo"] == 1
    assert queries.desk_case(inside, case_id=str(case.public_id), now=NOW).row.number
    for outside in (clerk, auditor):
        page = queries.tasks_for(outside, shown=QueueFilter(), now=NOW)
        assert (page.rows, page.counts["todo"]) == ((), 0)
        assert queries.cases_in_scope(outside) == ((), None)
        with pytest.raises(NotFoundError):
            queries.desk_case(outside, case_id=str(case.public_id), now=NOW)
    with pytest.raises(NotFoundError):
        services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)


@pytest.fixture
def extendable(city, resident, clerk):
    """A case with the federation, of an item that allows ten days more, once."""
    load_catalogue()
    definition = definition_of(ALLOWANCES)
    publish(definition | {"flow": definition["flow"] | {"extension": 10}})
    case = filed(resident, city.community)
    services.record_outcome(clerk, task_id=task_of(case), outcome="accept", now=NOW)
    return case


def asked(case, officer):
    services.ask_extension(officer, task_id=task_of(case), reason="要等医院复核", now=NOW)
    case.refresh_from_db()


def test_an_extension_needs_the_superiors_approval_and_moves_the_last_day(
    extendable, resident, federation_officer, district_leader
):
    before = queries.my_case(resident, case_id=str(extendable.public_id), now=NOW)
    asked(extendable, federation_officer)
    request = queries.tasks_for(district_leader, shown=QueueFilter(), now=NOW).rows[0]
    services.decide_extension(
        district_leader, task_id=str(request.task_id), is_approved=True, reason="同意", now=NOW
    )
    after = queries.my_case(resident, case_id=str(extendable.public_id), now=NOW)
    for later, earlier in ((after.clock, before.clock), (after.offices[0], before.offices[0])):
        assert later.due_on is not None
        assert earlier.due_on is not None
        assert later.due_on - earlier.due_on == timedelta(days=14)
    assert after.entries[-1].kind == "extension.approved"


def test_an_extension_is_asked_for_once(extendable, federation_officer, district_leader):
    asked(extendable, federation_officer)
    with pytest.raises(NotAllowedNowError):
        services.ask_extension(
            federation_officer,
            task_id=task_of(extendable, "federation"),
            reason="再要几天",
            now=NOW,
        )


def test_a_refused_extension_leaves_the_last_day(
    extendable, resident, federation_officer, district_leader
):
    before = queries.my_case(resident, case_id=str(extendable.public_id), now=NOW)
    asked(extendable, federation_officer)
    request = queries.tasks_for(district_leader, shown=QueueFilter(), now=NOW).rows[0]
    services.decide_extension(
        district_leader, task_id=str(request.task_id), is_approved=False, reason="够用", now=NOW
    )
    after = queries.my_case(resident, case_id=str(extendable.public_id), now=NOW)
    assert after.clock.due_on == before.clock.due_on


def test_where_the_item_allows_none_nobody_can_ask(city, resident, clerk):
    load_catalogue()
    case = filed(resident, city.community)
    with pytest.raises(NotAllowedNowError):
        services.ask_extension(clerk, task_id=task_of(case), reason="忙", now=NOW)


def test_a_token_without_the_scope_may_not_decide(city, resident, clerk):
    load_catalogue()
    case = filed(resident, city.community)
    narrowed = replace(clerk, scopes=frozenset({"cases:case:read"}))
    with pytest.raises(ForbiddenError):
        services.record_outcome(narrowed, task_id=task_of(case), outcome="accept", now=NOW)
