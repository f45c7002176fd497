"""Ask registers, and note every question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from linli.foundation.exchange import asking, queries, registry, rules
from linli.foundation.exchange.models import Lookup
from linli.foundation.exchange.values import Question

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from linli.foundation.actors.values import Actor
    from linli.foundation.exchange.values import Identity, Purpose, Reply
    from linli.foundation.packs.values import Fault, Pack


def look_up(
    actor: Actor,
    *,
    identity: Identity,
    wanted: Collection[str],
    purpose: Purpose,
    now: datetime,
) -> tuple[Reply, ...]:
    """Ask every register that gives what is wanted, and only for that; log each question.

    Takes two seconds at most. One insert, and nothing where no register is asked. Call it outside
    a transaction: nobody else should wait for a register.
    """
    today = localdate(now)
    questions = {
        register: Question(identity, facts, purpose.code, today)
        for register, facts in queries.that_give(wanted).items()
    }
    if not questions:
        return ()
    reached = {register: registry.provider(register) for register in questions}
    asked = {name: (one, questions[name]) for name, one in reached.items() if one is not None}
    answers = asking.ask_all(asked)
    known = queries.registers()
    replies = tuple(
        rules.reply(
            known[name], questions[name].facts, answer, today=today, milliseconds=milliseconds
        )
        for name, (answer, milliseconds) in answers.items()
    )
    with transaction.atomic():
        Lookup.objects.bulk_create([_row(actor, purpose, reply, now) for reply in replies])
    return replies


def _row(actor: Actor, purpose: Purpose, reply: Reply, now: datetime) -> Lookup:
    held = actor.holdings[0] if actor.holdings else None
    return Lookup(
        at=now,
        account_id=actor.account_id,
        actor_name=actor.name[:120] if actor.is_staff or actor.is_system else "",
        office=held.organisation_name[:200] if held else "",
        division_code=held.division_code if held else "",
        channel=actor.channel,
        about_id=purpose.about,
        purpose_code=purpose.code,
        purpose_zh=purpose.name.zh[:200],
        purpose_en=purpose.name.en[:200],
        ground=purpose.ground,
        kind=purpose.kind,
        subject=purpose.subject,
        register=reply.register,
        facts=list(reply.asked),
        outcome=reply.outcome,
        reason=reply.reason,
        milliseconds=reply.milliseconds,
    )


def check(pack: Pack) -> Iterator[Fault]:
    """Give every fault of `registers.yaml`: what two registers say, nobody could tell apart."""
    first: dict[str, str] = {}
    for document in pack.of("registers"):
        for register, shape in document.value.registers.items():
            for fact in shape.facts:
                if fact in first:
                    yield document.fault(
                        ("registers", register, "facts", fact),
                        _("“%(fact)s” is already given by %(register)s")
                        % {"fact": fact, "register": first[fact]},
                        _("keep it with the register that decides it"),
                    )
                first.setdefault(fact, register)
