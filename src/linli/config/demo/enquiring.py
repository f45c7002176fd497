"""What people ask without applying: one answered, one handed over, one that waits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from linli.config.demo.answers import ALLOWANCES
from linli.config.demo.asides import RESIDENT
from linli.engines.enquiries import services as enquiries
from linli.engines.enquiries.values import EnquiryChannel

if TYPE_CHECKING:
    from datetime import datetime

    from linli.config.demo.town import Town


def answered(town: Town, now: datetime) -> None:
    """Let the resident ask the counter of her street, which answers."""
    clerk = town.staff("clerk")
    asked = enquiries.ask(
        town.speaker(town.neighbour(RESIDENT)),
        organisation_id=clerk.holdings[0].organisation_id,
        question="母亲的残疾证明年三月到期，补贴会停吗？要提前多久换证？",
        item_code=ALLOWANCES,
        now=now,
    )
    enquiries.answer(
        clerk,
        enquiry_id=asked,
        answer="到期前换好证，补贴不停。可以提前一个月申请换证，社区可以上门代办。",
        now=now + timedelta(minutes=50),
    )


def handed_over(town: Town, now: datetime) -> None:
    """Let somebody nameless call; the counter offers the question to the community."""
    clerk = town.staff("clerk")
    asked = enquiries.record(
        clerk,
        channel=EnquiryChannel.PHONE,
        question="花园路社区的助餐点周末开门吗？",
        name="张先生",
        contact="下午四点以后打座机",
        now=now,
    )
    enquiries.hand_over(
        clerk,
        enquiry_id=asked,
        post_id=town.staff("community").holdings[0].post_id,
        reason="助餐点由社区开办，开放时间以社区为准。",
        now=now + timedelta(minutes=3),
    )


def waiting(town: Town, now: datetime) -> None:
    """Let somebody at the counter ask what nobody there can say at once."""
    enquiries.record(
        town.staff("clerk"),
        channel=EnquiryChannel.DESK,
        question="父亲在河北办的残疾证，迁回天津后护理补贴从哪个月算起？",
        item_code=ALLOWANCES,
        now=now,
    )
