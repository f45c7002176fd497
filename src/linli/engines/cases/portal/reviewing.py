"""The last step of applying: the whole application looked at once more, and handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.engines.cases import queries, services
from linli.engines.cases.portal.applying import apply_page, face_of
from linli.engines.cases.queries import applying, household
from linli.foundation.calendar import clock
from linli.foundation.errors.values import InvalidError, LinliError
from linli.foundation.formspec import forms
from linli.foundation.ui.acting import see
from linli.foundation.ui.values import LinkView, RowView

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.http import HttpResponse
    from django.utils.safestring import SafeString

    from linli.foundation.actors.values import ActorRequest
    from linli.foundation.errors.values import Problem

MOST_CONFIRMED = 100


def review(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    problems: Any = ()
    status, notice = 200, ""
    if request.method == "POST":
        try:
            case_id = _hand_in(request, str(draft_id))
        except InvalidError as error:
            problems, status = error.problems, 422
        except LinliError as error:
            if error.status != 409:
                raise
            notice, status = str(error), 409
        else:
            return see(face_of(request) + "receipt", case_id)
    found = applying.review(
        request.actor, draft_id=str(draft_id), now=clock.now(), problems=problems
    )
    context = {
        "review": found,
        "seen": found.overview,
        "cards": _cards(found, face_of(request)),
        "gaps": _gaps(found, face_of(request)),
        "tried": status == 422,
        "questions": [(_confirm_id(one), one) for one in found.questions],
        "confirmed": request.POST.getlist("confirmed"),
        "notice": notice,
    }
    return apply_page(request, "review", context, status=status)


def _cards(found: applying.Review, ns: str) -> list[tuple[str, list[RowView]]]:
    """Return the answers as cards, each line with the way to change it."""
    cards = []
    for section in found.sections:
        address = reverse(ns + "section", args=[found.overview.draft.public_id, section.id])
        rows = [
            RowView(
                row.label,
                _links((file.url, file.name) for file in row.files) or row.whole,
                f"{address}?to=review#id_{row.path.replace('.', '-')}",
                not row.text,
                row.note,
            )
            for row in section.rows
        ]
        cards.append((section.title, rows))
    if found.papers:
        address = reverse(ns + "papers", args=[found.overview.draft.public_id])
        cards.append((_("Papers"), [_paper_row(paper, address) for paper in found.papers]))
    return cards


def _links(files: Iterable[tuple[str, str]]) -> SafeString:
    """Return links to files, by address and name, one a line."""
    return format_html_join("\n", '<a class="govuk-link" href="{}">{}</a>', files)


def _paper_row(paper: applying.PaperView, address: str) -> RowView:
    files = (
        (reverse("portal:files:download", args=[one["file"]]), one["name"]) for one in paper.given
    )
    seen = _("Original seen at the counter") if paper.is_seen else ""
    later = _("Promised for later") if paper.promised_on else ""
    given = format_html_join("\n", "{}", ((one,) for one in (_links(files), seen, later) if one))
    is_missing = not given and paper.material.is_required
    text = given or ("" if is_missing else _("Nothing added"))
    target = f"{address}#id_materials-{paper.material.id}"
    return RowView(str(paper.material.name), text, target, is_missing)


def _gaps(found: applying.Review, ns: str) -> list[LinkView]:
    """Return what is missing: a line for each section, with the way there."""
    draft_id = found.overview.draft.public_id
    titles = {section.id: section.title for section in found.sections}
    consents = {view.name: view.label for view in found.consents}
    counts: dict[str, int] = {}
    gaps = []
    for problem in found.problems:
        section = problem.path.partition(".")[0]
        if problem.path in consents:
            words = _("Please tick: %(label)s") % {"label": consents[problem.path]}
            gaps.append(LinkView(words, f"#id_{problem.path.replace('.', '-')}"))
        elif problem.code in household.SENTENCES:
            gaps.append(LinkView(str(problem.message), _way_to(found, problem, ns)))
        elif section in titles:
            counts[section] = counts.get(section, 0) + 1
        else:
            address = reverse(ns + "papers", args=[draft_id]) if section == "materials" else ""
            gaps.append(LinkView(str(problem.message), address))
    return [_gap(titles[one], counts[one], ns, draft_id, one) for one in counts] + gaps


def _way_to(found: applying.Review, problem: Problem, ns: str) -> str:
    """Return where what is wrong with the household is mended, or confirmed on this page."""
    draft_id = found.overview.draft.public_id
    if problem.code in household.QUESTIONS:
        return "#" + _confirm_id(problem)
    section = problem.path.partition(".")[0]
    if section == "authorisations":
        return reverse(ns + "agreements", args=[draft_id])
    return reverse(ns + "section", args=[draft_id, section]) + "?to=review"


def _confirm_id(problem: Problem) -> str:
    return f"confirm-{problem.path.replace('.', '-')}"


def _gap(title: str, count: int, ns: str, draft_id: UUID, section: str) -> LinkView:
    words = ngettext(
        "%(section)s: %(count)s answer is missing or wrong",
        "%(section)s: %(count)s answers are missing or wrong",
        count,
    ) % {"section": title, "count": count}
    return LinkView(words, reverse(ns + "section", args=[draft_id, section]) + "?to=review")


def _hand_in(request: ActorRequest, draft_id: str) -> str:
    code = request.POST.get("item", "")
    return services.submit(
        request.actor,
        draft_id=draft_id,
        digest=request.POST.get("digest", ""),
        confirmed=request.POST.getlist("confirmed")[:MOST_CONFIRMED],
        consents=forms.consents_from_post(queries.item_of(code).form, request.POST),
        now=clock.now(),
    )
