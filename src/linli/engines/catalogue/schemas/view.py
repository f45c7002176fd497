"""From a definition to the frozen view that guide, desk and case engine use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from linli.engines.catalogue.schemas.item import (
    BasisShape,
    ItemFile,
    MaterialShape,
    OutcomeShape,
    StageShape,
)
from linli.engines.catalogue.values import (
    NOES,
    Archive,
    Authorisation,
    Basis,
    Condition,
    Contacts,
    End,
    Fee,
    Flow,
    GrantRule,
    ItemView,
    Material,
    NoticeRule,
    Outcome,
    PlaceRule,
    Question,
    Recheck,
    Remedy,
    Result,
    Stage,
    WaitRule,
)
from linli.foundation.formspec.expressions import ExpressionError, parse
from linli.foundation.formspec.schemas import Form
from linli.foundation.formspec.values import NO_WORDS


def item_view(definition: Mapping[str, Any], *, version_id: int = 0, digest: str = "") -> ItemView:
    """Return the view of a definition whose shared pieces are in it; raises `ValidationError`."""
    read = ItemFile.model_validate({"tests": [ANY_TEST], **definition})
    fee = read.fee
    return ItemView(
        version_id=version_id,
        code=read.item,
        digest=digest,
        name=read.name,
        summary=read.summary,
        form=form_of(definition),
        flow=_flow(read, definition),
        materials=tuple(map(_material, read.materials)),
        category=read.category,
        life_events=read.life_events,
        words=read.words,
        audience=read.audience,
        level=read.level,
        kind=read.kind,
        type=read.type,
        handling=read.handling,
        compartment=read.compartment,
        archive=Archive(read.archive.years) if read.archive else Archive(),
        statutory=read.limits.statutory,
        case_limit=read.limits.promised,
        ways=read.channels,
        visits=read.visits.count,
        visits_why=read.visits.why or NO_WORDS,
        fee=None
        if isinstance(fee, str)
        else Fee(fee.name, fee.standard, _basis(fee.basis), fee.online),
        basis=tuple(map(_basis, read.basis)),
        conditions=tuple(Condition(one.id, one.need, one.text) for one in read.eligibility),
        let=read.let,
        results=tuple(Result(one.name, one.kind, one.delivery) for one in read.results),
        grants=tuple(
            GrantRule(
                one.id,
                one.name,
                one.when,
                one.amount,
                one.every,
                one.from_when or NO_WORDS,
                one.form,
                one.value_of,
                one.first,
                one.months,
            )
            for one in read.grants
        ),
        faq=tuple(Question(one.ask, one.answer) for one in read.faq),
        contacts=Contacts(
            "" if read.contacts.enquiry == "by_division" else read.contacts.enquiry,
            read.contacts.complaint,
        ),
        remedies=tuple(Remedy(one.text, one.body, one.within) for one in read.remedies),
        recheck=read.recheck.text if read.recheck else NO_WORDS,
        recheck_rule=_recheck(read),
        ends=tuple(End(one.text, one.when, one.stops == "itself") for one in read.ends),
        authorisation=_authorisation(read),
        assumptions=read.assumed,
        places=read.flow.place,
    )


ANY_TEST = {"name": "-", "today": date.min, "expect": {}}  # tests are not part of what is published


def form_of(definition: Mapping[str, Any]) -> Form:
    """Return the form that people fill in; raises `ValidationError`.

    Of the formulas of `let` it has those that do not rest on what stages write down.
    """
    let = definition.get("let", {})
    records = {
        f"{section['section']}."
        for stage in definition["flow"]["stages"].values()
        for section in stage.get("form", ())
    }
    known = {name: text for name, text in let.items() if not _rests_on(text, records, let)}
    return Form.model_validate({"sections": definition["form"], "let": known})


def _rests_on(text: Any, records: Iterable[str], let: Mapping[str, Any]) -> bool:
    """Say whether a formula names what a stage writes down, by itself or through another one."""
    waiting: list[Any] = [text]
    seen: set[str] = set()
    while waiting:
        try:
            names = parse(str(waiting.pop())).names
        except ExpressionError:
            return False  # the check of the pack says where it cannot be read
        if any(name.startswith(tuple(records)) for name in names):
            return True
        waiting += [let[name] for name in names if name in let and name not in seen]
        seen |= names
    return False


def _flow(read: ItemFile, definition: Mapping[str, Any]) -> Flow:
    written = definition["flow"]["stages"]
    return Flow(
        first=read.flow.first,
        stages=tuple(
            _stage(name, stage, written[name].get("form", ()))
            for name, stage in read.flow.stages.items()
        ),
        extension_days=read.flow.extension,
        silence_accepts_after=read.flow.silence_accepts,
    )


def _stage(name: str, stage: StageShape, form: Sequence[Any]) -> Stage:
    notice, wait, place = stage.notice, stage.wait, stage.place
    return Stage(
        id=name,
        name=stage.name,
        by=stage.by,
        outcomes=tuple(way for id_, one in stage.outcomes.items() for way in _ways(id_, one)),
        limit=stage.limit,
        join=stage.join,
        needed=stage.needed,
        may_supplement=stage.supplement,
        kind=stage.kind,
        people=stage.people,
        form=Form.model_validate({"sections": form}).sections if form else (),
        tells=stage.tells,
        notice=NoticeRule(notice.posted, notice.shows) if notice and notice.posted else None,
        wait=WaitRule(wait.verdict, wait.at_most, wait.item or "")
        if wait and wait.at_most
        else None,
        place=PlaceRule(place.of, place.number) if place else None,
    )


def _ways(name: str, outcome: OutcomeShape) -> Iterator[Outcome]:
    """Give each way of an outcome, those with a condition of their own first."""
    asks = outcome.kind in NOES if outcome.reason is None else outcome.reason
    for number, other in enumerate(outcome.instead, start=1):
        when = f"({outcome.when}) and ({other.when})" if outcome.when else other.when
        id_ = f"{name}.{number}"
        yield Outcome(id_, outcome.name, outcome.kind, other.next, asks, when, name)
    yield Outcome(name, outcome.name, outcome.kind, outcome.next, asks, outcome.when)


def _recheck(read: ItemFile) -> Recheck | None:
    rule = read.recheck
    if rule is None or rule.months is None:
        return None
    return Recheck(rule.months, rule.stage or read.flow.first)


def _authorisation(read: ItemFile) -> Authorisation | None:
    rule = read.authorisation
    return Authorisation(rule.of, rule.who, rule.text) if rule else None


def _material(one: MaterialShape) -> Material:
    return Material(
        id=one.id,
        name=one.name,
        is_required=one.required,
        when=one.when,
        form=one.form,
        hint=one.hint or NO_WORDS,
        source=one.source_of or NO_WORDS,
        later=one.later,
        later_when=one.later_when,
        paper=one.paper or "",
    )


def _basis(one: BasisShape) -> Basis:
    return Basis(one.title, one.number, one.articles)
