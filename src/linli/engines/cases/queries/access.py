"""Who may see which case: one predicate of grounds, in the query and never only in the view.

The grounds: I am a party, or may act for one · my organisation has or had a task of it ·
I supervise the organisation in its line · I audit its division. A sealed case needs its
compartment too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from linli.engines.cases.models import Case, CaseAccess, CaseDocument, CaseParty, Draft, Task
from linli.engines.cases.queries.sheltering import opens
from linli.engines.cases.values import (
    LIVE_TASKS,
    OFFICE_PAPERS,
    CasePermission,
    DocumentKind,
    PartyKind,
)
from linli.foundation.actors.values import HANDLERS, LEADERS, Actor, Role
from linli.foundation.calendar import clock
from linli.foundation.errors.values import NotFoundError
from linli.registers.people import queries as people
from linli.registers.people.values import (
    WHOLE_SCOPE,
    ApprovalNeededError,
    BeyondMandateError,
    Scope,
)
from linli.registers.places.values import Level, code_range, level_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from linli.foundation.actors.values import Holding


def own_cases(actor: Actor, *, now: datetime, scope: Scope = Scope.FOLLOW) -> QuerySet[Case]:
    """Return the cases in which the actor is a party, or may do this for one."""
    if not actor.is_signed_in:
        return Case.objects.none()
    return Case.objects.filter(_party(actor, now=now, scope=scope))


def staff_cases(actor: Actor) -> QuerySet[Case]:
    """Return the cases that the actor's posts give a ground to see."""
    if not actor.may(CasePermission.READ):
        return Case.objects.none()
    everywhere = frozenset().union(*(held.compartments for held in actor.holdings))
    ground = _taken_in(actor) & Q(compartment__in=["", *everywhere])
    for compartments, posts in _by_compartments(actor.holdings):
        seen = _handled(posts) | _supervised(posts) | _audited(posts)
        ground |= seen & Q(compartment__in=["", *compartments])
    return Case.objects.filter(ground)


def overseen_cases(actor: Actor, *, compartment: str = "") -> QuerySet[Case]:
    """Return the cases of the lines that the actor leads or audits, of one compartment or none."""
    posts = _keyed(actor, compartment)
    return Case.objects.filter(led(posts) | _audited(posts), compartment=compartment)


def led_cases(actor: Actor, *, compartment: str = "") -> QuerySet[Case]:
    """Return the cases of the lines that the actor leads: whose ratings are theirs to read."""
    return Case.objects.filter(led(_keyed(actor, compartment)), compartment=compartment)


def led(posts: Iterable[Holding]) -> Q:
    """Match what leaders supervise; whoever leads the whole city leads every case in it."""
    posts = list(posts)
    whole = [held for held in posts if level_of(held.division_code) is Level.CITY]
    parts = [held for held in posts if held not in whole]
    return _within(whole, LEADERS) | (_supervised(parts) if parts else Q(pk__in=()))


def _keyed(actor: Actor, compartment: str) -> list[Holding]:
    """Return the posts that open a compartment; all of them where none is asked for."""
    held = actor.holdings_for(CasePermission.READ_FIGURES)
    return [one for one in held if not compartment or compartment in one.compartments]


def supervised_cases(actor: Actor) -> QuerySet[Case]:
    """Return the cases of the offices in the actor's line."""
    ground = Q(pk__in=())
    for compartments, posts in _by_compartments(actor.holdings_for(CasePermission.SUPERVISE)):
        ground |= _supervised(posts) & Q(compartment__in=["", *compartments])
    return Case.objects.filter(ground)


def staff_case(actor: Actor, case_id: str) -> Case:
    """Return one case that the actor's posts give a ground to see; raises `NotFoundError`."""
    case = staff_cases(actor).filter(public_id=case_id).first()
    if case is None:
        raise NotFoundError
    return case


def own_case(actor: Actor, case_id: str, *, now: datetime, scope: Scope = Scope.FOLLOW) -> Case:
    """Return one of the actor's own cases.

    Raises `NotFoundError`, and `BeyondMandateError` where a mandate shows it but does not go so
    far.
    """
    case = own_cases(actor, now=now, scope=scope).filter(public_id=case_id).first()
    if case is not None:
        return case
    if scope is not Scope.FOLLOW and own_cases(actor, now=now).filter(public_id=case_id).exists():
        raise BeyondMandateError
    raise NotFoundError


def scope_in(actor: Actor, case: Case, *, now: datetime) -> frozenset[Scope]:
    """Return what the actor may do in a case: all of it as a party, else as mandates say.

    One statement, for agents and guardians two. Nothing for staff who only handle it.
    """
    persons = set()
    for kind, account, person in case.parties.values_list("kind", "account_id", "person_id"):
        is_me = kind == PartyKind.APPLICANT and account == actor.account_id
        if is_me or (actor.is_proven and person == actor.person_id):
            return WHOLE_SCOPE
        persons.add(person)
    found: frozenset[Scope] = frozenset()
    for one in people.acting_for(actor, today=timezone.localdate(now)):
        if one.person_id in persons and one.item_code in {"", case.item_code}:
            found |= one.scope
    return found


def case_to_answer(actor: Actor, case_id: str, *, now: datetime) -> Case:
    """Return a case for which the actor may hand in what was asked for.

    It is one's own, or that of a person at the counter of an office that has it. Raises
    `NotFoundError`, and `ApprovalNeededError` at the counter where somebody under 14 stands in it.
    """
    try:
        return own_case(actor, case_id, now=now, scope=Scope.FILE)
    except (NotFoundError, BeyondMandateError):
        if not actor.may(CasePermission.INTAKE):
            raise
    case = staff_case(actor, case_id)
    if not opens(actor, case, now=now, act="answer"):
        raise ApprovalNeededError
    return case


def supervised_tasks(actor: Actor) -> QuerySet[Task]:
    """Return live tasks of the organisations in the actor's line."""
    inside = Q(pk__in=())
    for held in actor.holdings_for(CasePermission.SUPERVISE):
        ground = Q(organisation__division__code__range=code_range(held.division_code))
        inside |= ground & Q(case__compartment__in=["", *held.compartments])
    return Task.objects.filter(inside, state__in=LIVE_TASKS)


def _by_compartments(posts: Iterable[Holding]) -> Iterable[tuple[frozenset[str], list[Holding]]]:
    """Return posts with equal compartments together: one post's key opens no other's doors."""
    found: dict[frozenset[str], list[Holding]] = {}
    for held in posts:
        found.setdefault(held.compartments, []).append(held)
    return found.items()


def _party(actor: Actor, *, now: datetime, scope: Scope) -> Q:
    """Match the applicant, and who may do this for her today: a revoked mandate ends it.

    Whoever may only collect the result sees a case once it is decided.
    """
    mine = Q(account_id=actor.account_id, kind=PartyKind.APPLICANT)
    if actor.is_proven and actor.person_id is not None:
        mine |= Q(person_id=actor.person_id)
    for one in people.acting_for(actor, today=timezone.localdate(now)):
        ground = Q(person_id=one.person_id)
        if one.item_code:
            ground &= Q(case__item_code=one.item_code)
        if scope in one.scope:
            mine |= ground
        elif scope is Scope.FOLLOW and Scope.COLLECT in one.scope:
            mine |= ground & Q(case__ended_at__isnull=False)
    return Q(Exists(CaseParty.objects.filter(mine, case=OuterRef("pk"))))


def _taken_in(actor: Actor) -> Q:
    """Match what staff took in for somebody present: first asked is responsible (plan, H5)."""
    if not actor.may(CasePermission.INTAKE):
        return Q(pk__in=())
    is_party = CaseParty.objects.filter(case=OuterRef("pk"), account_id=actor.account_id)
    return Q(submitted_by_id=actor.account_id) & Q(~Exists(is_party))


def _handled(posts: Iterable[Holding]) -> Q:
    bodies = {held.organisation_id for held in posts if held.role in HANDLERS}
    return Q(Exists(CaseAccess.objects.filter(case=OuterRef("pk"), organisation__in=bodies)))


def _supervised(posts: Iterable[Holding]) -> Q:
    inside = _within(posts, LEADERS)
    return Q(Exists(CaseAccess.objects.filter(inside, case=OuterRef("pk"))))


def _audited(posts: Iterable[Holding]) -> Q:
    return _within(posts, frozenset({Role.AUDITOR}))


def _within(posts: Iterable[Holding], roles: frozenset[Role]) -> Q:
    """Match division codes in the divisions of those posts that have one of the roles."""
    inside = Q(pk__in=())
    for code in sorted({held.division_code for held in posts if held.role in roles}):
        inside |= Q(division_code__range=code_range(code))
    return inside


def may_read_files(actor: Actor, owner_id: str) -> bool:
    """Return whether the actor may read the files of a case: whoever may read what is in it."""
    now = clock.now()
    may_read_own = actor.is_system or (
        actor.may(CasePermission.READ_OWN)
        and own_cases(actor, now=now).filter(public_id=owner_id).exists()
    )
    if may_read_own:
        return True
    case = staff_cases(actor).filter(public_id=owner_id).first()
    return case is not None and opens(actor, case, now=now, act="file")


def may_fetch_file(actor: Actor, owner_id: str, public_id: UUID) -> bool:
    """Return whether the actor may have this file of a case that they may read.

    A result is for the person herself, for staff, and for agents who may collect it; what offices
    keep among themselves is for those who handle the case.
    """
    paper = CaseDocument.objects.filter(case__public_id=owner_id, file_id=public_id)
    kind = paper.values_list("kind", flat=True).first()
    if kind in OFFICE_PAPERS:
        handled = staff_cases(actor).filter(public_id=owner_id)
        return actor.is_system or (actor.may(CasePermission.HANDLE) and handled.exists())
    if kind != DocumentKind.RESULT or actor.is_system:
        return True
    collected = own_cases(actor, now=clock.now(), scope=Scope.COLLECT)
    both = collected.filter(public_id=owner_id), staff_cases(actor).filter(public_id=owner_id)
    return any(rows.exists() for rows in both)


def may_read_draft_files(actor: Actor, owner_id: str) -> bool:
    """Return whether the actor may read the files of a draft: whoever writes it."""
    mine = Draft.objects.filter(public_id=owner_id, owner_id=actor.account_id or 0)
    return actor.may(CasePermission.APPLY) and mine.exists()
