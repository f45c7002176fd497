"""After a decision: what it grants is written, replaced by a later check, or stopped by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from linli.engines.cases import queries as cases
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.values import GrantForm
from linli.engines.entitlements import rules
from linli.engines.entitlements.models import Entitlement, Member, Recheck
from linli.engines.entitlements.queries.sealing import ACCOUNT, person_key, seal
from linli.engines.entitlements.services.history import Change, append, count_members, lock
from linli.engines.entitlements.services.recalled import settle_all, suspend_recalled
from linli.engines.entitlements.services.telling import tell_person
from linli.engines.entitlements.values import LIVE, EntitlementState, EventKind, Why
from linli.foundation.actors.values import SYSTEM
from linli.foundation.errors.values import NotFoundError
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from linli.engines.cases.values import GrantedCase
    from linli.engines.catalogue.values import Grant, GrantRule, ItemView
    from linli.foundation.jobs.values import Message


def follow_up(message: Message, *, now: datetime) -> None:
    """Write what a decided case grants; what was written before stays as it is.

    What a recalled decision granted is suspended, and settled by the next decision.
    """
    payload = message.payload
    suspend_recalled(payload["case"], first=payload["first"], last=payload["last"], now=now)
    case = cases.granted(payload["case"])
    if case is None:
        return
    if case.follows:
        _after_recheck(case, now=now)
        return
    gives = dict(_by_rule(case)) if case.result == "granted" else {}
    settle_all(case, gives, now=now)
    for rule, grant in gives.values():
        _write(case, rule, grant, now=now)


def _by_rule(case: GrantedCase) -> Iterator[tuple[str, tuple[GrantRule, Grant]]]:
    return ((rule.id, (rule, grant)) for rule, grant in _granted(case))


def move_person(*, kept_id: int, dropped_id: int, now: datetime) -> None:  # noqa: ARG001
    """Point what was granted to the kept record of a person."""
    Entitlement.objects.filter(person_id=dropped_id).update(person_id=kept_id)


def _granted(case: GrantedCase, *, month: date | None = None) -> Iterator[tuple[GrantRule, Grant]]:
    """Yield each rule and what it gives: by the day whose parameters the rule names."""
    item = catalogue.version(case.version_id)
    for rule in item.grants:
        first = rules.first_month(
            rule.first, applied_on=case.submitted_on, decided_on=case.decided_on
        )
        day = rules.value_day(
            rule.value_of,
            applied_on=case.submitted_on,
            decided_on=case.decided_on,
            month=month or first,
        )
        found = amounts(item, case, day)
        if rule.id in found:
            yield rule, found[rule.id]


def amounts(item: ItemView, case: GrantedCase, day: date) -> dict[str, Grant]:
    """Return what the answers give by the parameters of a day, by rule."""
    context = catalogue.context(today=day, division_code=case.division_code)
    return {one.id: one for one in catalogue.grants(item, case.answers, context=context)}


def _write(case: GrantedCase, rule: GrantRule, grant: Grant, *, now: datetime) -> None:
    if Entitlement.objects.filter(case_id=case.pk, grant_id=rule.id).exists():
        return
    try:
        with transaction.atomic():
            _insert(case, rule, grant, is_double=False, now=now)
    except IntegrityError:
        _insert(case, rule, grant, is_double=True, now=now)


def _insert(
    case: GrantedCase, rule: GrantRule, grant: Grant, *, is_double: bool, now: datetime
) -> None:
    """Insert one; held back where somebody in it is counted in another one of the same."""
    if case.organisation_id is None:
        raise NotFoundError
    item = catalogue.version(case.version_id)
    first = rules.first_month(rule.first, applied_on=case.submitted_on, decided_on=case.decided_on)
    months = rule.months or (1 if rule.every == "once" else None)
    amount = grant.amount_fen if rule.form in {GrantForm.MONEY, GrantForm.CREDIT} else None
    row = Entitlement(
        case_id=case.pk,
        version_id=case.version_id,
        item_code=item.code,
        grant_id=rule.id,
        name_zh=rule.name.zh,
        name_en=rule.name.en,
        form=rule.form,
        every=rule.every,
        value_of=rule.value_of,
        person_id=_person_of(case),
        account_id=case.account_id,
        holder_masked=case.applicant_masked,
        division_code=case.division_code,
        organisation_id=case.organisation_id,
        compartment=case.compartment,
        sheltered_until=case.sheltered_until,
        applied_on=case.submitted_on,
        decided_on=case.decided_on,
        first_month=first,
        last_month=rules.last_month(first, months),
        state=EntitlementState.SUSPENDED if is_double else EntitlementState.RUNNING,
        is_double=is_double,
        amount_fen=amount,
        recheck_on=_recheck_on(item, case.decided_on) if rule.every == "month" else None,
    )
    if case.answers.get("account"):
        row.account = seal(case.answers["account"], purpose=ACCOUNT, bound_to=row.public_id)
    row.save(force_insert=True)
    Member.objects.bulk_create(
        Member(
            entitlement=row,
            item_code=item.code,
            grant_id=rule.id,
            person_key=key,
            is_counted=not is_double,
        )
        for key in _members(case)
    )
    why = {"why": Why.DECISION, "decision": case.decision}
    granted = Change(EventKind.GRANTED, first, amount, row.last_month, data=why)
    append(row, SYSTEM, granted, now=now)
    if is_double:
        append(row, SYSTEM, Change(EventKind.HELD, first), now=now)


def _recheck_on(item: ItemView, day: date) -> date | None:
    return rules.recheck_on(day, item.recheck_rule.months if item.recheck_rule else None)


def _person_of(case: GrantedCase) -> int | None:
    """Return the record of whom it is for: of the case, or of the number that was decided on."""
    if case.person_id is not None:
        return case.person_id
    known = case.answers.get("applicant", {}).get("identity") or {}
    return people.id_of_number(
        document_type=str(known.get("type", "")), number=str(known.get("number", ""))
    )


def _members(case: GrantedCase) -> set[bytes]:
    """Return the keys of everybody counted: the applicant and those in tables of people."""
    numbers = {number for number in _numbers(case.answers.values()) if number}
    return {person_key(number) for number in numbers} or {person_key(f"case:{case.public_id}")}


def _numbers(values: Any) -> Iterator[str]:
    for section in values:
        if not isinstance(section, dict):
            continue
        for name, value in section.items():
            if name == "identity" and isinstance(value, dict):
                yield str(value.get("number", ""))
            elif isinstance(value, list):
                yield from _numbers([row for row in value if isinstance(row, dict)])


def _after_recheck(case: GrantedCase, *, now: datetime) -> None:
    """Let the new decision decide from the month after: the amount, or that it stops."""
    rows = Entitlement.objects.filter(case__public_id=str(case.follows), state__in=LIVE)
    done = Recheck.objects.filter(new_case=case.public_id, ended_at=None)
    if not done.update(ended_at=now):
        return
    gives = {rule.id: grant for rule, grant in _granted(case)} if case.result == "granted" else {}
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        _renew(lock(pk), case, gives, now=now)


def _renew(
    row: Entitlement, case: GrantedCase, gives: Mapping[str, Grant], *, now: datetime
) -> None:
    month = rules.stop_month(case.decided_on)
    grant, about = gives.get(row.grant_id), {"why": Why.RECHECK, "case": case.number}
    if grant is None:
        row.state, row.is_double, row.recheck_on = EntitlementState.STOPPED, False, None
        row.last_month = last_paid(row, month)
        words = {"reason": case.reason} if case.reason else None
        append(row, SYSTEM, Change(EventKind.STOPPED, month, data=about, words=words), now=now)
        count_members(row)
        tell_stopped(row, now=now)
        return
    item = catalogue.version(row.version_id)
    rule = next(one for one in item.grants if one.id == row.grant_id)
    row.recheck_on = _recheck_on(item, row.recheck_on or case.decided_on)
    if rule.months and row.last_month:
        row.last_month = rules.later(row.last_month, rule.months)
    until = row.last_month
    append(row, SYSTEM, Change(EventKind.PROLONGED, month, until=until, data=about), now=now)
    if grant.amount_fen is not None and grant.amount_fen != row.amount_fen:
        row.amount_fen = grant.amount_fen
        append(row, SYSTEM, Change(EventKind.AMOUNT, month, grant.amount_fen, data=about), now=now)


def last_paid(row: Entitlement, stopped: date) -> date | None:
    """Return the last month that is paid when it stops from a month on; None if there is none."""
    last = rules.later(stopped, -1)
    return last if last >= row.first_month else None


def tell_stopped(row: Entitlement, *, now: datetime) -> None:
    """Tell the person that it stops, why it can be read, and what can be done against it."""
    from django.utils.translation import gettext as _

    tell_person(
        row,
        title=lambda: _("It stops: %(name)s"),
        body=lambda: _("From when and why stands in your account, and what you can do against it."),
        about=f"stopped:{row.last_seq}",
        now=now,
    )
