"""Rows of the demonstration city that fill an address: the newest that fits, or None."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps

from tests.pages import Example, example

if TYPE_CHECKING:
    from collections.abc import Callable


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
def a_draft(**more: str) -> Callable[[], Example | None]:
    """Return a finder of a resident's draft."""

    def find() -> Example | None:
        row = model("cases.Draft").filter(channel="portal").first()
        return row and example(draft_id=row.public_id, account_id=row.owner_id, **more)

    return find


def a_draft_section() -> Example | None:
    """Return a draft and the first section of its form."""
    from linli.engines.catalogue import queries as catalogue

    row = model("cases.Draft").filter(channel="portal").first()
    if row is None:
        return None
    section = catalogue.version(row.version_id).form.sections[0].id
    return example(draft_id=row.public_id, section=section, account_id=row.owner_id)


def my_case(**state: Any) -> Callable[[], Example | None]:
    """Return a finder of a case that its resident follows online."""

    def find() -> Example | None:
        rows = model("cases.CaseParty").filter(account_id__isnull=False)
        row = rows.filter(**{f"case__{key}": value for key, value in state.items()}).first()
        return row and example(case_id=row.case.public_id, account_id=row.account_id)

    return find


def a_notice() -> Example | None:
    """Return a notice and its reader."""
    row = model("notices.Notice").first()
    return row and example(notice_id=row.pk, account_id=row.account_id)


def a_verification() -> Example | None:
    """Return the open page of a result document."""
    row = model("cases.CaseDocument").first()
    return example(query=f"?serial={row.serial}" if row else "")


# ── the desk's ─────────────────────────────────────────────────────────────
def holder_of(organisation_id: int, role: str) -> int | None:
    """Return an account that holds such a post."""
    rows = model("accounts.PostHolding").filter(ended_at=None, post__role=role)
    found = rows.filter(post__organisation_id=organisation_id).first()
    return int(found.account_id) if found else None


def a_task(**more: Any) -> Callable[[], Example | None]:
    """Return a finder of an open task, its case, and who may do it."""

    def find() -> Example | None:
        for task in model("cases.Task").filter(closed_at=None)[:50]:
            account_id = task.holder_id or holder_of(task.organisation_id, task.role)
            if account_id:
                kwargs = {"case_id": task.case.public_id, "task_id": task.public_id, **more}
                return example(account_id=account_id, **kwargs)
        return None

    return find


def a_case_at_work() -> Example | None:
    """Return a case with an open task, and who may do it."""
    found = a_task()()
    return found and example(case_id=found.kwargs["case_id"], account_id=found.account_id)


def a_told_once_list() -> Example | None:
    """Return a list of what is missing, and who wrote it."""
    row = model("cases.Supplement").first()
    return row and example(
        case_id=row.case.public_id,
        supplement_id=row.public_id,
        account_id=row.task.holder_id or holder_of(row.task.organisation_id, row.task.role),
    )


def a_desk_draft(**more: str) -> Callable[[], Example | None]:
    """Return a finder of a draft that a clerk writes for somebody."""

    def find() -> Example | None:
        row = model("cases.Draft").filter(channel="desk").first()
        return row and example(draft_id=row.public_id, account_id=row.owner_id, **more)

    return find


def a_desk_draft_section() -> Example | None:
    """Return a clerk's draft and the first section of its form."""
    from linli.engines.catalogue import queries as catalogue

    row = model("cases.Draft").filter(channel="desk").first()
    if row is None:
        return None
    section = catalogue.version(row.version_id).form.sections[0].id
    return example(draft_id=row.public_id, section=section, account_id=row.owner_id)


def _clerk_and_neighbour() -> tuple[Any, int | None]:
    """Return a clerk's account, and somebody who lives in the clerk's street."""
    for held in model("accounts.PostHolding").filter(ended_at=None, post__role="clerk"):
        street = held.post.division.code[:9]
        person = model("people.Person").filter(living_code__startswith=street).first()
        if person:
            return person, held.account_id
    return None, None


def a_person(key: str = "public_id", **more: Any) -> Callable[[], Example | None]:
    """Return a finder of somebody whom a clerk may see."""

    def find() -> Example | None:
        person, account_id = _clerk_and_neighbour()
        return person and example(account_id=account_id, **{key: person.public_id}, **more)

    return find


def of_a_person(table: str, key: str, column: str = "person") -> Callable[[], Example | None]:
    """Return a finder of a row that belongs to somebody: a document, a relation, a mandate."""

    def find() -> Example | None:
        row = model(table).first()
        if row is None:
            return None
        person = getattr(row, column)
        return example(public_id=person.public_id, **{key: row.public_id})

    return find


def a_household_member() -> Example | None:
    """Return a member of a household."""
    row = model("people.HouseholdMember").first()
    member = row and getattr(row, "public_id", row.person.public_id)
    return row and example(public_id=row.person.public_id, member_id=member)


def two_people() -> Example | None:
    """Return two people of one street."""
    person, account_id = _clerk_and_neighbour()
    if person is None:
        return None
    others = model("people.Person").filter(living_code__startswith=person.living_code[:9])
    other = others.exclude(pk=person.pk).first()
    return other and example(
        public_id=person.public_id, other_id=other.public_id, account_id=account_id
    )


def row_of(table: str, key: str, column: str = "public_id", **state: Any) -> Callable[[], Any]:
    """Return a finder of any row of a table."""

    def find() -> Example | None:
        row = model(table).filter(**state).first()
        return row and example(**{key: getattr(row, column)})

    return find


def a_term() -> Example | None:
    """Return somebody's term on a post."""
    row = model("accounts.PostHolding").filter(ended_at=None).first()
    return row and example(post_id=row.post_id, holding_id=row.pk)
