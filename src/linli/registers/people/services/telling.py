"""Who is told of mandates and guardianships: both sides, each in the language they read.

Names are masked, because notices go out by text message too; the page they lead to says all.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from linli.foundation.formspec.values import Localised
from linli.foundation.notices import services as notices
from linli.foundation.notices.values import Group, Kind, Part
from linli.foundation.privacy.values import mask_name
from linli.registers.people import registry, rules
from linli.registers.people.models import Mandate, Relation

Words = Callable[[], str]

KINDS = {
    "mandate.granted": Kind(Group.HAPPENED),
    "mandate.renewed": Kind(Group.HAPPENED),
    "mandate.revoked": Kind(Group.HAPPENED, is_duty=True),
    "mandate.ending": Kind(Group.REMINDERS),
    "mandate.ended": Kind(Group.HAPPENED),
    "guardian.ending": Kind(Group.REMINDERS),
    "guardian.ended": Kind(Group.HAPPENED, is_duty=True),
}
TO_PRINCIPAL: dict[str, Words] = {
    "granted": lambda: _("%(agent)s can act for you until %(day)s"),
    "renewed": lambda: _("%(agent)s can act for you until %(day)s: renewed"),
    "revoked": lambda: _("%(agent)s acts for you no more: the mandate ended"),
    "ending": lambda: _("%(agent)s can act for you only until %(day)s"),
    "ended": lambda: _("%(agent)s acts for you no more: the term is over"),
}
TO_AGENT: dict[str, Words] = {
    "granted": lambda: _("You can act for %(principal)s until %(day)s"),
    "renewed": lambda: _("You can act for %(principal)s until %(day)s: renewed"),
    "revoked": lambda: _("You act for %(principal)s no more: the mandate ended"),
    "ending": lambda: _("You can act for %(principal)s only until %(day)s"),
    "ended": lambda: _("You act for %(principal)s no more: the term is over"),
}
BODIES: dict[str, Words] = {
    "granted": lambda: _("What it allows, and what is done under it, stands on its page."),
    "renewed": lambda: _("What it allows, and what is done under it, stands on its page."),
    "revoked": lambda: _("Applications that run go on; nothing more is done under this mandate."),
    "ending": lambda: _("Whoever gave it can renew it before that day, here or at a counter."),
    "ended": lambda: _("A new one can be given at any time, here or at a counter."),
}
TO_GUARDIAN: dict[str, Words] = {
    "ending": lambda: _("%(ward)s turns 18 on %(day)s"),
    "ended": lambda: _("%(ward)s is 18: you are guardian no more"),
}
TO_WARD: dict[str, Words] = {
    "ending": lambda: _("You turn 18 on %(day)s"),
    "ended": lambda: _("You are 18: from now on you act for yourself"),
}
GUARDIAN_BODIES: dict[str, Words] = {
    "ending": lambda: _(
        "From that day on the guardian acts no more, and everybody applies for themselves. For an "
        "adult who cannot, bring the court's judgment to a counter; anybody else can give a "
        "mandate."
    ),
    "ended": lambda: _(
        "Applications that run go on with the person they are for. For an adult who cannot act "
        "alone, bring the court's judgment to a counter; anybody else can give a mandate."
    ),
}


def told_of_mandate(row: Mandate, what: str, *, now: datetime) -> None:
    """Tell both sides what became of a mandate; a side without an account is told nothing."""
    agent = mask_name(row.agent.name) if row.agent else ""
    names = {"principal": mask_name(row.principal.name), "agent": agent}
    sides = [
        (row.principal_id, TO_PRINCIPAL[what], None),
        (row.agent_id, TO_AGENT[what], Part.AGENT),
    ]
    for person_id, words, part in sides:
        account = registry.account_of(person_id) if person_id and row.agent_id else None
        if account is None:
            continue
        notices.notify(
            account_id=account,
            kind=f"mandate.{what}",
            title=_both(words, names, row.to_on),
            body=_both(BODIES[what], names, row.to_on),
            url=reverse("portal:people:mandate", args=[row.public_id]),
            dedupe=f"mandate:{row.public_id}:{what}:{account}",
            subject=("mandate", row.public_id),
            part=part,
            now=now,
        )


def told_of_majority(row: Relation, what: str, *, now: datetime) -> None:
    """Tell a guardian and the ward that the ward turns, or is, 18."""
    names, day = {"ward": mask_name(row.other.name)}, rules.adult_from(row.other.birth_date)
    for person_id, words in ((row.person_id, TO_GUARDIAN[what]), (row.other_id, TO_WARD[what])):
        account = registry.account_of(person_id)
        if account is None:
            continue
        notices.notify(
            account_id=account,
            kind=f"guardian.{what}",
            title=_both(words, names, day),
            body=_both(GUARDIAN_BODIES[what], names, day),
            url=reverse("portal:people:family"),
            dedupe=f"guardian:{row.public_id}:{what}:{account}",
            subject=("guardianship", row.public_id),
            now=now,
        )


def _both(words: Words, names: dict[str, str], day: date | None) -> Localised:
    spoken = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            shown = formats.date_format(day, "DATE_FORMAT") if day else ""
            spoken.append(words() % {**names, "day": shown})
    return Localised(spoken[0], spoken[1])
