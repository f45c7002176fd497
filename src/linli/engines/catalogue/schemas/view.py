"""From a definition to the frozen view that guide, desk and case engine use."""

from __future__ import annotations

from collections.abc import Mapping
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
    Basis,
    Condition,
    Contacts,
    Fee,
    Flow,
    GrantRule,
    ItemView,
    Material,
    Outcome,
    Question,
    Result,
    Stage,
)
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
        flow=_flow(read),
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
            )
            for one in read.grants
        ),
        faq=tuple(Question(one.ask, one.answer) for one in read.faq),
        contacts=Contacts(
            "" if read.contacts.enquiry == "by_division" else read.contacts.enquiry,
            read.contacts.complaint,
        ),
        remedies=read.remedies,
        recheck=read.recheck or NO_WORDS,
        ends=read.ends,
        assumptions=read.assumed,
        places=read.flow.place,
    )


ANY_TEST = {"name": "-", "today": date.min, "expect": {}}  # tests are not part of what is published


def form_of(definition: Mapping[str, Any]) -> Form:
    """Return the form of a definition; raises `ValidationError`."""
    return Form.model_validate({"sections": definition["form"], "let": definition.get("let", {})})


def _flow(read: ItemFile) -> Flow:
    return Flow(
        first=read.flow.first,
        stages=tuple(_stage(name, stage) for name, stage in read.flow.stages.items()),
        extension_days=read.flow.extension,
        silence_accepts_after=read.flow.silence_accepts,
    )


def _stage(name: str, stage: StageShape) -> Stage:
    return Stage(
        id=name,
        name=stage.name,
        by=stage.by,
        outcomes=tuple(_outcome(id_, one) for id_, one in stage.outcomes.items()),
        limit=stage.limit,
        join=stage.join,
        needed=stage.needed,
        may_supplement=stage.supplement,
    )


def _outcome(name: str, outcome: OutcomeShape) -> Outcome:
    asks = outcome.kind in NOES if outcome.reason is None else outcome.reason
    return Outcome(name, outcome.name, outcome.kind, outcome.next, asks)


def _material(one: MaterialShape) -> Material:
    return Material(
        id=one.id,
        name=one.name,
        is_required=one.required,
        when=one.when,
        form=one.form,
        hint=one.hint or NO_WORDS,
        source=one.source_of or NO_WORDS,
    )


def _basis(one: BasisShape) -> Basis:
    return Basis(one.title, one.number, one.articles)
