"""What else happens in six weeks beside the cases: mandates, twins, drafts, looks, read notices."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from linli.config.demo.answers import ALLOWANCES, DOCTOR, LEGAL_AID, answers
from linli.config.demo.papers import paper
from linli.engines.cases import queries as case_queries
from linli.engines.cases import services as cases
from linli.engines.cases.values import RecallGround
from linli.foundation.formspec.values import DocumentType
from linli.foundation.notices import services as notices
from linli.registers.accounts import services as accounts
from linli.registers.accounts.values import AbsenceKind
from linli.registers.library import services as library
from linli.registers.people import services as people
from linli.registers.people.values import Capacity

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from linli.config.demo.town import Town
    from linli.foundation.actors.values import Actor

HELPER, RESIDENT, MOTHER = "韩雪", "何向阳", "王玉兰"


def mandates(town: Town, now: datetime) -> None:
    """Let neighbours act for others: for everything, for one service, revoked, not yet taken."""
    resident, helper = (town.speaker(town.neighbour(name)) for name in (RESIDENT, HELPER))
    _mandate(town, MOTHER, RESIDENT, now)
    _mandate(town, "李秀荣", HELPER, now)
    signed = _photograph("委托书.png")
    _mandate(town, "张守成", HELPER, now, item_codes=(ALLOWANCES, LEGAL_AID), paper=signed)
    over = _mandate(town, "吴长河", HELPER, now)
    today = timezone.localdate(now)
    taken = people.grant_mandate(resident, from_on=today, item_code=DOCTOR, now=now)
    people.accept_mandate(helper, code=taken.code, now=now)
    people.revoke_mandate(town.staff("clerk"), mandate_id=over, now=now + timedelta(minutes=20))


def open_mandate(town: Town, now: datetime) -> None:
    """Let the resident grant a mandate whose code nobody has entered yet."""
    resident = town.speaker(town.neighbour(RESIDENT))
    people.grant_mandate(resident, from_on=timezone.localdate(now), item_code=LEGAL_AID, now=now)


def _mandate(town: Town, principal: str, agent: str, now: datetime, **more: Any) -> UUID:
    return people.grant_mandate(
        town.staff("clerk"),
        principal_id=town.persons[principal],
        agent_id=town.persons[agent],
        from_on=timezone.localdate(now),
        now=now,
        **more,
    ).public_id


def _photograph(name: str) -> SimpleUploadedFile:
    """Return an invented photograph of a paper."""
    return SimpleUploadedFile(name, paper("guardian_proof")[1], "image/png")


def adult_ward(town: Town, now: datetime) -> None:
    """Record a guardian whom a court's judgment names for an adult."""
    father, son = town.neighbour("郑家和"), town.neighbour("郑晓东")
    people.add_court_guardianship(
        town.clerk(son.place),
        guardian_id=town.person_id(father),
        ward_id=town.person_id(son),
        court="天津市和平区人民法院（演示）",
        judgment_number="（2025）津0101民特18号",
        judged_on=now.date().replace(year=now.year - 1, day=1),
        capacity=Capacity.LIMITED,
        paper=_photograph("监护判决书.png"),
        now=now,
    )
    town.guardianships.add((father.name, son.name))


def twins(town: Town, now: datetime) -> None:
    """Register two people a second time with a passport; one pair is found and merged."""
    for name, number in (("冯淑珍", "E00000017"), ("陈桂芳", "E00000025")):
        who = town.neighbour(name)
        second = people.register(
            town.staff("clerk2"),
            name=who.name,
            document_type=DocumentType.PASSPORT,
            number=number,
            birth_date=who.birth_date,
            sex=who.sex,
            living_code=who.place,
            now=now,
        )
        if name == "冯淑珍":
            people.merge(
                town.staff("clerk"),
                kept_id=town.person_id(who),
                dropped_id=second.id,
                reason="同一人用护照又登记了一次，已当面核对。",
                now=now,
            )


def approved_reading(town: Town, now: datetime) -> None:
    """Let the street approve a look at the record of a child."""
    request = people.request_minor_reading(
        town.staff("clerk"),
        person_id=town.persons["何小满"],
        reason="家长申请家庭医生签约，需核对登记信息。",
        now=now,
    )
    later = now + timedelta(minutes=40)
    people.approve_minor_reading(town.staff("street"), approval_id=request, now=later)


def waiting_reading(town: Town, now: datetime) -> None:
    """Ask for looks at the record and at the case of a child; nobody has decided yet."""
    people.request_minor_reading(
        town.staff("clerk"),
        person_id=town.persons["陈一诺"],
        reason="祖母来办监护手续，需核对出生日期。",
        now=now,
    )
    father = town.speaker(town.neighbour("孙国栋"))
    cases_of_his = case_queries.my_cases(father, now=now)[0]
    cases.request_reading(
        town.staff("clerk2"),
        case_id=next(str(one.public_id) for one in cases_of_his if one.item_code == ALLOWANCES),
        reason="核对孩子的残疾证等级和监护关系。",
        now=now,
    )


def recall(town: Town, now: datetime) -> None:
    """Let the district see that it decided on wrong facts; nobody has answered or decided yet."""
    resident = town.speaker(town.neighbour("秦海燕"))
    found = case_queries.my_cases(resident, now=now)[0]
    cases.propose_recall(
        town.staff("civil"),
        case_id=next(str(one.public_id) for one in found if one.item_code == ALLOWANCES),
        ground=RecallGround.FACTS,
        reason="残疾证登记的等级是三级，决定时按二级核定，金额算高了。请您核对。",
        now=now,
    )


def looks(town: Town, now: datetime) -> None:
    """Look at what is masked, each time for a reason that the log keeps."""
    clerk = town.staff("clerk")
    people.unmask_phone(
        clerk, person_id=town.persons["陈桂芳"], reason="约上门核对残疾等级", now=now
    )
    row = case_queries.tasks_for(clerk, shown=case_queries.QueueFilter(), now=now).rows[0]
    cases.reveal(
        clerk,
        case_id=str(row.case_id),
        path="applicant.phone",
        reason="电话通知补交材料",
        now=now,
    )


def drafts(town: Town, now: datetime) -> None:
    """Leave two drafts of the resident for her mother, one nearly complete; one at the counter."""
    resident = town.speaker(town.neighbour(RESIDENT))
    _draft(town, town.staff("clerk"), DOCTOR, "冯淑琴", sections=("applicant", "contract"), now=now)
    _draft(town, resident, LEGAL_AID, MOTHER, sections=("applicant",), now=now)
    nearly = ("applicant", "card", "household", "other", "account")
    draft_id = _draft(town, resident, ALLOWANCES, MOTHER, sections=nearly, now=now)
    name, content = paper("card_copy")
    upload = SimpleUploadedFile(name, content, content_type="image/png")
    cases.attach(resident, draft_id=draft_id, material_id="card_copy", upload=upload, now=now)


def _draft(
    town: Town, actor: Actor, item: str, name: str, *, sections: tuple[str, ...], now: datetime
) -> str:
    who = town.neighbour(name)
    begun = cases.start(
        actor, item_code=item, for_person_id=town.person_id(who), use_record=True, now=now
    )
    draft_id = str(begun.public_id)
    given = answers(item, who, guardian=None, is_well_off=False, rng=town.rng)
    for section in sections:
        cases.save_section(
            actor, draft_id=draft_id, section=section, answers=given[section], now=now
        )
    return draft_id


def absence(town: Town, now: datetime) -> None:
    """Let the stand-in of the township's counter be away for a week, and hand over before."""
    today = timezone.localdate(now)
    accounts.enter_absence(
        town.staff("town2"),
        starts_on=today,
        ends_on=today + timedelta(days=4),
        kind=AbsenceKind.TRAINING,
        note="大口屯周三有两家来补材料，已电话约好上午来。",
        now=now,
    )


def question(town: Town, now: datetime) -> None:
    """Let somebody ask about an application that is at work."""
    speaker = town.speaker(town.neighbour(RESIDENT))
    rows = case_queries.home(speaker, now=now)
    if rows:
        cases.ask(
            speaker,
            case_id=str(rows[0].public_id),
            question="材料都齐了吗？还需要我再跑一趟吗？",
            now=now,
        )


def kept_papers(town: Town, now: datetime) -> None:
    """Keep papers: at the counter with the original seen, at home, one deleted again."""
    clerk, resident = town.staff("clerk"), town.speaker(town.neighbour(RESIDENT))
    today = timezone.localdate(now)
    in_four_years = today.replace(year=today.year + 4, day=1)
    _keep(clerk, "disability_card", now, person_id=town.persons[MOTHER], expires_on=in_four_years)
    gone = _keep(clerk, "relief_certificate", now, person_id=town.persons["陈桂芳"])
    _keep(clerk, "disability_card", now, person_id=town.persons["陈桂芳"])
    library.delete(clerk, paper_id=gone, now=now)
    _keep(resident, "household_book", now, issued_on=today.replace(year=today.year - 9, day=1))
    _keep(resident, "identity_card", now, expires_on=in_four_years)
    double = _keep(resident, "marriage_certificate", now)
    library.delete(resident, paper_id=double, now=now)


def _keep(actor: Actor, kind: str, now: datetime, **more: Any) -> UUID:
    name, content = paper("card_copy" if kind == "disability_card" else "guardian_proof")
    upload = SimpleUploadedFile(name, content, content_type="image/png")
    return library.keep(actor, kind=kind, upload=upload, may_reuse=True, now=now, **more)


def token(town: Town, now: datetime) -> None:
    """Give the resident a key for a program; nobody keeps its secret."""
    accounts.issue_token(
        town.speaker(town.neighbour(RESIDENT)),
        name="家里的日历",
        scopes=["cases:case:read_own"],
        expires_at=now + timedelta(days=180),
        now=now,
    )


def read_notices(town: Town, now: datetime) -> None:
    """Let everybody read what came so far; what comes after stays unread."""
    for account_id in (*town.logins, *town.accounts):
        actor = (
            town.staff(account_id)
            if account_id in town.logins
            else town.speaker(town.neighbour(account_id))
        )
        notices.mark_all_read(actor, now=now)
