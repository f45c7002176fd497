"""Every page of portal, desk and console: as whom it is opened and how its address is filled.

Pictures (`script/shots`), axe and the permission matrix walk this list. A URL pattern without an
entry fails `tests/house/test_pages.py`. To add a page: one line in PAGES, its policy in
`tests/matrix/pages.py`; where its address needs a row, a function in `tests/examples.py` that
finds one in the demonstration city.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import examples as find
from tests.examples import Example, example
from tests.signing_in import account_of

FACES = ("portal", "desk", "console")
ANYBODY = ""
Find = Callable[[], Example | None]


@dataclass(frozen=True)
class Page:
    """One URL name: the role of the cast that opens it, and an example.

    `method` is "post" for what only takes a form: it is in the permission matrix, not in pictures.
    Who is refused how stands in `tests/matrix/pages.py`.
    """

    role: str = ANYBODY
    find: Find = Example
    method: str = "get"
    status: int = 200
    is_pictured: bool = True
    is_public: bool = False  # opens without signing in as well, and looks different
    states: Mapping[str, Find] = field(default_factory=dict)  # where it looks different, by name

    def address(self, name: str, found: Example) -> str:
        """Return the path of the page for an example."""
        return reverse(name, kwargs=dict(found.kwargs)) + found.query


def post(role: str = ANYBODY, find: Find = Example, **more: Any) -> Page:
    """Return a page that only takes a form."""
    return Page(role, find, method="post", is_pictured=False, **more)


@dataclass(frozen=True)
class View:
    """What somebody looks at: a page with an example, as an account (0: signed out)."""

    name: str
    path: str
    account_id: int
    status: int


def views() -> Iterator[View]:
    """Yield every page that is looked at, as its role and in each of its states.

    Raises `LookupError` where the demonstration has no example.
    """
    for name, page in PAGES.items():
        if not page.is_pictured:
            continue
        if page.is_public:
            yield _view(f"{name}.anybody", name, page, page.find, is_signed_in=False)
        yield _view(name, name, page, page.find)
        for state, find_state in page.states.items():
            yield _view(f"{name}.{state}", name, page, find_state)


def _view(label: str, name: str, page: Page, look: Find, *, is_signed_in: bool = True) -> View:
    found = look()
    needs_account = is_signed_in and bool(page.role)
    account = (found and found.account_id) or (needs_account and account_of(page.role)) or 0
    if found is None or (needs_account and not account):
        raise LookupError(f"{label}: the demonstration has no example ({page.role or 'anybody'})")
    return View(label, page.address(name, found), account if is_signed_in else 0, page.status)


# ── the list ───────────────────────────────────────────────────────────────
def _pages() -> dict[str, Page]:
    clerk, operator, security = "clerk", "operator", "security_administrator"
    me = "proven_resident"
    return {
        # ── portal ──
        "portal:home": Page(me, is_public=True),
        "portal:help": Page(),
        "portal:privacy": Page(),
        "portal:accessibility": Page(),
        "portal:ui:language": post(),
        "portal:ui:display_page": Page(),
        "portal:ui:display": post(),
        "portal:ui:styleguide": Page(),
        "portal:ui:styleguide_desk": Page(clerk),
        "portal:catalogue:items": Page(),
        "portal:catalogue:suggest": Page(find=lambda: example(query="?q=残疾"), is_pictured=False),
        "portal:catalogue:guide": Page(find=find.an_item),
        "portal:catalogue:form": Page(find=find.an_item),
        "portal:catalogue:dictionary": Page(find=find.an_item),
        "portal:cases:mine": Page(me),
        "portal:cases:documents": Page(me),
        "portal:cases:announced": Page(),
        "portal:cases:notice_paper": Page(find=find.a_public_notice, is_pictured=False),
        "portal:cases:notice": Page(find=find.a_public_notice),
        "portal:cases:verify": Page(
            find=find.a_verification, states={"unknown": find.no_verification}
        ),
        "portal:cases:keys": Page(is_pictured=False),
        "portal:cases:offline": Page(is_pictured=False),
        "portal:cases:start": Page(me, find.an_item),
        "portal:cases:draft": Page(me, find.a_draft()),
        "portal:cases:look_up": post(me, find.a_draft()),
        "portal:cases:papers": Page(me, find.a_draft()),
        "portal:cases:agreements": Page(me, find.a_household_draft("portal")),
        "portal:cases:agreement_form": Page(me, find.a_member_asked("portal")),
        "portal:cases:agree": Page(
            find=find.an_agreement("asked"), states={"refused": find.an_agreement("refused")}
        ),
        "portal:cases:follow": Page(me, find.a_promise),
        "portal:cases:ask_again": Page(me, find.a_household_case()),
        "portal:cases:remove_paper": post(me, find.a_draft()),
        "portal:cases:review": Page(me, find.a_draft()),
        "portal:cases:discard": post(me, find.a_draft()),
        "portal:cases:section": Page(me, find.a_draft_section),
        "portal:cases:case": Page(me, find.my_case()),
        "portal:cases:receipt": Page(me, find.my_case()),
        "portal:cases:issue": post(me, find.my_case()),
        "portal:cases:supplement": Page(me, find.my_case(state="supplement")),
        "portal:cases:withdraw": Page(me, find.my_case(state="handling")),
        "portal:cases:ask": Page(me, find.my_case()),
        "portal:cases:reply": Page(me, find.my_case()),
        "portal:enquiries:mine": Page(me),
        "portal:enquiries:ask": Page(me),
        "portal:enquiries:enquiry": Page(me, find.my_enquiry),
        "portal:enquiries:close": post(me, find.my_enquiry),
        "portal:enquiries:reopen": Page(me, find.my_enquiry),
        "portal:cases:rate": Page(
            me,
            find.my_case(state="decided"),
            states={"acceptance": find.my_case(state="handling")},
        ),
        "portal:cases:answer_rating": Page(me, find.a_rating_to_answer),
        "portal:cases:give_up_place": Page(me, find.my_place),
        "portal:cases:told": Page(me, find.my_case()),
        "portal:cases:heard": Page(me, find.my_case(recalls__hear_until__isnull=False)),
        "portal:entitlements:mine": Page(me, find.my_entitlement_list),
        "portal:entitlements:one": Page(me, find.my_entitlement),
        "portal:entitlements:report": Page(me, find.my_entitlement),
        "portal:entitlements:account": Page(me, find.my_entitlement),
        "portal:people:family": Page(me),
        "portal:people:contact": Page(me),
        "portal:people:lookups": Page(me),
        "portal:people:grant": Page(me),
        "portal:people:accept": Page(me),
        "portal:people:revoke": post(me, find.a_mandate),
        "portal:people:mandate": Page(
            me, find.a_mandate, states={"received": find.a_mandate_received}
        ),
        "portal:people:renew": Page(me, find.a_mandate_to_renew),
        "portal:people:mandate_form": Page(is_public=True, role=me),
        "portal:library:papers": Page(me),
        "portal:library:add": Page(me),
        "portal:library:allow": post(me, find.my_paper()),
        "portal:library:delete": post(me, find.my_paper()),
        "portal:library:restore": post(me, find.my_paper(state="deleted")),
        "portal:accounts:home": Page(me),
        "portal:accounts:tokens": Page(me),
        "portal:accounts:revoke_token": post(me, find.a_token),
        "portal:notices:inbox": Page(me),
        "portal:notices:settings": Page(me),
        "portal:notices:unsubscribe": Page(find=find.a_stop_link),
        "portal:notices:mark_all_read": post(me),
        "portal:notices:notice": Page(me, find.a_notice),
        "portal:files:download": Page(me, find.a_file, is_pictured=False),
        # ── desk ──
        "desk:home": Page(clerk, status=302, is_pictured=False),
        "desk:cases:queue": Page(clerk),
        "desk:cases:line": Page("district_leader"),
        "desk:cases:ratings": Page("district_leader"),
        "desk:cases:contact": Page("street_officer", find.a_rating_task("callback")),
        "desk:cases:told": Page(clerk, find.a_case_at_work),
        "desk:cases:all": Page(clerk),
        "desk:cases:archive": Page("street_officer"),
        "desk:cases:pack": Page("street_officer", find.an_archived_case),
        "desk:cases:propose_erasure": post("street_officer", find.a_case_at_work),
        "desk:cases:decide_erasure": post("street_officer", find.a_case_at_work),
        "desk:cases:mine": Page(clerk),
        "desk:cases:intake": Page(clerk, find.a_person("person_id")),
        "desk:cases:draft": Page(clerk, find.a_desk_draft),
        "desk:cases:look_up": post(clerk, find.a_desk_draft),
        "desk:cases:follow": Page(clerk, find.a_promise_at_work),
        "desk:cases:counter": Page(clerk),
        "desk:cases:agreements": Page(clerk, find.a_household_draft("desk")),
        "desk:cases:agreement_form": Page(clerk, find.a_member_asked("desk")),
        "desk:cases:papers": Page(clerk, find.a_desk_draft),
        "desk:cases:remove_paper": post(clerk, find.a_desk_draft),
        "desk:cases:review": Page(clerk, find.a_desk_draft),
        "desk:cases:discard": post(clerk, find.a_desk_draft),
        "desk:cases:section": Page(clerk, find.a_desk_draft_section),
        "desk:cases:case": Page(
            clerk,
            find.a_case_at_work,
            states={
                "child": find.a_child_case,
                "household": find.a_household_case(is_at_desk=True),
                "callback": find.a_rated_case("callback"),
                "promise": find.a_rated_case("promise"),
                "appeal": find.a_rated_case("appeal"),
            },
        ),
        "desk:cases:receipt": Page(clerk, find.a_case_at_work),
        "desk:cases:issue": post(clerk, find.a_case_at_work),
        "desk:cases:letter": Page(clerk, find.a_case_at_work),
        "desk:cases:letters": Page(clerk, find.a_case_at_work),
        "desk:cases:write_letter": Page(clerk, find.a_letter_to_write),
        "desk:cases:again": post("district_leader", find.a_document("case_id")),
        "desk:cases:revoke": Page("district_leader", find.a_document("case_id", "document_id")),
        "desk:cases:correct": Page(clerk, find.a_case_at_work),
        "desk:cases:recall": Page("district_leader", find.a_document("case_id")),
        "desk:cases:heard": Page(clerk, find.a_recalled_case),
        "desk:cases:decide_recall": Page("district_leader", find.a_rating_task("recall")),
        "desk:cases:answer": Page(clerk, find.a_case_that_waits),
        "desk:cases:reveal": post(clerk, find.a_case_at_work),
        "desk:cases:request_reading": post(clerk, find.a_child_case),
        "desk:cases:told_once": Page(clerk, find.a_told_once_list),
        "desk:cases:supplement": Page(clerk, find.a_task()),
        "desk:cases:record": Page(clerk, find.a_record_task),
        "desk:cases:sheet": Page(clerk, find.a_record_task),
        "desk:cases:reassign": Page("street_officer", find.a_task()),
        "desk:cases:act": post(clerk, find.a_task(act="claim")),
        "desk:enquiries:list": Page(clerk),
        "desk:enquiries:record": Page(clerk),
        "desk:enquiries:record_for": Page(clerk, find.a_person()),
        "desk:enquiries:enquiry": Page(clerk, find.an_enquiry(), states={"offered": find.an_offer}),
        "desk:enquiries:answer": post(clerk, find.an_enquiry()),
        "desk:enquiries:hand_over": Page(clerk, find.an_enquiry(query="?q=卫生")),
        "desk:enquiries:accept": post("community_worker", find.an_offer),
        "desk:enquiries:send_back": post("community_worker", find.an_offer),
        "desk:enquiries:take_in": post(clerk, find.an_enquiry()),
        "desk:lists:home": Page("federation_officer", find.a_keyer),
        "desk:lists:lines": Page("federation_officer", find.a_list),
        "desk:lists:line": Page("federation_officer", find.a_line),
        "desk:lists:tick": post("federation_officer", find.a_line),
        "desk:lists:skip": post("federation_officer", find.a_line),
        "desk:lists:put_back": post("federation_officer", find.a_ticked_line),
        "desk:lists:confirm": post("federation_officer", find.a_line),
        "desk:lists:export": post("federation_officer", find.a_list),
        "desk:sheets:home": Page(clerk),
        "desk:sheets:take": Page(clerk, find.a_table),
        "desk:sheets:template": Page(clerk, find.a_table, is_pictured=False),
        "desk:sheets:run": Page(clerk, find.an_import),
        "desk:sheets:load": post(clerk, find.an_import),
        "desk:sheets:discard": post(clerk, find.an_import),
        "desk:sheets:faults": Page(clerk, find.an_import, is_pictured=False),
        "desk:entitlements:office": Page(clerk, find.an_office_that_pays),
        "desk:entitlements:totals": Page("district_leader"),
        "desk:entitlements:find": Page(clerk),
        "desk:entitlements:person": Page(clerk, find.a_person("person_id")),
        "desk:entitlements:lists": Page(clerk, find.an_office_that_pays),
        "desk:entitlements:list": Page(
            clerk,
            find.a_payment_list("closed"),
            states={"draft": find.a_payment_list("draft", is_colleague=True)},
        ),
        "desk:entitlements:close": post(clerk, find.a_payment_list("draft", is_colleague=True)),
        "desk:entitlements:fetch": post(clerk, find.a_payment_list("closed")),
        "desk:entitlements:answer": Page(clerk, find.a_change_report),
        "desk:entitlements:repayment": Page(clerk, find.a_claim()),
        "desk:entitlements:waive": Page("district_leader", find.a_claim(is_alone=True)),
        "desk:entitlements:one": Page(clerk, find.an_entitlement()),
        "desk:entitlements:act": Page(
            clerk,
            find.an_entitlement(act="suspend"),
            states={
                "correct": find.an_entitlement(act="correct"),
                "stop": find.an_entitlement(act="stop"),
            },
        ),
        "desk:people:find": Page(clerk),
        "desk:people:register": Page(clerk),
        "desk:people:approvals": Page("street_officer"),
        "desk:people:decide": post("street_officer", find.a_request),
        "desk:people:person": Page(clerk, find.a_person()),
        "desk:people:change": Page(clerk, find.a_person()),
        "desk:people:unmask_phone": Page(clerk, find.a_person()),
        "desk:people:add_document": Page(clerk, find.a_person()),
        "desk:people:confirm": post(
            clerk, find.of_a_person("people.IdentityDocument", "document_id", is_live=True)
        ),
        "desk:people:retire": Page(
            clerk, find.of_a_person("people.IdentityDocument", "document_id", is_live=True)
        ),
        "desk:people:unmask": Page(
            clerk, find.of_a_person("people.IdentityDocument", "document_id", is_live=True)
        ),
        "desk:people:household": Page(clerk, find.a_person()),
        "desk:people:leave": post(clerk, find.a_household_member),
        "desk:people:make_head": post(clerk, find.a_household_member),
        "desk:people:add_guardian": Page(clerk, find.a_person()),
        "desk:people:add_relation": Page(clerk, find.a_person()),
        "desk:people:end_relation": Page(clerk, find.of_a_person("people.Relation", "relation_id")),
        "desk:people:add_mandate": Page(clerk, find.a_person()),
        "desk:people:add_judgment": Page(clerk, find.a_person()),
        "desk:people:judgment": Page(clerk, find.a_judgment),
        "desk:people:mandate_form": Page(clerk, find.a_person()),
        "desk:people:mandate": Page(clerk, find.a_live_mandate),
        "desk:people:renew_mandate": Page(clerk, find.a_live_mandate),
        "desk:people:add_mandate_paper": Page(clerk, find.a_live_mandate),
        "desk:people:revoke_mandate": post(
            clerk, find.of_a_person("people.Mandate", "mandate_id", "principal", revoked_at=None)
        ),
        "desk:people:choose_twin": Page(clerk, find.a_person()),
        "desk:people:merge": Page(clerk, find.two_people),
        "desk:people:request_reading": Page(clerk, find.a_person()),
        "desk:library:papers": Page(clerk, find.a_paper_of_a_neighbour(only=("person_id",))),
        "desk:library:add": Page(clerk, find.a_paper_of_a_neighbour(only=("person_id",))),
        "desk:library:allow": post(clerk, find.a_paper_of_a_neighbour()),
        "desk:library:delete": post(clerk, find.a_paper_of_a_neighbour()),
        "desk:library:restore": post(clerk, find.a_paper_of_a_neighbour(state="deleted")),
        "desk:accounts:staff": Page(operator),
        "desk:accounts:absences": Page(clerk, states={"line": find.a_leader}),
        "desk:accounts:enter_absence": Page(clerk),
        "desk:accounts:enter_absence_for": Page("street_officer"),
        "desk:accounts:cancel_absence": post(clerk, find.an_absence),
        "desk:accounts:open": Page(security),
        "desk:accounts:link": Page(clerk, find.a_person()),
        "desk:accounts:create_post": Page(operator, find.the_office),
        "desk:accounts:post": Page(security, find.the_post),
        "desk:accounts:close_post": post(operator, find.the_post),
        "desk:accounts:appoint": Page(security, find.the_post),
        "desk:accounts:end_term": Page(security, find.the_term),
        "desk:organisations:list": Page(operator),
        "desk:organisations:add": Page(operator),
        "desk:organisations:organisation": Page(operator, find.the_office),
        "desk:organisations:change": Page(operator, find.the_office),
        "desk:organisations:seals": Page(clerk, find.the_office),
        "desk:organisations:offer_seal": Page(clerk, find.the_office),
        "desk:organisations:decide_seal": Page("street_officer", find.a_seal(is_confirmed=None)),
        "desk:organisations:withdraw_seal": Page(clerk, find.a_seal(is_confirmed=True)),
        "desk:organisations:close": Page(operator, find.the_office),
        "desk:places:places": Page(operator),
        "desk:places:add": Page(operator),
        "desk:places:close": Page(operator, find.a_leaf_place),
        "desk:places:place": Page(operator, find.a_leaf_place),
        "desk:audit:log": Page("auditor"),
        "desk:notices:settings": Page(clerk),
        "desk:exchange:log": Page("auditor"),
        "desk:jobs:overview": Page(operator),
        "desk:jobs:retry": post(operator),
        # ── console ──
        "console:home": Page("district_leader", status=302, is_pictured=False),
        "console:indicators:board": Page(
            "district_leader",
            states={
                "street": lambda: example(query="?period=quarter&division=120101001000"),
                "beside": lambda: example(query="?division=120000000000"),
            },
        ),
        "console:indicators:items_csv": Page("district_leader", is_pictured=False),
        "console:indicators:divisions_csv": Page("district_leader", is_pictured=False),
    }


# ── what the URL configuration says ────────────────────────────────────────
def patterns() -> Iterator[str]:
    """Return the name of every URL pattern of the three faces."""
    for prefix in FACES:
        yield from _under(get_resolver(), prefix, ())


def _under(resolver: URLResolver, face: str, spaces: tuple[str, ...]) -> Iterator[str]:
    for found in resolver.url_patterns:
        if isinstance(found, URLResolver):
            inner = (*spaces, found.namespace) if found.namespace else spaces
            if not inner or inner[0] == face:
                yield from _under(found, face, inner)
        elif isinstance(found, URLPattern) and spaces[:1] == (face,):
            yield ":".join([*spaces, found.name or f"unnamed {found.pattern}"])


PAGES: dict[str, Page] = _pages()
