"""The policy of every operation of the API, whose call it is, and what it sends.

An operation without a policy fails `test_every_operation_has_a_policy`. The address and the method
come from the OpenAPI document; here stands only what fills them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from linli.config.demo.neighbours import households
from linli.config.demo.papers import paper
from linli.foundation.calendar import clock
from tests import examples as find
from tests.matrix.policies import (
    ABSENT,
    ARCHIVE,
    CLERKS,
    EVERYBODY,
    FORBIDDEN,
    HIDDEN,
    OF_ARCHIVE,
    OF_COUNTER,
    OF_OFFICE,
    OF_STREET,
    OK,
    OWN,
    POST,
    PROVEN,
    PUBLIC,
    STAFF,
    Policy,
)

if TYPE_CHECKING:
    from collections.abc import Callable

REASON = "电话核对本人情况"
DIGEST = "0" * 64
OF_NOBODY = Policy(HIDDEN, HIDDEN, OK)  # a record: residents read their own, staff of the street
LINK = Policy(HIDDEN, HIDDEN, FORBIDDEN)  # reads the person first, as the page does
ME, CLERK, STREET, OPERATOR = "proven_resident", "clerk", "street_officer", "operator"


@dataclass(frozen=True)
class Operation:
    """One operation: its policy, the role that may, and how its call is filled."""

    policy: Policy
    role: str = ME
    keys: Callable[[Town], dict[str, Any]] = field(default=lambda _town: {})
    body: Callable[[Town], Any] | None = None
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    is_upload: bool = False
    owner: Callable[[], find.Example | None] | None = None  # where the role alone does not say
    finds: bool = True  # the demonstration has something on which the holder may act


class Town:
    """What the demonstration has to fill addresses and bodies with."""

    @cached_property
    def today(self) -> str:
        return clock.today().isoformat()

    @cached_property
    def people(self) -> list[Any]:
        return list(find.neighbours()[:3])

    def person(self) -> dict[str, UUID]:
        return {"person_id": self.people[0].public_id}

    @cached_property
    def number(self) -> str:
        """A number that is registered in the clerk's street."""
        return households(clock.today())[0][0].number

    def one(self, key: str, finder: Callable[[], Any], of: str = "") -> dict[str, Any]:
        found = finder()
        return {key: found.kwargs[of or key]} if found else {}

    def task(self) -> dict[str, Any]:
        return self.one("task_id", find.a_task())

    def callback(self) -> dict[str, Any]:
        rows = find.model("cases.Task").filter(kind="callback", state="open", role=STREET)
        held = find.counter()
        row = rows.filter(organisation=held.post.organisation_id).first()
        return {"task_id": row.public_id} if row else {}

    def case(self, **state: str) -> dict[str, Any]:
        return self.one("case_id", find.my_case(**state))

    def child_case(self) -> dict[str, Any]:
        return self.one("case_id", find.a_child_case)

    def draft(self) -> dict[str, Any]:
        return self.one("draft_id", find.a_draft())

    def desk_draft(self) -> dict[str, Any]:
        return self.one("draft_id", find.a_desk_draft)

    def document(self) -> dict[str, Any]:
        finder = find.of_a_person("people.IdentityDocument", "document_id", is_live=True)
        return self.one("document_id", finder)

    def issued(self) -> dict[str, Any]:
        return self.one("document_id", find.a_document("document_id"))

    def relation(self) -> dict[str, Any]:
        return self.one("relation_id", find.of_a_person("people.Relation", "relation_id"))

    def household(self) -> dict[str, Any]:
        rows = find.model("people.HouseholdMember").filter(left_on=None)
        row = rows.filter(person__in=find.neighbours().values("pk")).first()
        return {"household_id": row.household.public_id}

    def member(self) -> dict[str, Any]:
        return self.one("person_id", find.a_household_member, "member_id")

    def office(self) -> dict[str, Any]:
        return self.one("organisation_id", find.the_office, "public_id")

    def linked(self) -> dict[str, Any]:
        rows = find.model("accounts.Account").filter(person__in=find.neighbours().values("pk"))
        return {"account_id": rows.first().pk}

    def paper(self) -> dict[str, Any]:
        return self.one("paper_id", find.my_paper())

    def file(self) -> dict[str, Any]:
        return self.one("file_id", find.a_file, "public_id")


def upload() -> SimpleUploadedFile:
    """Return a picture that passes the check of contents."""
    name, content = paper("card_copy")
    return SimpleUploadedFile(name, content, content_type="image/png")


def because(_town: Town) -> dict[str, str]:
    """Return a reason."""
    return {"reason": REASON}


def _public() -> dict[str, Operation]:
    code = {"code": "B3.21-22"}
    return {
        "catalogue_items": Operation(PUBLIC),
        "catalogue_item": Operation(PUBLIC, keys=lambda _: code),
        "catalogue_item_schema": Operation(PUBLIC, keys=lambda _: code),
        "catalogue_item_dictionary": Operation(PUBLIC, keys=lambda _: code),
        "catalogue_item_notes": Operation(PUBLIC, keys=lambda _: code),
        "catalogue_search": Operation(PUBLIC, query="?text=残疾"),
        "catalogue_topics": Operation(PUBLIC),
        "catalogue_parameters": Operation(PUBLIC),
        "places_children": Operation(PUBLIC),
        "places_named": Operation(PUBLIC, query="?text=和平"),
        "places_division": Operation(PUBLIC, keys=lambda _: {"code": "120101000000"}),
        "cases_checked": Operation(PUBLIC, body=lambda _: {"code": "X"}),
        "cases_published_keys": Operation(PUBLIC),
        "cases_public_notices": Operation(PUBLIC),
        "cases_public_notice": Operation(
            PUBLIC, keys=lambda town: town.one("notice_id", find.a_public_notice)
        ),
        "cases_notice_paper": Operation(
            PUBLIC, keys=lambda town: town.one("notice_id", find.a_public_notice)
        ),
        "cases_verified": Operation(
            PUBLIC, query=str(getattr(find.a_verification(), "query", "?serial=X"))
        ),
    }


def _applying() -> dict[str, Operation]:
    def begun(town: Town) -> dict[str, Any]:
        return {"item": "B3.21-22", "for_person": str(town.people[0].public_id)}

    def whole(town: Town) -> dict[str, Any]:
        return begun(town) | {"digest": DIGEST, "answers": {}}

    def papers(town: Town) -> dict[str, Any]:
        return town.draft() | {"material_id": "card_copy"}

    # Nothing is asked of a family in the demonstration; the room's own tests ask and answer.
    def member(town: Town) -> dict[str, Any]:
        return town.draft() | {"place": 0}

    def link(_town: Town) -> dict[str, Any]:
        return {"agreement_id": UUID(int=0)}

    def phone(_town: Town) -> dict[str, Any]:
        return {"phone": "13900139001"}

    key = {"Idempotency-Key": "matrix-of-permissions"}
    return {
        "cases_submit_application": Operation(OWN, CLERK, body=whole, headers=key),
        "cases_start": Operation(OWN, CLERK, body=begun),
        "cases_drafts": Operation(EVERYBODY),
        "cases_draft": Operation(OWN, keys=Town.draft),
        "cases_save_section": Operation(
            OWN,
            keys=lambda town: town.draft() | {"section": "applicant"},
            body=lambda _: {"answers": {}},
            headers={"If-Match": "*"},
        ),
        "cases_attach": Operation(OWN, keys=papers, is_upload=True),
        "cases_use_paper": Operation(
            OWN, keys=lambda town: papers(town) | town.paper(), finds=False
        ),  # hers is of another kind
        "cases_detach": Operation(OWN, keys=lambda town: papers(town) | town.file()),
        "cases_show_paper": Operation(
            OF_COUNTER,
            CLERK,
            keys=lambda town: town.desk_draft() | {"material_id": "card_copy"},
            body=lambda _: {"has_seen": True},
        ),
        "cases_look_up": Operation(OWN, keys=Town.draft),
        "cases_agreements": Operation(OWN, keys=Town.draft),
        "cases_ask_member": Operation(OWN, keys=member, body=phone, finds=False),
        "cases_sign_on_paper": Operation(OWN, keys=member, is_upload=True, finds=False),
        "cases_agree_as_guardian": Operation(OWN, keys=member, finds=False),
        "cases_ask_again": Operation(
            OWN, keys=lambda town: town.case() | {"place": 0}, body=phone, finds=False
        ),
        "cases_promise_paper": Operation(
            OWN, keys=papers, body=lambda _: {"on": "2026-12-07"}, finds=False
        ),
        "cases_follow_paper": Operation(
            OWN,
            keys=lambda town: town.case() | {"material_id": "card_copy"},
            body=lambda _: {"files": [str(UUID(int=0))]},
            finds=False,
        ),
        "cases_asked": Operation(ABSENT, keys=link, finds=False),
        "cases_send_code": Operation(ABSENT, keys=link, finds=False),
        "cases_answer_by_code": Operation(
            ABSENT,
            keys=link,
            body=lambda _: {"code": "000000", "answer": "given"},
            finds=False,
        ),
        "cases_discard": Operation(OWN, keys=Town.draft),
        "cases_submit": Operation(OWN, keys=Town.draft, body=lambda _: {"digest": DIGEST}),
        "cases_my_cases": Operation(EVERYBODY),
        "cases_my_case": Operation(OWN, keys=Town.case),
        "cases_answer_supplement": Operation(
            OWN,
            keys=lambda town: town.case(state="supplement"),
            body=lambda _: {"note": REASON},
        ),
        "cases_issue_document": Operation(OWN, keys=Town.case, body=lambda _: {"kind": "receipt"}),
        "cases_give_up_place": Operation(
            OWN,
            keys=lambda town: town.one("case_id", find.my_place),
            owner=find.my_place,
        ),
        "cases_object_to": Operation(
            EVERYBODY,
            keys=lambda town: town.one("notice_id", find.a_public_notice),
            body=lambda _: {"name": "李梅", "contact": "12345", "words": REASON},
        ),
        "cases_withdraw": Operation(
            OWN, keys=lambda town: town.case(state="handling"), body=because
        ),
        "cases_rate": Operation(
            OWN,
            keys=lambda town: town.case(state="decided"),
            body=lambda _: {"grade": 5},
            owner=find.my_case(state="decided"),
        ),
        "cases_ask": Operation(OWN, keys=Town.case, body=lambda _: {"question": REASON}),
        "cases_answer_office": Operation(
            OWN, keys=Town.case, body=lambda _: {"answer": REASON}, finds=False
        ),
        "cases_answer_recall": Operation(OWN, keys=Town.case, body=lambda _: {"answer": REASON}),
        "cases_answer_rating": Operation(
            OWN,
            keys=lambda town: town.one("case_id", find.a_rating_to_answer),
            body=lambda _: {"text": REASON},
            owner=find.a_rating_to_answer,
        ),
        "cases_told_to_parties": Operation(
            OWN, keys=lambda town: town.case(state="decided"), owner=find.my_case(state="decided")
        ),
        "cases_my_documents": Operation(EVERYBODY),
    }


def _offices() -> dict[str, Operation]:
    def case(_town: Town) -> dict[str, Any]:
        return {"case_id": getattr(find.a_case_at_work(), "kwargs", {})["case_id"]}

    def task(body: Callable[[Town], Any] | None = because, **more: Any) -> Operation:
        return Operation(OF_OFFICE, CLERK, keys=Town.task, body=body, **more)

    def after_rating(kind: str, body: Callable[[Town], Any]) -> Operation:
        finder = find.a_rating_task(kind, with_case=False)
        keys = partial(Town.one, key="task_id", finder=finder)
        return Operation(POST, STREET, keys=keys, body=body, owner=finder)

    def shown(town: Town) -> dict[str, Any]:
        return {"document_type": "resident_id", "number": town.number}

    other = [{"kind": "other", "text": REASON}]
    pause = {"cause": "hearing", "days": 3, "reason": REASON}
    invited = {"letter": "hearing", "blanks": {"place": REASON}}
    called = {"outcome": "mended", "was_reached": True, "cause": REASON, "remedy": REASON}
    return {
        "cases_at_counter": Operation(CLERKS, CLERK, body=shown),
        "cases_answer_at_counter": Operation(
            OF_COUNTER,
            CLERK,
            keys=lambda _: {"agreement_id": UUID(int=0)},
            body=lambda town: shown(town) | {"answer": "given"},
            finds=False,
        ),
        "cases_queue": Operation(STAFF, CLERK),
        "cases_line": Operation(POST, STREET),
        "cases_line_figures": Operation(POST, STREET),
        "cases_rating_figures": Operation(STAFF, CLERK),
        "cases_rating_statistics": Operation(POST, STREET),
        "cases_told_about": Operation(OF_OFFICE, CLERK, keys=case),
        "cases_cases": Operation(STAFF, CLERK),
        "cases_case": Operation(OWN, CLERK, keys=case),
        "cases_letter_templates": Operation(STAFF, CLERK),
        "cases_letter_draft": Operation(OF_OFFICE, CLERK, keys=case, body=lambda _: invited),
        "cases_issue_letter": Operation(OF_OFFICE, CLERK, keys=case, body=lambda _: invited),
        "cases_revoke_document": Operation(POST, "district_leader", keys=Town.issued, body=because),
        "cases_correct_answer": Operation(
            OF_OFFICE,
            CLERK,
            keys=case,
            body=lambda _: {"path": "applicant.name", "text": "张", "reason": REASON},
        ),
        "cases_propose_recall": Operation(
            OF_OFFICE,
            "district_leader",
            keys=lambda town: town.one("case_id", find.a_document("case_id")),
            body=lambda _: {"ground": "facts", "reason": REASON},
        ),
        "cases_decide_recall": Operation(
            POST,
            STREET,
            keys=Town.callback,
            body=lambda _: {"is_approved": True, "reason": REASON},
        ),
        "cases_reveal": Operation(
            OF_OFFICE,
            CLERK,
            keys=case,
            body=lambda _: {"path": "applicant.phone", "reason": REASON},
        ),
        "cases_request_reading": Operation(OWN, CLERK, keys=Town.child_case, body=because),
        "cases_claim": task(body=None),
        "cases_release": task(body=None),
        "cases_record_outcome": task(lambda _: {"outcome": "accept"}),
        "cases_request_supplement": task(lambda _: {"asks": other, "reason": REASON}),
        "cases_return_task": task(),
        "cases_extend_promise": task(
            lambda _: {"material": "card_copy", "reason": REASON}, finds=False
        ),
        "cases_post_notice": task(),
        "cases_close_objection": task(lambda _: {"is_upheld": False, "finding": REASON}),
        "cases_verdict_came": task(),
        "cases_pause": task(lambda _: pause),
        "cases_resume": task(),
        "cases_ask_extension": task(),
        "cases_ask_resident": task(lambda _: {"question": REASON}),
        "cases_answer_question": task(lambda _: {"answer": REASON}),
        "cases_reassign": Operation(
            POST,
            STREET,
            keys=Town.task,
            body=lambda town: {"organisation": str(town.office()["organisation_id"])},
        ),
        "cases_decide_extension": Operation(
            POST,
            STREET,
            keys=Town.callback,
            body=lambda _: {"is_approved": True, "reason": REASON},
        ),
        "cases_close_callback": Operation(POST, STREET, keys=Town.callback, body=lambda _: called),
        "cases_reveal_contact": Operation(POST, STREET, keys=Town.callback, body=because),
        "cases_keep_promise": after_rating("promise", because),
        "cases_decide_appeal": after_rating(
            "appeal", lambda _: {"is_set_aside": False, "reason": REASON}
        ),
    }


def _enquiries() -> dict[str, Operation]:
    def one(body: Callable[[Town], Any] | None = None, *, offered: bool = False) -> Operation:
        finder = find.an_offer if offered else find.an_enquiry()
        role = "community_worker" if offered else CLERK
        return Operation(
            OF_OFFICE,
            role,
            lambda town: town.one("enquiry_id", finder),
            body,
            owner=finder if offered else None,
        )

    def own(body: Callable[[Town], Any] | None = None) -> Operation:
        return Operation(OWN, ME, lambda town: town.one("enquiry_id", find.my_enquiry), body)

    def question(town: Town) -> dict[str, Any]:
        return {"organisation": str(town.office()["organisation_id"]), "question": REASON}

    def post(town: Town) -> dict[str, Any]:
        return town.one("post_id", find.the_post) | {"reason": REASON}

    found = one()
    return {
        "enquiries_offices": Operation(EVERYBODY, query="?text=劝业场"),
        "enquiries_ask": Operation(EVERYBODY, body=question),
        "enquiries_my_enquiries": Operation(EVERYBODY),
        "enquiries_my_enquiry": own(),
        "enquiries_close": own(),
        "enquiries_reopen": own(lambda _: {"why": REASON}),
        "enquiries_enquiries": Operation(STAFF, CLERK),
        "enquiries_record": Operation(
            STAFF, CLERK, body=lambda _: {"channel": "phone", "question": REASON}
        ),
        "enquiries_enquiry": found,
        "enquiries_answer": one(lambda _: {"answer": REASON}),
        "enquiries_take_in": one(),
        "enquiries_receivers": replace(found, query="?text=卫生"),
        "enquiries_hand_over": one(post),
        "enquiries_accept": one(offered=True),
        "enquiries_send_back": one(because, offered=True),
    }


def _own() -> dict[str, Operation]:
    def until(_town: Town) -> str:
        return (clock.now() + timedelta(days=30)).isoformat()

    def kind(_town: Town) -> dict[str, str]:
        return {"kind": "household_book"}

    def key(town: Town) -> dict[str, Any]:
        return {"name": "X", "scopes": ["cases:case:read_own"], "expires_at": until(town)}

    return {
        "files_upload": Operation(EVERYBODY, is_upload=True),
        "files_stored": Operation(OWN, keys=Town.file),
        "files_content": Operation(OWN, keys=Town.file),
        "files_discard": Operation(OWN, keys=Town.file, finds=False),  # a draft names it
        "notices_inbox": Operation(EVERYBODY),
        "notices_open_notice": Operation(
            OWN, keys=lambda town: town.one("notice_id", find.a_notice)
        ),
        "notices_mark_all_read": Operation(EVERYBODY),
        "notices_preferences": Operation(EVERYBODY),
        "notices_save_preferences": Operation(EVERYBODY, body=lambda _: {"digest_hour": 9}),
        "notices_unsubscribe": Operation(
            PUBLIC, body=lambda town: town.one("token", find.a_stop_link)
        ),
        "people_my_family": Operation(PROVEN),
        "people_lookups": Operation(PROVEN),
        "people_change_contact": Operation(PROVEN, body=lambda _: {"email": "a@example.cn"}),
        "people_grant_by_code": Operation(PROVEN, body=lambda town: {"from_on": town.today}),
        "people_accept_mandate": Operation(PROVEN, body=lambda _: {"code": "23456789AB"}),
        "people_revoke_mandate": Operation(
            OWN, keys=lambda town: town.one("mandate_id", find.a_mandate)
        ),
        "people_mandate": Operation(OWN, keys=lambda town: town.one("mandate_id", find.a_mandate)),
        "people_renew_mandate": Operation(
            OWN,
            keys=lambda town: town.one("mandate_id", find.a_mandate_to_renew),
            body=lambda _: {},
            owner=find.a_mandate_to_renew,
        ),
        "library_papers": Operation(PROVEN),
        "library_keep": Operation(PROVEN, body=kind, is_upload=True),
        "library_allow": Operation(
            OWN, keys=Town.paper, body=lambda _: {"may_reuse": False}, owner=find.my_paper()
        ),
        "library_delete": Operation(OWN, keys=Town.paper, owner=find.my_paper()),
        "library_restore": Operation(
            OWN,
            keys=lambda town: town.one("paper_id", find.my_paper(state="deleted")),
            owner=find.my_paper(state="deleted"),
        ),
        "library_papers_of": Operation(OF_COUNTER, CLERK, keys=Town.person),
        "library_keep_seen": Operation(
            OF_COUNTER, CLERK, keys=Town.person, body=kind, is_upload=True
        ),
        "accounts_me": Operation(EVERYBODY),
        "accounts_rename": Operation(
            EVERYBODY, body=lambda _: {"name": "X", "language": "zh-hans"}
        ),
        "accounts_tokens": Operation(EVERYBODY),
        "accounts_scopes": Operation(EVERYBODY),
        "accounts_issue_token": Operation(EVERYBODY, body=key),
        "accounts_revoke_token": Operation(
            OWN, keys=lambda town: town.one("token_id", find.a_token)
        ),
    }


def _people() -> dict[str, Operation]:
    def kept(body: Callable[[Town], Any] | None, keys: Any = Town.person) -> Operation:
        return Operation(OF_COUNTER, CLERK, keys=keys, body=body)

    def read(body: Callable[[Town], Any] | None = because, keys: Any = Town.person) -> Operation:
        return Operation(OF_STREET, CLERK, keys=keys, body=body)

    def other(name: str, **more: Any) -> Callable[[Town], Any]:
        return lambda town: {name: str(town.people[1].public_id)} | more

    def document(town: Town) -> dict[str, Any]:
        return {"document_type": "resident_id", "number": town.number}

    def register(town: Town) -> dict[str, Any]:
        return document(town) | {"name": "李四"}

    def both(town: Town) -> dict[str, Any]:
        principal, agent = (str(one.public_id) for one in town.people[:2])
        return {"principal": principal, "agent": agent, "from_on": town.today}

    def ward(town: Town) -> dict[str, Any]:
        return {"guardian": str(town.people[1].public_id), "from_on": town.today}

    def asked(town: Town) -> dict[str, Any]:
        return town.one("approval_id", find.a_request)

    return {
        "people_find_exact": Operation(CLERKS, CLERK, body=document),
        "people_find": Operation(STAFF, CLERK, body=lambda _: {"text": "王"}),
        "people_register": Operation(CLERKS, CLERK, body=register),
        "people_person": Operation(OF_NOBODY, CLERK, keys=Town.person),
        "people_change": kept(lambda _: {"email": "a@example.cn", "reason": REASON}),
        "people_merge": kept(other("dropped", reason=REASON)),
        "people_unmask_phone": read(),
        "people_add_document": kept(document),
        "people_confirm_identity": kept(None, Town.document),
        "people_retire_document": kept(because, Town.document),
        "people_unmask": read(keys=Town.document),
        "people_open_household": kept(lambda _: {}),
        "people_add_member": kept(other("person", kinship="other"), Town.household),
        "people_leave_household": kept(lambda _: {}, Town.member),
        "people_change_head": kept(lambda _: {"former_is": "spouse"}, Town.member),
        "people_add_guardianship": kept(ward),
        "people_add_relation": kept(other("other", kind="sibling")),
        "people_end_relation": kept(
            lambda town: {"to_on": town.today, "reason": REASON}, Town.relation
        ),
        "people_grant_mandate": kept(both, lambda _: {}),
        "people_add_mandate_paper": Operation(
            OF_COUNTER,
            CLERK,
            keys=lambda town: town.one("mandate_id", find.a_live_mandate),
            is_upload=True,
        ),
        "people_add_court_guardianship": Operation(
            OF_COUNTER,
            CLERK,
            keys=Town.person,
            body=other(
                "guardian",
                court="法院",
                judgment_number="1号",
                judged_on="2025-01-02",
                capacity="limited",
            ),
            is_upload=True,
        ),
        "people_judgment": Operation(
            OWN, CLERK, keys=lambda town: town.one("relation_id", find.a_judgment)
        ),
        "people_approvals": Operation(STAFF, CLERK),
        "people_request_minor_reading": read(),
        "people_approve_minor_reading": Operation(POST, STREET, asked, lambda _: {}),
        "people_decline_minor_reading": Operation(POST, STREET, asked),
    }


def _site() -> dict[str, Operation]:
    security = "security_administrator"

    def post_id(town: Town) -> dict[str, Any]:
        return town.one("post_id", find.the_post)

    def seat(town: Town) -> dict[str, Any]:
        return {"organisation": str(town.office()["organisation_id"]), "role": "agent"}

    def body(town: Town) -> dict[str, Any]:
        return {
            "name": "便民服务站",
            "function": "service_station",
            "kind": "public_institution",
            "division_code": "120101001001",
            "valid_from": town.today,
        }

    def colleague(_town: Town) -> dict[str, Any]:
        return {"email": "new@example.cn", "name": "新同事"}

    def closed(town: Town) -> dict[str, Any]:
        return {"on": town.today, "reason": REASON}

    def place(town: Town) -> dict[str, Any]:
        return {"code": "120101001001901", "name": "一号网格", "valid_from": town.today}

    def leaf(town: Town) -> dict[str, Any]:
        return town.one("code", find.a_leaf_place)

    def days(town: Town) -> dict[str, Any]:
        return {"starts_on": town.today, "ends_on": town.today, "kind": "training"}

    return {
        "accounts_absences": Operation(STAFF, CLERK),
        "accounts_away_in_line": Operation(POST, STREET),
        "accounts_enter_absence": Operation(STAFF, CLERK, body=days),
        "accounts_cancel_absence": Operation(
            OF_OFFICE,
            CLERK,
            lambda town: town.one("absence_id", find.an_absence),
            owner=find.an_absence,
        ),
        "accounts_posts": Operation(POST, OPERATOR),
        "accounts_post": Operation(POST, OPERATOR, post_id),
        "accounts_create_post": Operation(POST, OPERATOR, body=seat),
        "accounts_close_post": Operation(POST, OPERATOR, post_id),
        "accounts_appoint": Operation(
            POST, security, post_id, lambda town: {"account_id": town.linked()["account_id"]}
        ),
        "accounts_end_term": Operation(
            POST, security, lambda town: town.one("term_id", find.the_term, "holding_id"), because
        ),
        "accounts_open_account": Operation(POST, security, body=colleague),
        "accounts_account_found": Operation(
            CLERKS, CLERK, body=lambda _: {"email_or_phone": "helper@demo.linli"}
        ),
        "accounts_link_person": Operation(
            LINK,
            CLERK,
            Town.linked,
            lambda town: {"person": str(town.people[0].public_id)},
        ),
        "accounts_unlink_person": Operation(OF_COUNTER, CLERK, Town.linked, because),
        "organisations_found": Operation(STAFF, CLERK),
        "organisations_organisation": Operation(STAFF, CLERK, Town.office),
        "organisations_add": Operation(POST, OPERATOR, body=body),
        "organisations_change": Operation(
            POST, OPERATOR, Town.office, lambda _: {"name": "劝业场街道办事处"}
        ),
        "organisations_close": Operation(POST, OPERATOR, Town.office, closed),
        "organisations_seals": Operation(OF_OFFICE, CLERK, Town.office),
        "organisations_offer_seal": Operation(
            POST,
            CLERK,
            Town.office,
            lambda town: {"from_on": town.today},
            is_upload=True,
        ),
        "organisations_decide_seal": Operation(
            POST,
            STREET,
            lambda town: town.one("seal_id", find.a_seal(is_confirmed=None)),
            lambda _: {"is_confirmed": True},
        ),
        "organisations_withdraw_seal": Operation(
            OF_OFFICE,
            CLERK,
            lambda town: town.one("seal_id", find.a_seal(is_confirmed=True)),
            closed,
        ),
        "places_add_division": Operation(POST, OPERATOR, body=place),
        "places_close_division": Operation(POST, OPERATOR, leaf, lambda town: {"on": town.today}),
        "cases_archive": Operation(ARCHIVE, STREET),
        "cases_pack": Operation(
            OF_ARCHIVE,
            STREET,
            lambda town: town.one("case_id", find.an_archived_case),
            because,
        ),
        "cases_propose_erasure": Operation(
            OF_ARCHIVE, STREET, lambda town: town.one("case_id", find.a_case_at_work)
        ),
        "cases_decide_erasure": Operation(
            OF_ARCHIVE,
            STREET,
            lambda town: town.one("case_id", find.a_case_at_work),
            lambda _: {"is_approved": True},
        ),
        "audit_entries": Operation(POST, "auditor"),
        "indicators_board": Operation(POST, "district_leader"),
        "exchange_entries": Operation(POST, "auditor"),
        "jobs_failed": Operation(POST, OPERATOR),
        "jobs_retry": Operation(POST, OPERATOR, body=lambda _: {"key": "x"}, finds=False),
    }


def _tables() -> dict[str, Operation]:
    federation = "federation_officer"

    def run(town: Town) -> dict[str, Any]:
        return town.one("run_id", find.an_import)

    def keyed(body: Callable[[Town], Any] | None = None, **more: Any) -> Operation:
        finder = more.pop("owner", find.a_line)
        keys = more.pop("keys", lambda town: town.one("line_id", finder))
        return Operation(OF_OFFICE, federation, keys=keys, body=body, owner=finder)

    def whole(town: Town) -> dict[str, Any]:
        return town.one("code", find.a_list)

    people = {"kind": "people"}
    return {
        "sheets_kinds": Operation(CLERKS, CLERK),
        "sheets_runs": Operation(CLERKS, CLERK),
        "sheets_template": Operation(CLERKS, CLERK, keys=lambda _: people),
        "sheets_take": Operation(CLERKS, CLERK, keys=lambda _: people, is_upload=True),
        "sheets_run": Operation(OF_COUNTER, CLERK, keys=run),
        "sheets_rows": Operation(OF_COUNTER, CLERK, keys=run),
        "sheets_faults": Operation(OF_COUNTER, CLERK, keys=run),
        "sheets_load": Operation(OF_COUNTER, CLERK, keys=run, body=lambda _: {"mode": "good"}),
        "sheets_discard": Operation(OF_COUNTER, CLERK, keys=run),
        "lists_lists": Operation(STAFF, federation, owner=find.a_keyer),
        "lists_lines": keyed(keys=whole, owner=find.a_list),
        "lists_line": keyed(),
        "lists_tick": keyed(lambda _: {"number": "A-1"}),
        "lists_skip": keyed(because),
        "lists_put_back": keyed(owner=find.a_ticked_line),
        "lists_confirm": keyed(),
        "lists_export": keyed(lambda _: {"format": "csv"}, keys=whole, owner=find.a_list),
    }


def _entitlements() -> dict[str, Operation]:
    officer, mine = find.an_entitlement(), find.my_entitlement

    def own(body: Callable[[Town], Any] | None = None) -> Operation:
        return Operation(
            OWN, keys=lambda town: town.one("entitlement_id", mine), body=body, owner=mine
        )

    def at_work(body: Callable[[Town], Any] | None = None) -> Operation:
        return Operation(
            OF_OFFICE,
            CLERK,
            lambda town: town.one("entitlement_id", officer),
            body,
            owner=officer,
        )

    def of(
        key: str, finder: Callable[[], find.Example | None], body: Callable[[Town], Any] | None
    ) -> Operation:
        return Operation(OF_OFFICE, CLERK, lambda town: town.one(key, finder), body, owner=finder)

    def month(town: Town) -> dict[str, str]:
        return {"month": town.today, "reason": REASON}

    def account(_town: Town) -> dict[str, str]:
        return {"holder": "张秀英", "bank": "天津银行", "number": "6222020302001234567"}

    closed, draft = find.a_payment_list("closed"), find.a_payment_list("draft", is_colleague=True)
    claim = find.a_claim()
    return {
        "entitlements_mine": Operation(EVERYBODY),
        "entitlements_my_one": own(),
        "entitlements_report_change": own(lambda town: {"kind": "work", "happened_on": town.today}),
        "entitlements_change_account": own(account),
        "entitlements_office": Operation(STAFF, CLERK),
        "entitlements_office_one": at_work(),
        "entitlements_suspend": at_work(month),
        "entitlements_resume": at_work(month),
        "entitlements_stop": at_work(lambda town: {"ended_on": town.today, "reason": REASON}),
        "entitlements_correct": at_work(lambda town: month(town) | {"amount_fen": 100}),
        "entitlements_claim_back": at_work(lambda _: {"due_on": "2099-01-01", "reason": REASON}),
        "entitlements_waiting_reports": Operation(STAFF, CLERK),
        "entitlements_waiting_reasons": Operation(STAFF, CLERK),
        "entitlements_keep": at_work(lambda _: {"reason": REASON}),
        "entitlements_answer_report": of(
            "report_id", find.a_change_report, lambda _: {"outcome": "no_effect", "words": REASON}
        ),
        "entitlements_record_repayment": of(
            "claim_id", claim, lambda _: {"amount_fen": 1, "number": "收据1"}
        ),
        "entitlements_waive": Operation(
            POST, "district_leader", lambda town: town.one("claim_id", claim), because
        ),
        "entitlements_lists": Operation(STAFF, CLERK),
        "entitlements_build_list": Operation(STAFF, CLERK, body=lambda town: {"month": town.today}),
        "entitlements_payment_list": of("list_id", closed, None),
        "entitlements_close_list": of("list_id", draft, None),
        "entitlements_fetch_list": of("list_id", closed, None),
        "entitlements_of_number": Operation(
            STAFF,
            CLERK,
            body=lambda town: {"document_type": "resident_id", "number": town.number},
        ),
        "entitlements_of_person": Operation(OF_STREET, CLERK, Town.person),
        "entitlements_totals": Operation(POST, "district_leader"),
    }


def operations() -> dict[str, Operation]:
    """Return the operation of every id; asks the database for one serial."""
    residents = _public() | _applying() | _own()
    return residents | _offices() | _enquiries() | _people() | _site() | _tables() | _entitlements()
