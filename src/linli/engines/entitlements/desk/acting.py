"""Acting on what was granted: each act is one form and one call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.engines.entitlements import forms, queries, services
from linli.engines.entitlements.values import EntitlementPermission, ReportOutcome
from linli.foundation.calendar import clock
from linli.foundation.errors.values import NotFoundError, Words
from linli.foundation.ui.acting import act_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpResponse

    from linli.foundation.actors.values import ActorRequest

ASK = "entitlements/desk/ask.html"


@dataclass(frozen=True)
class Act:
    """An act: its form, what it calls, and its words."""

    form: type[Form]
    do: Callable[..., object]
    title: Words
    label: Words
    intro: Words = ""
    kind: str = ""


ACTS = {
    "suspend": Act(
        forms.MonthForm,
        services.suspend,
        gettext_lazy("Suspend"),
        gettext_lazy("Suspend"),
        gettext_lazy("Nothing is paid from that month on, until it is paid again or stopped."),
        "warning",
    ),
    "resume": Act(
        forms.MonthForm,
        services.resume,
        gettext_lazy("Pay again"),
        gettext_lazy("Pay again"),
        gettext_lazy("A month that was left out is paid with the next list."),
    ),
    "stop": Act(
        forms.StopForm,
        services.stop,
        gettext_lazy("Stop"),
        gettext_lazy("Stop"),
        gettext_lazy("It cannot be begun again; a new application is needed."),
        "warning",
    ),
    "keep": Act(
        forms.ReasonForm,
        services.keep,
        gettext_lazy("It goes on"),
        gettext_lazy("It goes on"),
        gettext_lazy("The register is asked again next month."),
    ),
    "correct": Act(
        forms.AmountForm,
        services.correct,
        gettext_lazy("Correct the amount"),
        gettext_lazy("Correct"),
        gettext_lazy("The next list makes good what was paid too little or too much."),
    ),
    "account": Act(
        forms.AccountForm,
        services.change_account,
        gettext_lazy("Pay to another account"),
        gettext_lazy("Save"),
        gettext_lazy("Look at the card or book before you type."),
    ),
    "report": Act(
        forms.ReportForm,
        services.report_change,
        gettext_lazy("Take in a change at home"),
        gettext_lazy("Record"),
    ),
    "claim": Act(
        forms.ClaimForm,
        services.claim_back,
        gettext_lazy("Ask back what was paid too much"),
        gettext_lazy("Ask back"),
        gettext_lazy("The person is told the sum, the day and the parts."),
    ),
}


@never_cache
@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, entitlement_id: UUID, act: str) -> HttpResponse:
    if act not in ACTS:
        raise NotFoundError
    wanted = ACTS[act]
    found = queries.office_one(request.actor, entitlement_id=entitlement_id, now=clock.now())
    page = reverse("desk:entitlements:one", args=[entitlement_id])

    def do(value: dict[str, Any]) -> str:
        wanted.do(request.actor, entitlement_id=entitlement_id, **value, now=clock.now())
        return page

    today = clock.today()
    initial: dict[str, Any] = {"month": today, "ended_on": today, "happened_on": today}
    if act == "account":
        initial = {"holder": found.account_holder, "bank": found.account_bank}
    return act_page(
        request,
        wanted.form(request.POST or None, initial=initial),
        do,
        template=ASK,
        back=page,
        head=f"{found.row.name} · {found.row.holder_masked}",
        title=wanted.title,
        intro=wanted.intro,
        label=wanted.label,
        kind=wanted.kind,
        said=_("Recorded.") if act == "keep" else _("Recorded. The person is told."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: ActorRequest, entitlement_id: UUID, report_id: UUID) -> HttpResponse:
    found = queries.office_one(request.actor, entitlement_id=entitlement_id, now=clock.now())
    report = next((one for one in found.reports if one.public_id == report_id), None)
    if report is None:
        raise NotFoundError
    page = reverse("desk:entitlements:one", args=[entitlement_id])

    def do(value: dict[str, Any]) -> str:
        services.answer_report(
            request.actor,
            report_id=report_id,
            outcome=ReportOutcome(value["outcome"]),
            words=value["words"],
            now=clock.now(),
        )
        return page

    return act_page(
        request,
        forms.AnswerForm(request.POST or None),
        do,
        template=ASK,
        back=page,
        head=f"{found.row.name} · {found.row.holder_masked}",
        title=_("Answer the report: %(what)s") % {"what": report.kind_words},
        intro=report.words,
        label=_("Answer"),
        said=_("Recorded. The person is told."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def repayment(request: ActorRequest, entitlement_id: UUID, claim_id: UUID) -> HttpResponse:
    found = queries.office_one(request.actor, entitlement_id=entitlement_id, now=clock.now())
    page = reverse("desk:entitlements:one", args=[entitlement_id])

    def do(value: dict[str, Any]) -> str:
        services.record_repayment(request.actor, claim_id=claim_id, **value, now=clock.now())
        return page

    return act_page(
        request,
        forms.RepaymentForm(request.POST or None),
        do,
        template=ASK,
        back=page,
        head=f"{found.row.name} · {found.row.holder_masked}",
        title=_("Record a sum that came back"),
        label=_("Record"),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def waive(request: ActorRequest, claim_id: UUID) -> HttpResponse:
    request.actor.require(EntitlementPermission.WAIVE)
    claim = queries.claim(request.actor, claim_id=claim_id)
    page = reverse("desk:entitlements:totals")

    def do(value: dict[str, Any]) -> str:
        services.waive(request.actor, claim_id=claim_id, **value, now=clock.now())
        return page

    return act_page(
        request,
        forms.ReasonForm(request.POST or None),
        do,
        template=ASK,
        back=page,
        title=_("Waive what is still open"),
        intro=_("%(name)s: the office could not get it back, or it would be too hard.")
        % {"name": claim.name},
        label=_("Waive"),
        kind="warning",
    )
