"""The policy of every page. A page without one fails `test_every_page_has_a_policy`."""

from __future__ import annotations

from typing import Any

from tests.matrix.policies import (
    ABSENT,
    ARCHIVE,
    CLERKS,
    EVERYBODY,
    OF_ARCHIVE,
    OF_COUNTER,
    OF_OFFICE,
    OF_STREET,
    OWN,
    POST,
    PROVEN,
    PUBLIC,
    STAFF,
    Policy,
)

_TABLE: dict[tuple[str, Policy], str] = {
    ("portal:", PUBLIC): """
        home help privacy accessibility ui:language ui:display_page ui:display
        people:mandate_form
        catalogue:items catalogue:suggest catalogue:guide catalogue:form catalogue:dictionary
        cases:announced cases:notice cases:notice_paper cases:verify cases:keys cases:offline
        notices:unsubscribe cases:agree
    """,
    ("portal:", ABSENT): "ui:styleguide ui:styleguide_desk",
    ("portal:", EVERYBODY): """
        cases:mine cases:documents cases:start people:family people:lookups entitlements:mine
        library:papers
        accounts:home accounts:tokens notices:inbox notices:mark_all_read
        enquiries:mine enquiries:ask
        notices:settings
    """,
    ("portal:", OWN): """
        cases:draft cases:look_up cases:papers cases:remove_paper cases:review cases:discard
        cases:section
        cases:case cases:receipt cases:issue cases:supplement cases:withdraw cases:rate
        cases:ask cases:reply enquiries:enquiry enquiries:close enquiries:reopen
        cases:agreements cases:ask_again cases:answer_rating cases:told cases:give_up_place
        cases:agreement_form cases:follow cases:heard
        people:revoke people:mandate people:renew
        accounts:revoke_token notices:notice files:download
        library:allow library:delete library:restore
        entitlements:one entitlements:report entitlements:account
    """,
    ("portal:", PROVEN): "people:contact people:grant people:accept library:add",
    ("desk:", STAFF): """
        home notices:settings cases:queue cases:all people:find people:approvals
        entitlements:office entitlements:find entitlements:lists
        organisations:list organisations:organisation places:places places:place lists:home
        enquiries:list enquiries:record accounts:absences accounts:enter_absence
    """,
    ("desk:", OF_ARCHIVE): "cases:pack cases:propose_erasure cases:decide_erasure",
    ("desk:", ARCHIVE): "cases:archive",
    (
        "desk:",
        CLERKS,
    ): "cases:mine cases:counter people:register sheets:home sheets:take sheets:template",
    ("desk:", OF_OFFICE): """
        cases:draft cases:look_up cases:papers cases:remove_paper cases:review cases:discard
        cases:section
        cases:case cases:receipt cases:answer cases:reveal cases:request_reading
        cases:told_once cases:told cases:supplement cases:issue cases:letter cases:agreements
        cases:agreement_form cases:follow cases:heard
        cases:record cases:sheet cases:recall cases:correct
        cases:letters cases:write_letter
        organisations:seals organisations:offer_seal organisations:withdraw_seal
        cases:reassign cases:act people:revoke_mandate
        enquiries:enquiry enquiries:answer enquiries:hand_over enquiries:accept
        enquiries:send_back enquiries:take_in accounts:cancel_absence
        lists:lines lists:line lists:tick lists:skip lists:put_back lists:confirm lists:export
        entitlements:list entitlements:close entitlements:fetch entitlements:one entitlements:act
        entitlements:answer entitlements:repayment
    """,
    ("desk:", OF_COUNTER): """
        cases:intake people:change people:add_document people:confirm people:retire
        people:household people:leave people:make_head people:add_guardian people:add_relation
        people:end_relation people:add_mandate people:add_judgment people:judgment
        people:mandate_form people:mandate people:renew_mandate people:add_mandate_paper
        people:choose_twin people:merge accounts:link
        library:papers library:add library:allow library:delete library:restore
        sheets:run sheets:load sheets:discard sheets:faults
    """,
    ("desk:", OF_STREET): """
        people:person people:unmask_phone people:unmask people:request_reading
        enquiries:record_for entitlements:person
    """,
    ("desk:", POST): """
        cases:line cases:ratings cases:contact cases:revoke cases:again people:decide
        cases:decide_recall
        entitlements:totals entitlements:waive
        accounts:staff accounts:open accounts:create_post accounts:post accounts:close_post
        accounts:appoint accounts:end_term accounts:enter_absence_for
        organisations:add organisations:change organisations:close
        organisations:decide_seal places:add places:close
        audit:log exchange:log jobs:overview jobs:retry
    """,
    ("console:", POST): """
        home indicators:board indicators:items_csv indicators:divisions_csv
    """,
}
POLICIES: dict[str, Policy] = {
    face + name: policy for (face, policy), names in _TABLE.items() for name in names.split()
}

# What a form needs to come as far as the act itself: an empty one is refused earlier.
REASON = "电话核对本人情况"
FORMS: dict[str, dict[str, Any]] = {
    "portal:cases:review": {"item": "B3.21-22", "digest": "0" * 64},
    "portal:cases:rate": {"grade": "5"},
    "portal:cases:issue": {"kind": "receipt"},
    "desk:cases:issue": {"kind": "receipt"},
    "desk:cases:letter": {"title": "答复", "text": REASON},
    "desk:cases:revoke": {"reason": REASON},
    "desk:cases:correct": {"path": "applicant.name", "text": "张", "reason": REASON},
    "desk:cases:recall": {"ground": "facts", "reason": REASON},
    "portal:cases:withdraw": {"reason": REASON},
    "portal:cases:ask": {"question": REASON},
    "portal:cases:reply": {"answer": REASON},
    "portal:cases:supplement": {"note": REASON},
    "portal:cases:papers": {"material": "card_copy"},
    "portal:enquiries:ask": {"question": REASON},
    "portal:enquiries:reopen": {"why": REASON},
    "desk:enquiries:record": {"channel": "phone", "question": REASON},
    "desk:enquiries:record_for": {"channel": "desk", "question": REASON},
    "desk:enquiries:answer": {"answer": REASON},
    "desk:enquiries:hand_over": {"reason": REASON},
    "desk:enquiries:send_back": {"reason": REASON},
    "desk:cases:review": {"item": "B2.02", "digest": "0" * 64},
    "desk:cases:papers": {"material": "card_copy"},
    "desk:cases:answer": {"note": REASON},
    "desk:cases:intake": {"item": "B3.21-22"},
    "desk:cases:reveal": {"path": "applicant.phone", "reason": REASON},
    "desk:cases:request_reading": {"reason": REASON},
    "desk:cases:supplement": {"other": REASON},
    "desk:cases:reassign": {"organisation": "", "reason": REASON},
    "desk:lists:skip": {"reason": REASON},
    "desk:people:unmask": {"reason": REASON},
    "desk:people:unmask_phone": {"reason": REASON},
    "desk:people:retire": {"reason": REASON},
    "desk:people:request_reading": {"reason": REASON},
    "desk:people:make_head": {"former_is": "spouse"},
    "desk:people:merge": {"keep": "this", "reason": REASON},
    "desk:people:decide": {"decision": "approve"},
    "desk:people:end_relation": {"to_on": "2099-01-01", "reason": REASON},
    "desk:accounts:link": {"who": "helper@demo.linli", "reason": REASON},
    "desk:accounts:end_term": {"reason": REASON},
    "desk:accounts:close_post": {"reason": REASON},
}
# The holder's form finds nothing to act on, which is not a refusal.
NOTHING_THERE = {"desk:jobs:retry": "nothing failed in the demonstration"}
