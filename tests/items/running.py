"""A walk, taken as people take it: handed in, decided at each desk, up to its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from linli.engines.cases import jobs, services
from linli.engines.cases.models import Case, PublicNotice, Task
from linli.engines.catalogue import queries as catalogue
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
from linli.registers.places.values import Level, ancestor
from tests.items.applications import PLACES

if TYPE_CHECKING:
    from linli.foundation.actors.values import Actor
    from linli.foundation.formspec.schemas import Form
    from tests.items.walks import Taken, Walk

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8"
    "cfc0f01f0005000201e5f2a0d50000000049454e44ae426082"
)


class Run:
    """One application in the small city; time passes where a stage waits for it."""

    def __init__(self, code: str, resident: Actor) -> None:
        self.item, self.resident, self.now = catalogue.published(code), resident, START
        self.officers: dict[tuple[int, str], Actor] = {}
        self.people_offices()

    def people_offices(self) -> None:
        """Let every stage have the body that it names."""
        for stage in self.item.flow.stages:
            where: Any = {"level": stage.by.level, "division_code": PLACES["community"]}
            if organisations.responsible(function=stage.by.function, **where) is None:
                code = ancestor(PLACES["community"], Level(stage.by.level))
                Organisation.objects.create(
                    name=f"{code}{stage.by.function}",
                    function=stage.by.function,
                    kind=Kind.STATE_ORGAN,
                    level=stage.by.level,
                    division=Division.objects.get(code=code, valid_to=None),
                    template=stage.by.function,
                    valid_from=SINCE,
                )

    def officer(self, task: Task) -> Actor:
        """Return who holds the post that a task needs."""
        key = (task.organisation_id, task.role)
        if key not in self.officers:
            code = Organisation.objects.get(pk=task.organisation_id).division.code
            sealed = (self.item.compartment,) if self.item.compartment else ()
            self.officers[key] = accounts.staff(
                "赵敏", Role(task.role), key[0], code, compartments=sealed
            )
        return self.officers[key]

    def walk(self, walk: Walk) -> Case:
        """Hand the application in and take every decision; return the case as it is then."""
        case = self.hand_in(walk)
        for step in walk.steps:
            self.decide(case, step)
        case.refresh_from_db()
        return case

    def hand_in(self, walk: Walk) -> Case:
        """Hand in the answers, with every paper shown."""
        case_id = services.submit_application(
            self.resident,
            item_code=self.item.code,
            digest=self.item.digest,
            answers=self.filed(self.item.form, walk.answers, self.resident),
            materials={one.id: [{"seen": "original"}] for one in self.item.materials},
            idempotency_key=str(id(walk)),
            now=self.now,
        )
        return Case.objects.get(public_id=case_id)

    def decide(self, case: Case, step: Taken) -> None:
        """Take a decision, or let what goes on by itself go on."""
        task = Task.objects.filter(case=case, stage=step.stage, kind="stage").latest("pk")
        kind, officer = self.item.flow.stage(step.stage).kind, self.officer(task)
        if kind is StageKind.PLACE and step.button == SEATED:
            return
        if kind is StageKind.NOTICE:
            self.announce(officer, task, is_quiet=step.button == QUIET)
            if step.button == QUIET:
                return
        if kind is StageKind.WAIT and Task.objects.get(pk=task.pk).state == "standing":
            services.verdict_came(
                officer, task_id=str(task.public_id), words="已有结论", now=self.now
            )
        form = self.item.record_forms.get(step.stage)
        services.record_outcome(
            officer,
            task_id=str(task.public_id),
            outcome=step.button,
            reason="已核对，情况如实记录。",
            record=self.filed(form, step.record, officer) if form else None,
            now=self.now,
        )

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
