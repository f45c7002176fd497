"""Whole households that apply together: members asked, agreed, refused; papers promised."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from linli.config.demo.answers import answers
from linli.config.demo.papers import paper
from linli.config.demo.relief import DIBAO
from linli.engines.cases import services as cases
from linli.engines.cases.values import AgreementState
from linli.engines.catalogue import queries as catalogue

if TYPE_CHECKING:
    from datetime import datetime

    from linli.config.demo.neighbours import Neighbour
    from linli.config.demo.town import Town
    from linli.foundation.actors.values import Actor

PROMISED = timedelta(days=9)
CONSENTS = {"consent": {"data_check": True, "truth": True}}
RELATIONS = {"spouse": "spouse", "child": "child", "sibling": "sibling"}


def handed_in(town: Town, now: datetime) -> None:
    """Let a family apply whose two members agreed, one at the counter and one on paper."""
    speaker, draft_id = _begin(town, "杨德发", "朱桂香", "杨帆", now=now)
    _asked(town, speaker, draft_id, 0, "朱桂香", AgreementState.GIVEN, now)
    _signed(speaker, draft_id, 1, now)
    today = timezone.localdate(now)
    cases.promise_paper(
        speaker, draft_id=draft_id, material_id="diagnosis", on=today + PROMISED, now=now
    )
    shown = _upload("income_statement")
    cases.attach(speaker, draft_id=draft_id, material_id="income_statement", upload=shown, now=now)
    cases.submit(
        speaker,
        draft_id=draft_id,
        digest=catalogue.published(DIBAO).digest,
        consents=CONSENTS,
        now=now + timedelta(minutes=20),
    )


def asking(town: Town, now: datetime) -> None:
    """Leave a family's draft: a wife who has not answered yet, a daughter who said no."""
    speaker, draft_id = _begin(town, "刘建军", "赵丽萍", "刘洋", now=now)
    _asked(town, speaker, draft_id, 0, "赵丽萍", None, now)
    _asked(town, speaker, draft_id, 1, "刘洋", AgreementState.REFUSED, now)


def at_the_counter(town: Town, now: datetime) -> None:
    """Leave a draft at the counter for two sisters; one has signed the form."""
    clerk, draft_id = _begin(town, "冯淑珍", "冯淑琴", now=now, is_at_desk=True)
    _signed(clerk, draft_id, 0, now)


def _begin(
    town: Town, head: str, *others: str, now: datetime, is_at_desk: bool = False
) -> tuple[Actor, str]:
    who = town.neighbour(head)
    actor = town.staff("clerk") if is_at_desk else town.speaker(who)
    person_id = town.person_id(who) if is_at_desk else None
    begun = cases.start(actor, item_code=DIBAO, for_person_id=person_id, use_record=True, now=now)
    draft_id = str(begun.public_id)
    given = answers(DIBAO, who, guardian=None, is_well_off=False, rng=town.rng)
    given["members"] = _members([town.neighbour(name) for name in others])
    for section, said in given.items():
        if section != "consent":
            cases.save_section(actor, draft_id=draft_id, section=section, answers=said, now=now)
    return actor, draft_id


def _members(others: list[Neighbour]) -> dict[str, Any]:
    people = [
        {
            "name": who.name,
            "relation": RELATIONS[who.kinship],
            "identity": {"type": who.document_type, "number": who.number},
            "birth_date": who.birth_date.isoformat(),
            "phone": who.phone,
            "occupation": "零工",
            "income": 80_000,
        }
        for who in others
    ]
    return {"way": "household", "people": people, "ill": True, "informal": True}


def _asked(
    town: Town,
    actor: Actor,
    draft_id: str,
    place: int,
    name: str,
    answer: AgreementState | None,
    now: datetime,
) -> None:
    """Send a member the message; the answer, if there is one, is given at the counter."""
    who = town.neighbour(name)
    link = cases.ask_member(actor, draft_id=draft_id, place=place, phone=who.phone, now=now)
    if answer is not None:
        cases.answer_at_counter(
            town.staff("clerk"),
            agreement_id=link,
            document_type=who.document_type,
            number=who.number,
            answer=answer,
            now=now + timedelta(minutes=9),
        )


def _signed(actor: Actor, draft_id: str, place: int, now: datetime) -> None:
    upload = _upload("identity_shown")
    cases.sign_on_paper(actor, draft_id=draft_id, place=place, upload=upload, now=now)


def _upload(material: str) -> SimpleUploadedFile:
    name, content = paper(material)
    kind = "image/png" if name.endswith(".png") else "application/pdf"
    return SimpleUploadedFile(name, content, content_type=kind)
