"""What goes into the package of a closed case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.engines.cases.models import CaseDocument
from linli.engines.cases.queries.context import context_of
from linli.engines.cases.queries.sealing import (
    document_in,
    event_payload,
    unseal,
    whole_answers,
)
from linli.engines.cases.queries.timeline import OF_RATERS, timeline
from linli.engines.cases.rules.keeping import FOR_EVER
from linli.engines.cases.values import DECIDING, FILES, CaseResult, DocumentKind
from linli.engines.catalogue import queries as catalogue
from linli.foundation.files import queries as files
from linli.foundation.files.values import SUFFIXES, FileType, FileView
from linli.foundation.formspec import display
from linli.registers.accounts import queries as accounts
from linli.registers.organisations import queries as organisations
from linli.registers.places import queries as places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from linli.engines.cases.models import Case, CaseEvent, Filed
    from linli.engines.catalogue.values import ItemView
    from linli.foundation.actors.values import Actor
    from linli.foundation.formspec.values import DisplaySection


@dataclass(frozen=True)
class PackedFile:
    """A stored file and its place in the package."""

    name: str
    kind: str
    title: str
    file: FileView


@dataclass(frozen=True)
class Packing:
    """A case for its package: facts for the index, the same for people, data, and files.

    Who rated is in none of it.
    """

    facts: Mapping[str, str]
    rows: Sequence[tuple[str, str]]
    sections: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    entries: Sequence[tuple[str, str]]
    data: Mapping[str, Any]
    history: Mapping[str, Any]
    files: Sequence[PackedFile]


def packing_of(actor: Actor, case: Case, place: Filed, *, now: datetime) -> Packing:
    """Return everything of a closed case, uncovered: the caller knows who may have it."""
    item = catalogue.version(case.version_id)
    events = list(case.events.order_by("seq"))
    document = document_in(case, events)
    told = _facts(actor, case, place, item, events, document, now=now)
    return Packing(
        facts={name: value for name, _label, value in told},
        rows=[(label, value) for _name, label, value in told if label and value],
        sections=[
            (section.title, [(row.label, row.whole) for row in section.rows])
            for section in _sections(case, item, document)
        ],
        entries=_entries(case, events),
        data={"format": "linli-case-1", "item": case.item_code, **document},
        history={"format": "linli-history-1", "events": _history(case, events)},
        files=tuple(_files(case, item, document)),
    )


def _facts(
    actor: Actor,
    case: Case,
    place: Filed,
    item: ItemView,
    events: Sequence[CaseEvent],
    document: Mapping[str, Any],
    *,
    now: datetime,
) -> list[tuple[str, str, str]]:
    """Return name, label and value of what the index says; without a label for programs only."""
    decided = next((one for one in reversed(events) if one.kind in DECIDING), None)
    office, post, who = _decided_by(decided)
    body = organisations.organisation(place.organisation_id)
    until = _day(place.keep_until) if place.keep_until else ""
    return [
        ("number", "", case.number),
        ("archive_number", _("Archive number"), str(place)),
        ("organisation", _("Kept by"), body.words),
        ("retention", _("Kept for"), _kept_for(place)),
        ("keep_until", _("Kept until"), until),
        ("item_code", "", case.item_code),
        ("item", _("Service"), str(item.name)),
        ("division_code", "", case.division_code),
        ("division", _("Place"), " ".join(one.words for one in places.path(case.division_code))),
        ("applicant", _("Applicant"), catalogue.applicant_name(item, whole_answers(document))),
        ("submitted_at", "", case.submitted_at.isoformat()),
        ("submitted_on", _("Handed in"), _day(events[0].on)),
        ("old_number", _("Number on paper before"), case.old_number),
        ("ended_on", _("Ended"), _day(case.ended_on) if case.ended_on else ""),
        ("result", _("Result"), str(CaseResult(case.result).label) if case.result else ""),
        ("decided_by_office", _("Decided by"), office),
        ("decided_by_post", _("Post that decided"), post),
        ("decided_by", _("Person who decided"), who),
        ("history_digest", "", bytes(case.last_digest).hex()),
        ("packed_at", "", now.isoformat()),
        ("packed_by", _("Handed over by"), _name(actor.account_id)),
    ]


def _decided_by(decided: CaseEvent | None) -> tuple[str, str, str]:
    if decided is None:
        return "", "", ""
    body = decided.organisation_id
    office = organisations.organisation(body) if body else None
    post = accounts.post_title(decided.post_id) if decided.post_id else ""
    return office.words if office else "", post, _name(decided.account_id)


def _name(account_id: int | None) -> str:
    return accounts.display_names([account_id]).get(account_id, "") if account_id else ""


def _kept_for(place: Filed) -> str:
    """Return the class as archives call it (国家档案局令第8号): 永久, 定期30年, 定期10年."""
    if place.kept_for == FOR_EVER:
        return pgettext("archive", "for ever")
    return pgettext("archive", "%(years)s years") % {"years": place.kept_for.removeprefix("D")}


def _sections(
    case: Case, item: ItemView, document: Mapping[str, Any]
) -> tuple[DisplaySection, ...]:
    """Return all that was answered and written down, nothing covered."""
    answers, context = whole_answers(document), context_of(case, dict(document))
    rows = [row for one in display.lines(item.whole, answers, context=context) for row in one.rows]
    cells = [cell for row in rows for cells in row.rows for cell in cells]
    paths = {row.path for row in (*rows, *cells)}
    return display.lines(item.whole, answers, context=context, reveal=paths)


def _entries(case: Case, events: Sequence[CaseEvent]) -> list[tuple[str, str]]:
    found = timeline(case, events, for_staff=True, unseal=unseal)
    return [
        (
            formats.date_format(one.at, "DATETIME_FORMAT"),
            "\n".join(filter(None, (one.title, one.by, one.text))),
        )
        for one in found
    ]


def _history(case: Case, events: Sequence[CaseEvent]) -> list[dict[str, Any]]:
    """Return the chain: what each digest covers, and the words in clear; of ratings the digest."""
    return [
        {"seq": event.seq, "digest": bytes(event.digest)}
        if event.kind in OF_RATERS
        else {
            **event_payload(case, event),
            "words": unseal(case, event.sealed) if event.sealed else None,
            "digest": bytes(event.digest),
        }
        for event in events
    ]


def _files(case: Case, item: ItemView, document: Mapping[str, Any]) -> Iterator[PackedFile]:
    """Yield what was issued, revoked papers too, then what was handed in."""
    owner = str(case.public_id)
    kept = files.of_owners(kind=FILES, owner_ids=[owner]).get(owner, ())
    issued = {one.file_id: one for one in CaseDocument.objects.filter(case=case)}
    for file in kept:
        if one := issued.get(file.public_id):
            title = " ".join(filter(None, (str(DocumentKind(one.kind).label), one.number)))
            if one.revoked_at is not None:
                title = _("%(document)s (revoked)") % {"document": title}
            yield PackedFile(f"documents/{one.serial}.pdf", "document", title, file)
    names = _material_of(item, document)
    given = [file for file in kept if file.public_id not in issued]
    for number, file in enumerate(given, 1):
        suffix = SUFFIXES[FileType(file.content_type)][0]
        title = " · ".join(filter(None, (names.get(str(file.public_id), ""), file.name)))
        yield PackedFile(f"papers/{number:03d}{suffix}", "paper", title, file)


def _material_of(item: ItemView, document: Mapping[str, Any]) -> dict[str, str]:
    """Return for which paper of the service a file was handed in, by the id of the file."""
    names = {one.id: str(one.name) for one in item.materials}
    return {
        paper["file"]: names.get(material, "")
        for material, papers in document.get("materials", {}).items()
        for paper in papers
        if "file" in paper
    }


def _day(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")
