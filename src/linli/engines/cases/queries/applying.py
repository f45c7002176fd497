"""What the pages of an application show: its steps, one section, the review."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.engines.cases.queries import authorisations, household, promises
from linli.engines.cases.queries.drafts import DraftView, draft
from linli.engines.cases.queries.given import files_of
from linli.engines.cases.queries.known import Known, hinted, known_in, noted, proven
from linli.engines.cases.values import DRAFT_FILES
from linli.engines.catalogue import queries as catalogue
from linli.foundation.errors.values import NotFoundError
from linli.foundation.exchange import queries as exchange
from linli.foundation.formspec import display, forms
from linli.foundation.formspec import rules as formspec
from linli.registers.library import queries as library
from linli.registers.library.values import LibraryPermission
from linli.registers.organisations import queries as organisations
from linli.registers.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from linli.engines.cases.queries.authorisations import AgreementView
    from linli.engines.catalogue.values import Material, Stage, Verdict
    from linli.foundation.actors.values import Actor
    from linli.foundation.errors.values import Problem
    from linli.foundation.files.values import FileView
    from linli.foundation.formspec.values import (
        BoundSection,
        Context,
        DisplaySection,
    )
    from linli.foundation.ui.values import FieldView
    from linli.registers.library.values import PaperView as KeptPaper
    from linli.registers.organisations.values import OrganisationView
    from linli.registers.people.values import PersonView

PAPERS = "papers"
AGREEMENTS = "agreements"


@dataclass(frozen=True)
class Step:
    """One step of an application: a section of the form, or the papers."""

    id: str
    title: str
    is_done: bool
    page: str = "section"  # or: papers, agreements


@dataclass(frozen=True)
class PaperView:
    """A paper that this application owes, and what was added so far."""

    material: Material
    given: tuple[Mapping[str, Any], ...]
    is_seen: bool
    offer: KeptPaper | None = None  # one of the document library
    may_keep: bool = False  # what is added can be kept for the next time
    promised_on: date | None = None
    may_follow_until: date | None = None


@dataclass(frozen=True)
class ReaderView:
    """Who will be told: an office of the flow and what it does."""

    stage: Stage
    office: OrganisationView | None


@dataclass(frozen=True)
class Overview:
    """The task list of an application."""

    draft: DraftView
    item: catalogue.ItemView
    steps: tuple[Step, ...]
    person: PersonView | None
    agreements: tuple[AgreementView, ...] = ()
    live: tuple[str, ...] = ()  # answers of the page that decide what else it asks
    known: Known = field(default_factory=Known)
    may_look_up: bool = False  # registers are reached that know what this service asks

    @property
    def applicant_name(self) -> str:
        """The applicant's name as answered so far."""
        return catalogue.applicant_name(self.item, self.draft.answers)

    @property
    def next_step(self) -> Step | None:
        """The first step that is not done."""
        return next((step for step in self.steps if not step.is_done), None)

    def number_of(self, step_id: str) -> int:
        """Return which step this is, from 1; 0 if it is none."""
        ids = [step.id for step in self.steps]
        return ids.index(step_id) + 1 if step_id in ids else 0

    def after(self, step_id: str) -> Step | None:
        """Return the step behind another."""
        ids = [step.id for step in self.steps]
        following = self.steps[ids.index(step_id) + 1 :] if step_id in ids else ()
        return following[0] if following else None


@dataclass(frozen=True)
class Review:
    """Everything once more before it is handed in."""

    overview: Overview
    sections: tuple[DisplaySection, ...]
    papers: tuple[PaperView, ...]
    problems: tuple[Problem, ...]
    consents: tuple[FieldView, ...]
    verdict: Verdict
    readers: tuple[ReaderView, ...]
    questions: tuple[Problem, ...] = ()  # may be confirmed as meant


def overview(actor: Actor, *, draft_id: str, now: datetime) -> Overview:
    """Return the steps of one of the actor's drafts; raises `NotFoundError`."""
    shown = draft(actor, draft_id=draft_id)
    item = catalogue.published(shown.item_code)
    context = _context(item, shown, now=now)
    bound = forms.bind(item.form, shown.answers, context=context)
    asked = [one for one in bound if any(view.kind != "consent" for view in one.fields)]
    steps = [Step(one.id, one.title, one.id in shown.done) for one in asked]
    agreed = (
        authorisations.of_draft(actor, draft_id=draft_id, now=now) if item.authorisation else ()
    )
    if agreed:
        is_agreed = all(one.is_given for one in agreed)
        steps.append(Step(AGREEMENTS, _("Your family agrees"), is_agreed, AGREEMENTS))
    owed = _owed(item, shown, now=now)
    if owed:
        is_complete = all(shown.materials.get(one.id) for one in owed if one.is_required)
        done = is_complete and all(step.is_done for step in steps)
        steps.append(Step(PAPERS, _("Papers"), done, PAPERS))
    is_for_another = shown.person_id is not None and shown.person_id != actor.person_id
    person = (
        people.person(actor, person_id=shown.person_id or 0, now=now, item_code=item.code)
        if is_for_another
        else None
    )
    return Overview(
        shown,
        item,
        tuple(steps),
        person,
        agreed,
        known=known_in(item, shown.document, context=context),
        may_look_up=bool(shown.person_id and exchange.that_give(catalogue.named(item))),
    )


def section(
    actor: Actor,
    *,
    draft_id: str,
    section_id: str,
    now: datetime,
    typed: Mapping[str, Any] | None = None,
    problems: Iterable[Problem] = (),
) -> tuple[Overview, BoundSection]:
    """Return one section of a draft to be filled in; `typed` is laid over what was saved."""
    seen = overview(actor, draft_id=draft_id, now=now)
    answers = {**seen.draft.answers, **(typed or {})}
    bound = forms.bind(
        seen.item.form,
        answers,
        context=_context(seen.item, seen.draft, now=now),
        problems=problems,
        section=section_id,
        files=_files(actor, seen, {section_id: answers.get(section_id, {})}),
    )
    if not bound:
        raise NotFoundError
    live = forms.deciding([seen.item.form.section(section_id)])
    return replace(seen, live=live), hinted(bound[0], seen.known)


def _files(actor: Actor, seen: Overview, answers: Mapping[str, Any]) -> dict[str, FileView]:
    """Return the files of a draft that answers name."""
    owner_id = str(seen.draft.public_id)
    document = {"answers": answers}
    return files_of(actor, seen.item.form, document, kind=DRAFT_FILES, owner_id=owner_id)


def papers(actor: Actor, *, draft_id: str, now: datetime) -> tuple[Overview, tuple[PaperView, ...]]:
    """Return the papers that a draft owes, with those that were given before."""
    seen = overview(actor, draft_id=draft_id, now=now)
    return seen, _offered(actor, seen, _papers(seen, now=now), now=now)


def _offered(
    actor: Actor, seen: Overview, owed: tuple[PaperView, ...], *, now: datetime
) -> tuple[PaperView, ...]:
    """Return papers with what the document library has of the person; one without a record none."""
    person_id = seen.draft.person_id
    kinds = {one.material.paper for one in owed if one.material.paper}
    if person_id is None or not kinds:
        return owed
    found = library.offers(
        actor, person_id=person_id, kinds=kinds, item_code=seen.item.code, now=now
    )
    may_keep = library.is_own(actor, person_id) or actor.may(LibraryPermission.KEEP)
    return tuple(
        replace(
            one,
            offer=found.get(one.material.paper),
            may_keep=may_keep and bool(one.material.paper),
        )
        for one in owed
    )


def review(
    actor: Actor, *, draft_id: str, now: datetime, problems: Iterable[Problem] = ()
) -> Review:
    """Return everything once more: answers, what is missing, who will be told what."""
    seen = overview(actor, draft_id=draft_id, now=now)
    item, answers = seen.item, seen.draft.answers
    context = _context(item, seen.draft, now=now)
    checked = formspec.check(item.form, answers, context=context)
    consents = forms.bind_consents(item.form, answers, context=context, problems=problems)
    consented = {view.name for view in consents}
    missing = [one for one in checked.problems if one.path not in consented]
    family = household.problems(
        actor, item, checked.answers, agreements=seen.agreements, today=timezone.localdate(now)
    )
    missing += [one for one in family if one.code not in household.QUESTIONS]
    place = catalogue.place_of(item, checked.answers)
    return Review(
        overview=seen,
        sections=noted(
            display.lines(
                item.form,
                answers,
                context=context,
                reveal=tuple(item.form.fields_by_path),  # the writer checks what she typed
                files=_files(actor, seen, answers),
                with_missing=True,
            ),
            seen.known,
        ),
        papers=_papers(seen, now=now),
        problems=tuple(problems) or tuple(missing),
        consents=consents,
        verdict=catalogue.eligibility(item, checked.answers, context=context),
        readers=_readers(item, place),
        questions=tuple(one for one in family if one.code in household.QUESTIONS),
    )


def _readers(item: catalogue.ItemView, place: str) -> tuple[ReaderView, ...]:
    """Return the offices of the flow at an address; None where the address is not known yet."""
    found = []
    for stage in item.flow.stages:
        body = (
            organisations.responsible(
                function=stage.by.function, level=stage.by.level, division_code=place
            )
            if place
            else None
        )
        found.append(ReaderView(stage, body))
    return tuple(found)


def _papers(seen: Overview, *, now: datetime) -> tuple[PaperView, ...]:
    return tuple(
        PaperView(
            material,
            tuple(one for one in seen.draft.materials.get(material.id, ()) if "file" in one),
            any("seen" in one for one in seen.draft.materials.get(material.id, ())),
            promised_on=promises.promised_on(seen.draft.materials.get(material.id, ())),
            may_follow_until=promises.latest(
                seen.item, material, seen.draft.answers, today=timezone.localdate(now)
            ),
        )
        for material in _owed(seen.item, seen.draft, now=now)
    )


def _owed(item: catalogue.ItemView, shown: DraftView, *, now: datetime) -> tuple[Material, ...]:
    return catalogue.materials_for(item, shown.answers, context=_context(item, shown, now=now))


def _context(item: catalogue.ItemView, shown: DraftView, *, now: datetime) -> Context:
    today = timezone.localdate(now)
    return catalogue.context(today=today, facts=proven(item, shown.document, today=today))
