"""Rows of the demonstration city that fill an address: the newest that fits, or None.

At the desk they are of one street, so that the permission matrix knows who stands outside: the
cast's clerk, cases at that clerk's counter, people who live there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q

from tests.signing_in import account_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class Example:
    """How an address is filled, and whose account opens it where the role alone does not say."""

    kwargs: Mapping[str, Any] = field(default_factory=dict)
    account_id: int | None = None
    query: str = ""


def example(*, account_id: int | None = None, query: str = "", **kwargs: Any) -> Example:
    """Return an example in one line."""
    return Example(kwargs, account_id, query)


def model(name: str) -> Any:
    """Return all rows of a table, newest first."""
    return apps.get_model(name)._default_manager.order_by("-pk")


def an_item() -> Example | None:
    """Return an item of the city, the disability allowance if there is one."""
    rows = model("catalogue.ItemVersion")
    row = rows.filter(item__code__startswith="B3.21").first() or rows.first()
    return row and example(code=row.item.code)


def a_leaf_place() -> Example | None:
    """Return a community with nothing beneath."""
    row = model("places.Division").filter(level=4, valid_to=None).first()
    return row and example(code=row.code)


# ── the resident's own ─────────────────────────────────────────────────────
def me() -> int:
    """Return the account of the cast's proven resident; 0 where there is none."""
    return account_of("proven_resident") or 0


def a_draft(**more: str) -> Callable[[], Example | None]:
    """Return a finder of a resident's draft."""

    def find() -> Example | None:
        row = model("cases.Draft").filter(channel="portal").first()
        return row and example(draft_id=row.public_id, account_id=row.owner_id, **more)

    return find


def a_member_asked(channel: str) -> Callable[[], Example | None]:
    """Return a finder of a household's draft, and the first place in its household."""

    def find() -> Example | None:
        row = model("cases.Authorisation").filter(draft__channel=channel).first()
        draft = row and row.draft
        return draft and example(draft_id=draft.public_id, place=0, account_id=draft.owner_id)

    return find


def a_household_draft(channel: str) -> Callable[[], Example | None]:
    """Return a finder of a draft whose members are asked."""

    def find() -> Example | None:
        found = a_member_asked(channel)()
        return found and example(draft_id=found.kwargs["draft_id"], account_id=found.account_id)

    return find


def an_agreement(state: str) -> Callable[[], Example | None]:
    """Return a finder of the link of a family member who was asked."""

    def find() -> Example | None:
        row = model("cases.Authorisation").filter(draft__isnull=False, state=state).first()
        return row and example(agreement_id=row.public_id)

    return find


def _promised() -> Any:
    rows = model("cases.PaperPromise").filter(state="open", case__compartment="")
    return rows.select_related("case").first()


def a_promise() -> Example | None:
    """Return one's case and a paper that was promised."""
    row = _promised()
    party = row and row.case.parties.filter(kind="applicant", account_id__isnull=False).first()
    return party and example(
        case_id=row.case.public_id, material=row.material, account_id=party.account_id
    )


def a_promise_at_work() -> Example | None:
    """Return a case at the counter and a paper that was promised."""
    case_ids = _tasks().values("case")
    row = model("cases.PaperPromise").filter(state="open", case__in=case_ids).first()
    return row and example(case_id=row.case.public_id, material=row.material)


def a_household_case(*, is_at_desk: bool = False) -> Callable[[], Example | None]:
    """Return a finder of a case whose members agreed and whose papers follow."""

    def find() -> Example | None:
        found = a_promise_at_work() if is_at_desk else a_promise()
        return found and example(case_id=found.kwargs["case_id"], account_id=found.account_id)

    return find


def a_draft_section() -> Example | None:
    """Return a draft and the first section of its form."""
    return _section_of(model("cases.Draft").filter(channel="portal").first())


def _section_of(row: Any) -> Example | None:
    from linli.engines.catalogue import queries as catalogue

    if row is None:
        return None
    section = catalogue.version(row.version_id).form.sections[0].id
    return example(draft_id=row.public_id, section=section, account_id=row.owner_id)


def my_case(**state: Any) -> Callable[[], Example | None]:
    """Return a finder of a case that its resident follows online, the cast's own if there is."""

    def find() -> Example | None:
        rows = model("cases.CaseParty").filter(account_id__isnull=False, kind="applicant")
        rows = rows.filter(**{f"case__{key}": value for key, value in state.items()})
        row = rows.filter(account_id=me()).first() or rows.first()
        return row and example(case_id=row.case.public_id, account_id=row.account_id)

    return find


def a_notice() -> Example | None:
    """Return a notice and its reader."""
    rows = model("notices.Notice")
    row = rows.filter(account_id=me()).first() or rows.first()
    return row and example(notice_id=row.pk, account_id=row.account_id)


def a_stop_link() -> Example | None:
    """Return the signed link of an e-mail to the cast's resident."""
    from linli.foundation.notices import queries as notices
    from linli.foundation.notices.values import Group

    return example(token=notices.unsubscribe_token(me(), Group.HAPPENED))


def a_rating_to_answer() -> Example | None:
    """Return a case whose rating was set aside, and its rater, who may still answer."""
    row = model("cases.Rating").filter(set_aside_at__isnull=False, answered_at=None).first()
    return row and example(case_id=row.case.public_id, account_id=row.rater_id)


def a_file() -> Example | None:
    """Return a file that a resident added to a draft."""
    draft = model("cases.Draft").filter(channel="portal").first()
    owner = str(draft.public_id) if draft else ""
    row = model("files.StoredFile").filter(owner_id=owner).first()
    return row and example(public_id=row.public_id, account_id=draft.owner_id)


def a_mandate() -> Example | None:
    """Return a mandate that the cast's resident gave."""
    from linli.registers.accounts.models import Account

    person_id = Account.objects.filter(pk=me()).values_list("person_id", flat=True).first()
    row = model("people.Mandate").filter(principal=person_id, revoked_at=None).first()
    return row and example(mandate_id=row.public_id, account_id=me())


def a_mandate_received() -> Example | None:
    """Return a mandate that the cast's resident holds."""
    from linli.registers.accounts.models import Account

    person_id = Account.objects.filter(pk=me()).values_list("person_id", flat=True).first()
    row = model("people.Mandate").filter(agent=person_id, revoked_at=None).first()
    return row and example(mandate_id=row.public_id, account_id=me())


def a_mandate_to_renew() -> Example | None:
    """Return a mandate that its principal can renew, and the principal's account."""
    from linli.registers.accounts.models import Account

    rows = model("people.Mandate").filter(agent__isnull=False, revoked_at=None)
    accounts = dict(Account.objects.values_list("person_id", "pk"))
    row = next((one for one in rows if one.principal_id in accounts), None)
    return row and example(mandate_id=row.public_id, account_id=accounts[row.principal_id])


def a_live_mandate() -> Example | None:
    """Return a mandate at the clerk's counter that somebody holds."""
    return of_a_person(
        "people.Mandate", "mandate_id", "principal", revoked_at=None, agent__isnull=False
    )()


def a_judgment() -> Example | None:
    """Return a guardianship by judgment at the clerk's counter."""
    return of_a_person("people.Relation", "relation_id", "other", basis="court")()


def my_paper(state: str = "valid") -> Callable[[], Example | None]:
    """Return a finder of a paper that the cast's resident keeps."""

    def find() -> Example | None:
        row = model("library.Paper").filter(given_by_id=me(), state=state).first()
        return row and example(paper_id=row.public_id, account_id=me())

    return find


def a_paper_of_a_neighbour(
    *, state: str = "valid", only: tuple[str, ...] = ("person_id", "paper_id")
) -> Callable[[], Example | None]:
    """Return a finder of a paper of somebody in the street of the cast's clerk."""

    def find() -> Example | None:
        rows = model("library.Paper").filter(person__in=neighbours().values("pk"), state=state)
        row = rows.filter(source="counter").first()
        if row is None:
            return None
        keys = {"person_id": row.person.public_id, "paper_id": row.public_id}
        return example(**{name: keys[name] for name in only})

    return find


def a_token() -> Example | None:
    """Return a key for programs and its owner."""
    row = model("accounts.ApiToken").first()
    return row and example(token_id=row.pk, account_id=row.account_id)


def a_verification() -> Example | None:
    """Return the open page of a result document."""
    row = model("cases.CaseDocument").first()
    return example(query=f"?serial={row.serial}" if row else "")


def my_enquiry() -> Example | None:
    """Return a question that the cast's resident asked."""
    row = model("enquiries.Enquiry").filter(account_id=me()).first()
    return row and example(enquiry_id=row.public_id, account_id=row.account_id)


def no_verification() -> Example | None:
    """Return the open page asked for a number that nobody gave."""
    return example(query="?serial=JG2611230000000000A")


def a_document(*names: str) -> Callable[[], Example | None]:
    """Return a result document in the cast's district, its case and itself."""

    def find() -> Example | None:
        rows = model("cases.CaseDocument").filter(kind="result", revoked_at=None)
        rows = rows.filter(case__compartment="", case__division_code__startswith="120101")
        row = rows.select_related("case").order_by("pk").first()
        if row is None:
            return None
        known = {"case_id": row.case.public_id, "document_id": row.public_id}
        return example(**{name: known[name] for name in names})

    return find


# ── the desk's ─────────────────────────────────────────────────────────────
def counter() -> Any:
    """Return the term of the cast's clerk: the counter of one street."""
    rows = model("accounts.PostHolding").filter(ended_at=None, post__role="clerk")
    return rows.filter(account_id=account_of("clerk")).select_related("post__division").first()


def _tasks(state: str = "open", *, of_children: bool = False) -> Any:
    """Return tasks at the counter of the cast's clerk that no colleague holds."""
    held = counter()
    rows = model("cases.Task").filter(state=state, kind="stage", role="clerk")
    if held is None:
        return rows.none()
    mine = Q(holder_id=None) | Q(holder_id=held.account_id)
    rows = rows.filter(case__sheltered_until__isnull=not of_children)
    return rows.filter(mine, organisation=held.post.organisation_id)


def a_letter_to_write() -> Example | None:
    """Return an office's case and the letter that invites to a hearing."""
    found = a_case_at_work()
    return found and Example({**found.kwargs, "letter": "hearing"}, found.account_id)


def a_record_task() -> Example | None:
    """Return an open task at the counter whose stage writes something down, and its case."""
    from linli.engines.catalogue import queries as catalogue

    for task in _tasks().select_related("case"):
        if task.stage in catalogue.version(task.case.version_id).record_forms:
            return example(case_id=task.case.public_id, task_id=task.public_id)
    return None


def a_public_notice() -> Example | None:
    """Return a notice that is posted."""
    row = model("cases.PublicNotice").filter(taken_down_at=None).first()
    return row and example(notice_id=row.public_id)


def my_place() -> Example | None:
    """Return a case with a place among a limited number, and who has it."""
    row = model("cases.Place").filter(number__isnull=False).first()
    party = row and row.case.parties.filter(kind="applicant", account_id__isnull=False).first()
    return party and example(case_id=row.case.public_id, account_id=party.account_id)


def a_task(**more: Any) -> Callable[[], Example | None]:
    """Return a finder of an open task at the counter, and its case."""

    def find() -> Example | None:
        task = _tasks().first()
        return task and example(case_id=task.case.public_id, task_id=task.public_id, **more)

    return find


def a_rating_task(kind: str, *, with_case: bool = True) -> Callable[[], Example | None]:
    """Return a finder of an open task that follows from a rating, and who holds its post."""

    def find() -> Example | None:
        held = model("accounts.PostHolding").filter(ended_at=None)
        for task in model("cases.Task").filter(state="open", kind=kind):
            term = held.filter(post__organisation=task.organisation_id, post__role=task.role).last()
            if term is not None:
                keys = {"case_id": task.case.public_id} if with_case else {}
                return example(task_id=task.public_id, account_id=term.account_id, **keys)
        return None

    return find


def a_rated_case(kind: str) -> Callable[[], Example | None]:
    """Return a finder of the case of such a task."""

    def find() -> Example | None:
        found = a_rating_task(kind)()
        return found and example(case_id=found.kwargs["case_id"], account_id=found.account_id)

    return find


def a_recalled_case() -> Example | None:
    """Return a case whose decision is to be recalled, before its resident has answered."""
    row = model("cases.Recall").filter(heard_at=None, hear_until__isnull=False).first()
    return row and example(case_id=row.case.public_id)


def a_case_that_waits() -> Example | None:
    """Return a case whose resident the counter asked for something."""
    task = _tasks("waiting").first()
    return task and example(case_id=task.case.public_id)


def a_case_at_work() -> Example | None:
    """Return a case with an open task at the counter."""
    task = _tasks().first()
    return task and example(case_id=task.case.public_id)


def an_archived_case() -> Example | None:
    """Return a closed case that lies in the archive of the clerk's own office."""
    held = counter()
    rows = model("cases.Filed").filter(erased_at=None, case__compartment="")
    row = held and rows.filter(organisation=held.post.organisation_id).first()
    return row and example(case_id=row.case.public_id)


def a_child_case() -> Example | None:
    """Return a case at the counter in which somebody under 14 stands."""
    task = _tasks(of_children=True).first()
    return task and example(case_id=task.case.public_id)


def a_told_once_list() -> Example | None:
    """Return a list of what is missing that the counter wrote."""
    held = counter()
    rows = model("cases.Supplement").filter(task__role="clerk", case__sheltered_until=None)
    row = held and rows.filter(task__organisation=held.post.organisation_id).first()
    return row and example(case_id=row.case.public_id, supplement_id=row.public_id)


def an_enquiry(query: str = "") -> Callable[[], Example | None]:
    """Return a finder of an enquiry that waits at the post of the cast's clerk."""

    def find() -> Example | None:
        held = counter()
        rows = model("enquiries.Enquiry").filter(state="asked")
        row = held and rows.filter(post=held.post_id).first()
        return row and example(enquiry_id=row.public_id, query=query)

    return find


def an_offer() -> Example | None:
    """Return an enquiry that waits for another post to accept it, and who holds that post."""
    row = model("enquiries.Enquiry").filter(state="offered").first()
    held = row and row.offered_to.holdings.filter(ended_at=None).first()
    return held and example(enquiry_id=row.public_id, account_id=held.account_id)


def a_desk_draft() -> Example | None:
    """Return a draft that a clerk writes for somebody."""
    row = model("cases.Draft").filter(channel="desk").first()
    return row and example(draft_id=row.public_id, account_id=row.owner_id)


def a_desk_draft_section() -> Example | None:
    """Return a clerk's draft and the first section of its form."""
    return _section_of(model("cases.Draft").filter(channel="desk").first())


def neighbours() -> Any:
    """Return grown-up people who live in the street of the cast's clerk."""
    held = counter()
    rows = model("people.Person").filter(merged_into=None, birth_date__year__lt=2005)
    if held is None:
        return rows.none()
    return rows.filter(living_code__startswith=held.post.division.code[:9])


def a_person(key: str = "public_id", **more: Any) -> Callable[[], Example | None]:
    """Return a finder of somebody whom a clerk may see."""

    def find() -> Example | None:
        person = neighbours().first()
        return person and example(**{key: person.public_id}, **more)

    return find


def of_a_person(
    table: str, key: str, column: str = "person", **state: Any
) -> Callable[[], Example | None]:
    """Return a finder of a row that belongs to a neighbour: a document, a relation, a mandate."""

    def find() -> Example | None:
        row = model(table).filter(**{f"{column}__in": neighbours().values("pk")}, **state).first()
        if row is None:
            return None
        return example(public_id=getattr(row, column).public_id, **{key: row.public_id})

    return find


def a_household_member() -> Example | None:
    """Return a neighbour who is a member of a household and not its head."""
    rows = model("people.HouseholdMember").filter(person__in=neighbours().values("pk"))
    row = rows.filter(left_on=None).exclude(kinship="head").first()
    return row and example(public_id=row.person.public_id, member_id=row.person.public_id)


def two_people() -> Example | None:
    """Return two people of one street."""
    found = list(neighbours()[:2])
    if len(found) < 2:
        return None
    return example(public_id=found[0].public_id, other_id=found[1].public_id)


def a_request() -> Example | None:
    """Return an open request to read the data of a child of the street."""
    held = counter()
    rows = model("people.MinorApproval").filter(decided_at=None)
    street = held.post.division.code[:9] if held else ""
    row = rows.filter(division_code__startswith=street).first()
    return row and example(approval_id=row.public_id)


def an_absence() -> Example | None:
    """Return an absence of somebody at the counter."""
    row = model("accounts.Absence").filter(cancelled_at=None).first()
    return row and example(absence_id=row.public_id, account_id=row.account_id)


def a_leader() -> Example | None:
    """Return who leads the street."""
    found = account_of("street_officer")
    return example(account_id=found) if found else None


def the_office() -> Example | None:
    """Return the organisation of the cast's clerk."""
    held = counter()
    return held and example(public_id=held.post.organisation.public_id)


def a_seal(**state: Any) -> Callable[[], Example | None]:
    """Return a finder of a seal of the organisation of the cast's clerk."""

    def find() -> Example | None:
        held = counter()
        rows = model("organisations.Seal").filter(**state, withdrawn_on=None)
        row = held and rows.filter(organisation=held.post.organisation_id).first()
        return row and example(seal_id=row.public_id)

    return find


def the_post() -> Example | None:
    """Return the post of the cast's clerk."""
    held = counter()
    return held and example(post_id=held.post_id)


def the_term() -> Example | None:
    """Return the term of the cast's clerk."""
    held = counter()
    return held and example(post_id=held.post_id, holding_id=held.pk)


# ── lists and tables ───────────────────────────────────────────────────────
def _line(**state: Any) -> Any:
    """Return a line of a case of adults, and who keys it."""
    rows = model("lists.ListLine").filter(case__sheltered_until=None, **state)
    row = rows.order_by("pk").select_related("outside_list").first()
    terms = model("accounts.PostHolding").filter(ended_at=None, post__role="department_officer")
    term = row and terms.filter(post__organisation=row.organisation_id).order_by("pk").first()
    return (row, term.account_id) if row and term else (None, None)


def a_keyer() -> Example | None:
    """Return who keys a list."""
    row, account = _line(state="open")
    return row and example(account_id=account)


def a_list() -> Example | None:
    """Return a list with open lines."""
    row, account = _line(state="open")
    return row and example(account_id=account, code=row.outside_list.code)


def a_line() -> Example | None:
    """Return an open line."""
    row, account = _line(state="open")
    return row and example(account_id=account, line_id=row.public_id)


def a_ticked_line() -> Example | None:
    """Return a line that was ticked off."""
    row, account = _line(state="keyed")
    return row and example(account_id=account, line_id=row.public_id)


def a_table() -> Example | None:
    """Return a table that the cast's clerk takes in."""
    return example(kind="people")


def an_import() -> Example | None:
    """Return a checked table of the cast's clerk."""
    row = model("sheets.SheetRun").filter(account_id=account_of("clerk"), state="checked").first()
    return row and example(run_id=row.public_id)


# ── what was granted ───────────────────────────────────────────────────────
def _civil(organisation_id: int, *, is_colleague: bool = False) -> int | None:
    """Return the account of an officer of an office; the stand-in, if a colleague is asked for."""
    rows = model("accounts.PostHolding").filter(ended_at=None, is_backup=is_colleague)
    rows = rows.filter(post__role="department_officer", post__organisation=organisation_id)
    account_id: int | None = rows.values_list("account_id", flat=True).first()
    return account_id


def _given(**state: Any) -> Any:
    """Return what civil affairs of the district of the cast's clerk pays."""
    held = counter()
    district = held.post.division.code[:6] if held else "-"
    return model("entitlements.Entitlement").filter(
        division_code__startswith=district, compartment="", sheltered_until=None, **state
    )


def an_entitlement(**more: Any) -> Callable[[], Example | None]:
    """Return a finder of one that is paid, and the officer who handles it."""

    def find() -> Example | None:
        row = _given(state="running").first()
        officer = row and _civil(row.organisation_id)
        return row and example(entitlement_id=row.public_id, account_id=officer, **more)

    return find


def an_office_that_pays() -> Example | None:
    """Return the officer of an office that pays."""
    row = _given().first()
    return row and example(account_id=_civil(row.organisation_id))


def a_payment_list(state: str, *, is_colleague: bool = False) -> Callable[[], Example | None]:
    """Return a finder of a list and the officer who made it, or the colleague who may close it."""

    def find() -> Example | None:
        row = model("entitlements.PaymentList").filter(state=state).first()
        officer = row and _civil(row.organisation_id, is_colleague=is_colleague)
        return row and example(list_id=row.public_id, account_id=officer)

    return find


def a_change_report() -> Example | None:
    """Return a report that waits, and the officer who answers it."""
    row = model("entitlements.ChangeReport").filter(outcome="").first()
    if row is None:
        return None
    return example(
        entitlement_id=row.entitlement.public_id,
        report_id=row.public_id,
        account_id=_civil(row.entitlement.organisation_id),
    )


def a_claim(*, is_alone: bool = False) -> Callable[[], Example | None]:
    """Return a finder of an open claim: for the officer, or alone for the superior."""

    def find() -> Example | None:
        row = model("entitlements.Claim").filter(closed_at=None).first()
        if row is None or is_alone:
            return row and example(claim_id=row.public_id)
        return example(
            entitlement_id=row.entitlement.public_id,
            claim_id=row.public_id,
            account_id=_civil(row.entitlement.organisation_id),
        )

    return find


def my_entitlement() -> Example | None:
    """Return one that somebody with an account receives."""
    row = model("entitlements.Entitlement").filter(account_id__isnull=False, state="running")
    found = row.first()
    return found and example(entitlement_id=found.public_id, account_id=found.account_id)


def my_entitlement_list() -> Example | None:
    """Return whoever receives it."""
    found = my_entitlement()
    return found and example(account_id=found.account_id)
