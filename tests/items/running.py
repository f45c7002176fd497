"""A walk, taken as people take it: handed in, decided at each desk, up to its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from linli.engines.cases import jobs, services
from linli.engines.cases.models import Await, Case, PublicNotice, Task
from linli.engines.cases.services.due import ARCHIVE_AFTER
from linli.engines.cases.values import AgreementState
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.rules import agreeing, place_of
from linli.engines.catalogue.values import QUIET, SEATED, StageKind
from linli.foundation.actors.values import Role
from linli.foundation.files import services as files
from linli.foundation.formspec.values import FieldType
from linli.registers.accounts.tests import factories as accounts
from linli.registers.organisations import queries as organisations
from linli.registers.organisations.models import Organisation
from linli.registers.organisations.values import Kind
from linli.registers.places.models import Division
from linli.registers.places.tests.factories import SINCE
from linli.registers.places.values import Level, ancestor, committee_kind, level_of, parent_code
from tests.items.applications import context

if TYPE_CHECKING:
    from linli.foundation.actors.values import Actor
    from linli.foundation.formspec.schemas import Form
    from tests.items.walks import Taken, Walk

MOST_PLACES = 60
START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8"
    "cfc0f01f0005000201e5f2a0d50000000049454e44ae426082"
)


def build(code: str) -> None:
    """Let there be a division, below the one that it belongs to."""
    if Division.objects.filter(code=code).exists():
        return
    above = parent_code(code)
    build(above)
    Division.objects.create(
        code=code,
        name=f"地方{code}",
        name_en=f"Place {code}",
        level=level_of(code),
        parent=Division.objects.get(code=above, valid_to=None),
        committee_kind=committee_kind(code),
        valid_from=SINCE,
    )


def codes_in(answers: Any) -> set[str]:
    """Return the divisions that answers name."""
    if isinstance(answers, dict):
        own = {answers["code"]} if isinstance(answers.get("code"), str) else set()
        return own.union(*(codes_in(one) for one in answers.values()))
    return set().union(*(codes_in(one) for one in answers)) if isinstance(answers, list) else set()


class Run:
    """One application in the small city; time passes where a stage waits for it."""

    def __init__(self, code: str, resident: Actor) -> None:
        self.item, self.resident, self.now = catalogue.published(code), resident, START
        self.officers: dict[tuple[int, str], Actor] = {}

    def people_offices(self, place: str) -> None:
        """Let every stage have the body that it names, at a place that there is."""
        for level in Level:
            build(ancestor(place, level))
        for stage in self.item.flow.stages:
            where: Any = {"level": stage.by.level, "division_code": place}
            if organisations.responsible(function=stage.by.function, **where) is None:
                code = ancestor(place, Level(stage.by.level))
                Organisation.objects.create(
                    name=f"{code}{stage.by.function}",
                    function=stage.by.function,
                    kind=Kind.STATE_ORGAN,
                    level=stage.by.level,
                    division=Division.objects.get(code=code, valid_to=None),
                    template=stage.by.function,
                    valid_from=SINCE,
                )

    def officer(self, organisation_id: int, role: str) -> Actor:
        """Return who holds the post that a task needs."""
        key = (organisation_id, role)
        if key not in self.officers:
            code = Organisation.objects.get(pk=organisation_id).division.code
            sealed = (self.item.compartment,) if self.item.compartment else ()
            self.officers[key] = accounts.staff(
                "赵敏", Role(role), organisation_id, code, compartments=sealed
            )
        return self.officers[key]

    def walk(self, walk: Walk) -> Case:
        """Hand the application in and take every decision; return the case as it is then."""
        self.now = START
        place = place_of(self.item, walk.answers)
        for code in {place, *codes_in(walk.answers)}:
            build(code)
        self.people_offices(place)
        if any(self.is_without_place(step) for step in walk.steps):
            self.fill_places(walk)
        case = self.hand_in(walk, str(id(walk)))
        for step in walk.steps:
            self.decide(case, step)
        case.refresh_from_db()
        return case

    def put_away(self, case: Case) -> Case:
        """Let the days pass after which an ended case goes to the archive."""
        self.now += ARCHIVE_AFTER + timedelta(days=1)
        jobs.daily(now=self.now)
        case.refresh_from_db()
        return case

    def hand_in(self, walk: Walk, key: str) -> Case:
        """Hand in the answers, with every paper shown."""
        if walk.has_adults:
            return self.hand_in_family(walk)
        case_id = services.submit_application(
            self.resident,
            item_code=self.item.code,
            digest=self.item.digest,
            answers=self.filed(self.item.form, walk.answers, self.resident),
            materials={one.id: [{"seen": "original"}] for one in self.item.materials},
            idempotency_key=key,
            now=self.now,
        )
        return Case.objects.get(public_id=case_id)

    def hand_in_family(self, walk: Walk) -> Case:
        """Fill in a draft, let each adult agree at the counter with the card, hand it in."""
        draft_id = str(
            services.start(self.resident, item_code=self.item.code, now=self.now).public_id
        )
        given = self.filed(self.item.form, walk.answers, self.resident)
        plain = [one for one in self.item.form.sections if len(one.consents) < len(one.fields)]
        for section in plain:
            said = {"section": section.id, "answers": given[section.id]}
            services.save_section(self.resident, draft_id=draft_id, **said, now=self.now)
        clerk = self.at_the_counter(walk)
        for place, row in agreeing(self.item, walk.answers, context=context()):
            link = services.ask_member(
                self.resident,
                place=place,
                phone=f"1390013900{place}",
                draft_id=draft_id,
                now=self.now,
            )
            services.answer_at_counter(
                clerk,
                agreement_id=link,
                document_type=row["identity"]["type"],
                number=row["identity"]["number"],
                answer=AgreementState.GIVEN,
                now=self.now,
            )
        for material in self.item.materials:
            photo = SimpleUploadedFile("photo.png", PNG)
            services.attach(
                self.resident,
                draft_id=draft_id,
                material_id=material.id,
                upload=photo,
                now=self.now,
            )
        consents = {
            one.id: {field.id: True for field in one.consents}
            for one in self.item.form.sections
            if one.consents
        }
        case_id = services.submit(
            self.resident,
            draft_id=draft_id,
            digest=self.item.digest,
            consents=consents,
            now=self.now,
        )
        return Case.objects.get(public_id=case_id)

    def at_the_counter(self, walk: Walk) -> Actor:
        """Return a clerk of the office that takes the application in."""
        by = self.item.flow.stage(self.item.flow.first).by
        body = organisations.responsible(
            function=by.function, level=by.level, division_code=place_of(self.item, walk.answers)
        )
        assert body is not None
        return self.officer(body.id, by.role)

    def is_without_place(self, step: Taken) -> bool:
        """Say whether a decision is made about somebody on a waiting list."""
        kind = self.item.flow.stage(step.stage).kind
        return kind is StageKind.PLACE and step.button != SEATED

    def fill_places(self, walk: Walk) -> None:
        """Let others come before, until there is no place left."""
        for number in range(MOST_PLACES):
            case = self.hand_in(walk, f"{id(walk)}-{number}")
            self.decide(case, walk.steps[0])
            if Task.objects.filter(case=case, state="standing").exists():
                return
        raise AssertionError("there is always a place")

    def decide(self, case: Case, step: Taken) -> None:
        """Take a decision, or let what goes on by itself go on."""
        task = Task.objects.filter(case=case, stage=step.stage, kind="stage").latest("pk")
        stage, officer = (
            self.item.flow.stage(step.stage),
            self.officer(task.organisation_id, task.role),
        )
        if stage.kind is StageKind.PLACE and step.button == SEATED:
            return
        if stage.kind is StageKind.NOTICE:
            self.announce(officer, task, is_quiet=step.button == QUIET)
            if step.button == QUIET:
                return
        if stage.kind is StageKind.WAIT and task.state == "standing":
            self.wait(officer, task, has_come=step.button == stage.buttons[0].pressed)
        form = self.item.record_forms.get(step.stage)
        services.record_outcome(
            officer,
            task_id=str(task.public_id),
            outcome=step.button,
            reason="已核对，情况如实记录。",
            record=self.filed(form, step.record, officer) if form else None,
            now=self.now,
        )

    def wait(self, officer: Actor, task: Task, *, has_come: bool) -> None:
        """Let a verdict come, or its days pass without it."""
        if has_come:
            said = {"task_id": str(task.public_id), "words": "已有结论"}
            services.verdict_came(officer, **said, now=self.now)
            return
        until = Await.objects.get(task=task).until
        self.now += timedelta(days=(until - self.now.date()).days + 1)
        jobs.daily(now=self.now)
        assert Await.objects.get(task=task).has_come is False

    def announce(self, officer: Actor, task: Task, *, is_quiet: bool) -> None:
        """Post a notice and let its days pass, with an objection that is right or without one."""
        notice = services.post_notice(officer, task_id=str(task.public_id), now=self.now)
        if not is_quiet:
            said = {"name": "王建国", "contact": "13820000009", "words": "情况不实"}
            services.object_to(self.resident, notice_id=notice, **said, now=self.now)
            objection = Task.objects.filter(case=task.case_id, kind="objection").latest("pk")
            services.close_objection(
                officer,
                task_id=str(objection.public_id),
                is_upheld=True,
                finding="经核实，反映属实。",
                now=self.now,
            )
        last = PublicNotice.objects.get(public_id=notice).last_on
        self.now += timedelta(days=(last - self.now.date()).days + 1)
        jobs.daily(now=self.now)

    def filed(self, form: Form, answers: dict[str, Any], actor: Actor) -> dict[str, Any]:
        """Return answers whose files are stored, as a program does before it hands in."""
        given = {section: dict(fields) for section, fields in answers.items()}
        for path, field in form.fields_by_path.items():
            section, _, name = path.partition(".")
            if field.type is FieldType.FILE and given.get(section, {}).get(name):
                stored = files.store_bytes(actor, content=PNG, name="photo.png", now=self.now)
                given[section][name] = [str(stored.public_id)]
        return given
