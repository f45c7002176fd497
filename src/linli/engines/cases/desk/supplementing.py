"""The one list of what is missing (told once): ticked, put in words, sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.engines.cases import queries, services
from linli.engines.cases.values import Ask, AskKind
from linli.foundation.calendar import clock
from linli.foundation.errors.values import InvalidError, NotFoundError
from linli.foundation.ui import messages
from linli.foundation.ui.acting import see

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest


def supplement(request: ActorRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    problems: Any = ()
    found = queries.desk_case(request.actor, case_id=str(case_id), now=clock.now())
    mine = {one.task.task_id for one in found.acts} | found.line_tasks
    task = next((row for row in found.tasks_open if row.task_id == task_id), None)
    if task is None or task_id not in mine:
        raise NotFoundError
    if request.method == "POST":
        try:
            notice = services.request_supplement(
                request.actor,
                task_id=str(task_id),
                asks=_asks(request.POST, found),
                reason=request.POST.get("reason", ""),
                now=clock.now(),
            )
        except InvalidError as error:
            problems = error.problems
        else:
            messages.done(request, _("The resident has the whole list. Print it if they are here."))
            return see("desk:cases:told_once", case_id, notice)
    context = {
        "case": found,
        "is_second": found.was_asked(task.stage),
        "problems": problems,
        "typed": request.POST,
        "groups": _groups(request.POST, found),
    }
    status = 422 if problems else 200
    return render(request, "cases/desk/supplement.html", context, status=status)


@dataclass(frozen=True)
class Line:
    """A line that can be ticked: a paper or a part of the form, and what is wrong with it."""

    kind: AskKind
    ref: str
    name: str
    is_ticked: bool
    words: str
    note: str = ""

    @property
    def key(self) -> str:
        """The name of the box."""
        return f"section.{self.ref}" if self.kind is AskKind.FIELD else f"material.{self.ref}"

    @property
    def words_key(self) -> str:
        """The name of the words beside it."""
        return f"words.{self.key.removeprefix('material.')}"


def _groups(data: Any, found: queries.DeskCaseView) -> list[tuple[str, list[Line]]]:
    """Return what can be asked for, as ticked: what this case owes stands first."""
    owed = {material.id for material, _given in found.papers}
    rest = _("not owed by these answers")
    papers = [
        _line(data, AskKind.MATERIAL, one.id, str(one.name), "" if one.id in owed else rest)
        for one in sorted(found.item.materials, key=lambda one: one.id not in owed)
    ]
    answers = [
        _line(data, AskKind.FIELD, section.id, str(section.title))
        for section in found.item.form.sections
        if any(one.type != "consent" for one in section.fields)
    ]
    groups = [(_("Papers"), papers), (_("Answers"), answers)]
    return [(title, lines) for title, lines in groups if lines]


def _line(data: Any, kind: AskKind, ref: str, name: str, note: str = "") -> Line:
    bare = Line(kind, ref, name, is_ticked=False, words="", note=note)
    words = data.get(bare.words_key, "").strip()
    return replace(bare, is_ticked=bool(data.get(bare.key) or words), words=words)


def _asks(data: Any, found: queries.DeskCaseView) -> list[Ask]:
    """Return the list: what is ticked or has words beside it, in the clerk's words."""
    asks = [
        Ask(line.kind, line.ref, line.words or line.name)
        for _title, lines in _groups(data, found)
        for line in lines
        if line.is_ticked
    ]
    if other := data.get("other", "").strip():
        asks.append(Ask(AskKind.OTHER, "", other))
    return asks
