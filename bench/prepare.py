"""Fills a fresh site for a scenario: `python -m bench.prepare SCENARIO PLAN …` writes the requests.

A plan is JSON: {subject: {"method", "path", "callers": [{"headers", "body", "fresh"}, one each]}}.
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
import uuid
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.load import FRESH  # noqa: E402
from bench.models import Note  # noqa: E402
from linli.engines.cases import services as cases  # noqa: E402
from linli.engines.cases.models import Case, CaseAccess, CaseParty, Task  # noqa: E402
from linli.engines.cases.tests.factories import ALLOWANCES, allowances  # noqa: E402
from linli.engines.cases.values import PartyKind  # noqa: E402
from linli.engines.catalogue import queries as catalogue  # noqa: E402
from linli.foundation.actors.values import Proof, Role  # noqa: E402
from linli.foundation.calendar import clock  # noqa: E402
from linli.foundation.files import services as files  # noqa: E402
from linli.foundation.numbering import rules as numbering  # noqa: E402
from linli.registers.accounts import queries as account_queries  # noqa: E402
from linli.registers.accounts import services as accounts  # noqa: E402
from linli.registers.accounts.tests import factories as cast  # noqa: E402
from linli.registers.organisations import queries as organisations  # noqa: E402
from linli.registers.places.values import Level  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from linli.foundation.actors.values import Actor

STREET, COMMUNITY = "120101001000", "120101001001"
OWN_CASES = 20  # of each resident, on the page of her cases
SPREAD = 30  # days over which last days lie, a third of them past
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
Plan = dict[str, dict[str, Any]]


def main() -> int:
    """Fill the site and write the plan."""
    arguments = _arguments()
    with connection.schema_editor() as editor:
        editor.create_model(Note)
    with transaction.atomic():
        plan = PREPARE[arguments.scenario](arguments)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database that has been at work knows its tables
    arguments.plan.write_text(json.dumps(plan), "utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.prepare")
    parser.add_argument("scenario", choices=list(PREPARE))
    parser.add_argument("plan", type=Path)
    parser.add_argument("--connections", type=int, required=True)
    parser.add_argument("--each", type=int, required=True, help="writes a caller can make")
    parser.add_argument("--tasks", type=int, required=True)
    return parser.parse_args()


# ── scenarios ──────────────────────────────────────────────────────────────
def submit(arguments: argparse.Namespace) -> Plan:
    """Residents with a token and a paper for each application that they will hand in."""
    item = catalogue.published(ALLOWANCES)
    body = {"item": item.code, "digest": item.digest, "answers": allowances(COMMUNITY)}
    callers, again = [], []
    for actor in _residents(arguments.connections):
        headers = {
            "Authorization": f"Bearer {_token(actor)}",
            "Content-Type": "application/json",
            "Accept-Language": "zh-CN",
            "Idempotency-Key": FRESH,
        }
        text = json.dumps(body | {"materials": {"card_copy": [FRESH]}}, ensure_ascii=False)
        papers = [_paper(actor) for _ in range(arguments.each)]
        callers.append({"headers": headers, "body": text, "fresh": papers})
        again.append({"headers": headers, "body": text.replace(FRESH, papers[0])})
    return {
        "trivial": {"method": "POST", "path": "/bench/trivial", "callers": again},
        "plain": {"method": "POST", "path": "/bench/plain", "callers": again},
        "application": {"method": "POST", "path": "/api/v1/applications", "callers": callers},
    }


def pages(arguments: argparse.Namespace) -> Plan:
    """Residents with cases, and a clerk in whose office many tasks are open."""
    residents = _residents(arguments.connections)
    own = [[_filed(actor, str(n)) for n in range(OWN_CASES)] for actor in residents]
    office = organisations.in_division(STREET, function="street_office", level=Level.STREET)[0]
    clerk = cast.staff("赵敏", Role.CLERK, office.id, STREET)
    _open_tasks(Case.objects.get(public_id=own[0][0]), arguments.tasks)
    signed_in = [_browser(actor) for actor in residents]
    at_desk = [_browser(clerk)] * len(residents)
    first = own[0][0]
    return {
        "hello": _get("/bench/hello", signed_in),
        "home": _get(reverse("portal:home"), signed_in),
        "guide": _get(reverse("portal:catalogue:guide", args=[ALLOWANCES]), signed_in),
        "mine": _get(reverse("portal:cases:mine"), signed_in),
        "case": _get(reverse("portal:cases:case", args=[first]), [signed_in[0]] * len(residents)),
        "queue": _get(reverse("desk:cases:queue"), at_desk),
        "desk_case": _get(reverse("desk:cases:case", args=[first]), at_desk),
    }


PREPARE: dict[str, Callable[[argparse.Namespace], Plan]] = {"submit": submit, "pages": pages}


# ── what they are made of ──────────────────────────────────────────────────
def _residents(count: int) -> list[Actor]:
    """Insert proven residents, one a connection: a city's calls come from many accounts."""
    return [
        cast.resident(
            f"bench{n}",
            phone=f"1380000{n:04}",
            person="张秀英",
            living=COMMUNITY,
            proof=Proof.COUNTER,
        )
        for n in range(count)
    ]


def _token(actor: Actor) -> str:
    now = clock.now()
    _token, secret = accounts.issue_token(
        actor,
        name="bench",
        scopes=list(account_queries.grantable_scopes(actor)),
        expires_at=now + timedelta(days=1),
        now=now,
    )
    return secret


def _paper(actor: Actor) -> str:
    kept = files.store_bytes(actor, content=PDF, name="card.pdf", now=clock.now())
    return str(kept.public_id)


def _browser(actor: Actor) -> dict[str, Any]:
    session = cast.browser_of(actor).cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={'b' * 32}"
    return {"headers": {"Cookie": cookies, "Accept-Language": "zh-CN"}}


def _get(path: str, callers: list[dict[str, Any]]) -> dict[str, Any]:
    return {"method": "GET", "path": path, "callers": callers}


def _filed(actor: Actor, key: str) -> str:
    item = catalogue.published(ALLOWANCES)
    return cases.submit_application(
        actor,
        item_code=item.code,
        digest=item.digest,
        answers=allowances(COMMUNITY),
        materials={"card_copy": [{"file": _paper(actor)}]},
        idempotency_key=key,
        now=clock.now(),
    )


def _open_tasks(pattern: Case, count: int) -> None:
    """Insert copies of a case at its first stage in bulk, without their history."""
    task, ground = Task.objects.get(case=pattern), CaseAccess.objects.get(case=pattern)
    today = clock.today()
    cases_made: list[Case] = []
    tasks: list[Task] = []
    for n in range(count):
        case, one = copy.copy(pattern), copy.copy(task)
        case.pk, case.public_id, case.idempotency_key = None, uuid.uuid4(), f"bulk{n}"
        case.number = numbering.new_receipt_number("LL", today)
        one.pk, one.public_id, one.case = None, uuid.uuid4(), case
        one.due_on = today + timedelta(days=n % SPREAD - SPREAD // 3)
        one.half_on = one.due_on - timedelta(days=3)
        cases_made.append(case)
        tasks.append(one)
    Case.objects.bulk_create(cases_made, batch_size=500)
    for one in tasks:
        one.case_id = one.case.pk
    Task.objects.bulk_create(tasks, batch_size=500)
    parties, grounds = [], []
    for n, case in enumerate(cases_made):
        parties.append(CaseParty(case=case, kind=PartyKind.APPLICANT, account_id=10**9 + n))
        place = ground.division_code
        grounds.append(
            CaseAccess(case=case, organisation_id=ground.organisation_id, division_code=place)
        )
    CaseParty.objects.bulk_create(parties, batch_size=500)
    CaseAccess.objects.bulk_create(grounds, batch_size=500)


if __name__ == "__main__":
    sys.exit(main())
