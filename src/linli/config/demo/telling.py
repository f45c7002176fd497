"""How a story is told: each step is done by whoever would do it, through the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from linli.config.demo.answers import ALLOWANCES, DOCTOR, LEGAL_AID, answers, owed
from linli.config.demo.everyday import SEALED, noted
from linli.config.demo.papers import paper
from linli.config.demo.relief import found
from linli.config.demo.stories import FILE
from linli.engines.cases import queries, services
from linli.engines.cases.values import (
    Ask,
    AskKind,
    CallbackOutcome,
    Grade,
    PauseCause,
    RatingStage,
    TaskKind,
)
from linli.engines.catalogue import queries as catalogue
from linli.foundation.actors.values import HANDLERS, LEADERS
from linli.foundation.files import services as files

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from random import Random

    from linli.config.demo.neighbours import Neighbour
    from linli.config.demo.stories import Step, Story
    from linli.config.demo.town import Town
    from linli.engines.cases.queries.queue import QueueRow
    from linli.engines.catalogue.values import Stage
    from linli.foundation.actors.values import Actor

LEADERS_ACT = {"callback", "pass", "appeal"}
AFTER_RATING = {"callback": TaskKind.CALLBACK, "appeal": TaskKind.APPEAL}
PROMISED = timedelta(days=20)
REASONS = {
    "object": "证上的等级与登记不一致，证已过有效期。",
    "refuse": "经核对，不符合规定的条件。条件变了可以再申请。",
    "decline": "这件事不在受理范围内，已当面说明该找哪里。",
    "oppose": "邻里反映和核对结果都显示有固定收入，高于低保标准。",
    "near_poor": "人均收入高于低保标准，不超过1.5倍，可以用同一份核对结果申请低保边缘家庭。",
    "full": "团队签约人数已满，建议改约第二团队。",
    "not_due": "经核对，子女健在，不属于这项服务的范围，已当面说明。",
    "not_signed": "约了三次都没有时间来签，以后想签随时可以再申请。",
}
ASKS = {
    ALLOWANCES: Ask(AskKind.MATERIAL, "card_copy", "照片看不清，请重拍有照片和等级的两页"),
    DOCTOR: Ask(AskKind.FIELD, "health", "请写明正在吃的药，医生好做准备"),
    LEGAL_AID: Ask(AskKind.MATERIAL, "case_papers", "缺少劳动合同或欠条，有什么交什么"),
}
LAWYER = {"lawyer": {"name": "贾思远", "firm": "天津海河律师事务所", "phone": "022-58880000"}}
COMMENTS = {
    5: ("办得快，不用跑腿，谢谢。", "工作人员很耐心，讲得清楚。", ""),
    4: ("总体不错。", ""),
    3: ("还可以，就是等得久一点。",),
    2: ("没有人提前告诉我要等这么久。",),
    1: ("打了三次电话都没有人接，等了很久。",),
}


@dataclass
class Course:
    """A case on its way: who speaks for the applicant, and its public id once it is filed."""

    story: Story
    case_id: str = ""
    voice: Actor | None = None


class Telling:
    """Does the steps of stories with the people of the demonstration."""

    def __init__(self, town: Town, rng: Random) -> None:
        self._town, self._rng = town, rng
        self._acts: dict[str, Callable[[Course, Step, datetime], None]] = {
            FILE: self._file,
            "claim": self._claim,
            "post": self._post,
            "verdict": self._verdict,
            "ask": self._ask,
            "answer": self._answer,
            "pause": self._pause,
            "resume": self._resume,
            "return": self._return,
            "pass": self._pass_on,
            "withdraw": self._withdraw,
            "rate": self._rate,
            "handing": self._rate_handing_in,
            "callback": self._callback,
            "appeal": self._appeal,
        }

    def tell(self, course: Course, step: Step, now: datetime) -> None:
        """Do one step of a case."""
        self._acts.get(step.act, self._outcome)(course, step, now)

    # ── the resident ───────────────────────────────────────────────────────
    def _file(self, course: Course, _step: Step, now: datetime) -> None:
        story, who = course.story, self._town.neighbour(course.story.applicant)
        filer = self._filer(story, who)
        guardian = self._town.neighbour(story.by) if self._is_guardian(story) else None
        given = answers(
            story.item, who, guardian=guardian, is_well_off=story.is_lost, rng=self._rng
        )
        papers = owed(story.item, given, today=timezone.localdate(now))
        course.voice = self._town.resident(who) or (None if filer.is_staff else filer)
        course.case_id = services.submit_application(
            filer,
            item_code=story.item,
            digest=catalogue.published(story.item).digest,
            answers=given,
            materials={name: self._papers(filer, name, now) for name in papers},
            for_person_id=None if story.by == "portal" else self._town.person_id(who),
            idempotency_key=f"demo:{story.item}:{story.applicant}:{now.isoformat()}",
            now=now,
        )

    def _filer(self, story: Story, who: Neighbour) -> Actor:
        if story.by == "desk" and story.item == SEALED:
            return self._town.staff("special")
        if story.by == "desk":
            return self._town.clerk(who.place)
        if story.by == "agent":
            return self._town.staff("agent")
        by = who if story.by == "portal" else self._town.neighbour(story.by)
        return self._town.speaker(by)

    def _is_guardian(self, story: Story) -> bool:
        return (story.by, story.applicant) in self._town.guardianships

    def _papers(self, filer: Actor, material: str, now: datetime) -> list[dict[str, Any]]:
        """Return the original shown at the counter, or a file."""
        if filer.is_staff and self._rng.random() < 0.6:
            return [{"seen": "original"}]
        name, content = paper(material)
        stored = files.store_bytes(filer, content=content, name=name, now=now)
        return [{"file": str(stored.public_id), "name": stored.name, "bytes": stored.size}]

    def _answer(self, course: Course, _step: Step, now: datetime) -> None:
        voice, ask = self._voice(course), ASKS[course.story.item]
        has_paper = ask.kind is AskKind.MATERIAL
        services.answer_supplement(
            voice,
            case_id=course.case_id,
            materials={ask.ref: self._papers(voice, ask.ref, now)} if has_paper else {},
            note="已经补好，请查看。",
            now=now,
        )

    def _withdraw(self, course: Course, _step: Step, now: datetime) -> None:
        services.withdraw(
            self._voice(course), case_id=course.case_id, reason="事情已经解决了。", now=now
        )

    def _rate(self, course: Course, step: Step, now: datetime) -> None:
        grade = Grade(int(step.argument))
        comment = self._rng.choice(COMMENTS[grade])
        services.rate(
            self._voice(course), case_id=course.case_id, grade=grade, comment=comment, now=now
        )

    def _rate_handing_in(self, course: Course, step: Step, now: datetime) -> None:
        services.rate(
            self._voice(course),
            case_id=course.case_id,
            grade=Grade(int(step.argument)),
            stage=RatingStage.ACCEPTANCE,
            now=now,
        )

    def _voice(self, course: Course) -> Actor:
        if course.voice is None:
            raise LookupError(f"{course.story.applicant} has no account")
        return course.voice

    # ── the offices ────────────────────────────────────────────────────────
    def _outcome(self, course: Course, step: Step, now: datetime) -> None:
        actor, task_id = self._task(course, step, now)
        reason, story = REASONS.get(step.act, ""), course.story
        today = timezone.localdate(now)
        record = found(story.item, step.act, is_well_off=story.is_lost, today=today)
        record |= noted(story.item, step.act, today=today)
        services.record_outcome(
            actor,
            task_id=task_id,
            outcome=step.act,
            reason=reason,
            record=LAWYER if step.act == "appointed" else record,
            now=now,
        )

    def _claim(self, course: Course, step: Step, now: datetime) -> None:
        actor, task_id = self._task(course, step, now)
        services.claim(actor, task_id=task_id, now=now)

    def _post(self, course: Course, step: Step, now: datetime) -> None:
        actor, task_id = self._task(course, step, now)
        services.post_notice(actor, task_id=task_id, now=now)

    def _verdict(self, course: Course, step: Step, now: datetime) -> None:
        actor, task_id = self._task(course, step, now, tab="waiting")
        words = "评估机构已出报告。"
        services.verdict_came(actor, task_id=task_id, words=words, now=now)

    def _ask(self, course: Course, step: Step, now: datetime) -> None:
        actor, task_id = self._task(course, step, now)
        reason = ""
        if step.argument:  # a second list is the superior's to send
            actor, reason = self._superior(actor), "补来的材料与申请人不符，须再告知一次。"
        asks = [ASKS[course.story.item]]
        services.request_supplement(actor, task_id=task_id, asks=asks, reason=reason, now=now)

    def _pause(self, course: Course, step: Step, now: datetime) -> None:
        actor, task_id = self._task(course, step, now)
        services.pause(
            actor,
            task_id=task_id,
            cause=PauseCause.HEARING,
            days=15,
            reason="双方说法不一，需要听证。",
            now=now,
        )

    def _resume(self, course: Course, step: Step, now: datetime) -> None:
        actor, task_id = self._task(course, step, now, tab="waiting")
        services.resume(actor, task_id=task_id, reason="听证已经开完。", now=now)

    def _return(self, course: Course, step: Step, now: datetime) -> None:
        actor, task_id = self._task(course, step, now)
        reason = "申请人的户口已经迁到别的街道。"
        services.return_task(actor, task_id=task_id, reason=reason, now=now)

    def _pass_on(self, course: Course, step: Step, now: datetime) -> None:
        actor, task_id = self._task(course, step, now)
        target = self._town.staff("clerk").holdings[0].organisation_id
        reason = "申请人现住劝业场街道。"
        services.reassign(actor, task_id=task_id, organisation_id=target, reason=reason, now=now)

    def _callback(self, course: Course, step: Step, now: datetime) -> None:
        actor, task_id = self._task(course, step, now)
        services.close_callback(
            actor,
            task_id=task_id,
            outcome=CallbackOutcome(step.argument or "mended"),
            was_reached=True,
            cause="那几天窗口只有一个人，电话没有人接。",
            remedy="已安排B岗替班，电话改为双线，并向申请人道歉。",
            promised_on=timezone.localdate(now) + PROMISED,
            now=now,
        )

    def _appeal(self, course: Course, step: Step, now: datetime) -> None:
        actor, task_id = self._task(course, step, now)
        services.decide_appeal(
            actor,
            task_id=task_id,
            is_set_aside=step.argument == "aside",
            reason="经核对，评价说的是另一家单位的事，不计入本单位。",
            now=now,
        )

    def _task(
        self, course: Course, step: Step, now: datetime, *, tab: str = "todo"
    ) -> tuple[Actor, str]:
        """Return who does the task that is at work now, and its id."""
        kind = AFTER_RATING.get(step.act, TaskKind.STAGE)
        shown = queries.QueueFilter(tab=tab)
        if course.story.item == SEALED:
            return self._sealed_task(course, step, now)
        rows = queries.line_tasks(self._town.staff("city"), shown=shown, now=now, limit=500).rows
        mine = [row for row in rows if str(row.case_id) == course.case_id and row.kind == kind]
        row = next((row for row in mine if _has(row, step.act)), mine[0])
        return self._doer(row, leads=step.act in LEADERS_ACT or _is_led(row)), str(row.task_id)

    def _sealed_task(self, course: Course, step: Step, now: datetime) -> tuple[Actor, str]:
        """Return who holds a key and has a task that can end in this way, and its id."""
        shown = queries.QueueFilter(item_code=course.story.item)
        for actor in self._town.with_keys():
            for row in queries.tasks_for(actor, shown=shown, now=now).rows:
                if str(row.case_id) == course.case_id and _has(row, step.act):
                    return actor, str(row.task_id)
        raise LookupError(f"nobody can {step.act} for {course.story.applicant}")

    def _superior(self, actor: Actor) -> Actor:
        """Return who leads the office of somebody at work, else the city's leader."""
        there = self._town.at_work(actor.holdings[0].organisation_id)
        leaders = [one for one in there if one.roles & LEADERS]
        return leaders[0] if leaders else self._town.staff("city")

    def _doer(self, row: QueueRow, *, leads: bool) -> Actor:
        wanted = LEADERS if leads else HANDLERS - LEADERS
        found = [one for one in self._town.at_work(row.organisation.id) if one.roles & wanted]
        held = [actor for actor in found if actor.name == row.holder]
        return held[0] if held else self._rng.choice(found)


def _has(row: QueueRow, act: str) -> bool:
    """Say whether the stage of a task has an outcome of this name: two may be side by side."""
    stage = _stage(row)
    return stage is not None and stage.outcome(act) is not None


def _is_led(row: QueueRow) -> bool:
    """Say whether the head of the street decides a stage, not the counter."""
    stage = _stage(row)
    return stage is not None and stage.by.role in LEADERS


def _stage(row: QueueRow) -> Stage | None:
    if row.kind != TaskKind.STAGE:
        return None
    return catalogue.published(row.item_code).flow.stage(row.stage)
